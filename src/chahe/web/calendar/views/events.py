"""Events: the list, and to note one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chahe.rulebook import load_triggers
from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.inspections.views.acting import refuse_form

from ..actions.events import note_event
from ..forms import EventForm
from ..lists import EVENTS
from ..queries import events_of
from .tabs import at, crumbs, tabs


@require_safe
@firm_door("calendar.view")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = EVENTS.of(request, events_of(firm))
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-事件")
    context = {
        "firm": firm,
        "listing": listing,
        "tabs": tabs(firm, "events", year=timezone.localdate().year),
    }
    return page_or_part(request, "calendar/events.html", "table", context)


@require_http_methods(["GET", "HEAD", "POST"])
@firm_door("calendar.note_event")
def note(request: HttpRequest, firm: Firm) -> HttpResponse:
    today = timezone.localdate()
    form = EventForm(request.POST or None, initial={"on": today})
    noted = (
        form.is_bound
        and form.is_valid()
        and refuse_form(form, lambda: note_event(firm=firm, by=request.user, **form.cleaned_data))
    )
    if noted:
        messages.success(request, f"已登記「{noted}」，要做的查核已經開始。")
        return redirect(at("calendar_items", firm, year=noted.on.year, q=noted.subject))
    context = {
        "firm": firm,
        "form": form,
        "triggers": load_triggers().values(),
        "crumbs": [*crumbs(firm), {"label": "事件", "url": at("calendar_events", firm)}],
    }
    return render(request, "calendar/event_new.html", context, status=422 if form.is_bound else 200)
