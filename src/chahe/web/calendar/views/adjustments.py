"""Adjustments: the list, to ask for one, to decide it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.inspections.views.acting import refuse_form

from ..actions import adjusting
from ..forms import AskForm, DecideForm
from ..lists import ADJUSTMENTS
from ..models import Adjustment
from ..queries import adjustment_of, adjustments_of, item_of
from .items import item_page, own_item
from .tabs import tabs


@require_safe
@firm_door("calendar.view")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = ADJUSTMENTS.of(request, adjustments_of(firm, request.user))
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-排程調整")
    context = {
        "firm": firm,
        "listing": listing,
        "tabs": tabs(firm, "adjustments", year=timezone.localdate().year),
    }
    return page_or_part(request, "calendar/adjustments.html", "table", context)


@require_POST
@firm_door("calendar.adjust")
def ask(request: HttpRequest, firm: Firm, item: int) -> HttpResponse:
    found = own_item(request, firm, item)
    form = AskForm(request.POST, acts=list(Adjustment.Act))
    asked = form.is_valid() and refuse_form(
        form,
        lambda: adjusting.ask(
            item=found,
            act=form.cleaned_data["act"],
            to=form.cleaned_data["to"],
            reason=form.cleaned_data["reason"],
            by=request.user,
        ),
    )
    if not asked:
        return item_page(request, firm, found, status=422, ask_form=form)
    messages.success(request, "已送出申請；資安主管核准之前，排程不變。")
    return redirect("calendar_item", firm.code, found.pk)


@require_POST
@firm_door("calendar.decide")
def decide(request: HttpRequest, firm: Firm, adjustment: int) -> HttpResponse:
    found = adjustment_of(firm, request.user, adjustment)
    item = item_of(firm, request.user, found.item_id)
    form = DecideForm(request.POST)
    decided = form.is_valid() and refuse_form(
        form,
        lambda: adjusting.decide(
            adjustment=found,
            granted=form.cleaned_data["decision"] == "grant",
            comment=form.cleaned_data["comment"],
            by=request.user,
        ),
    )
    if not decided:
        return item_page(request, firm, item, status=422, decide_form=form)
    messages.success(request, "已核准，排程已更新。" if decided.granted else "已不核准，排程不變。")
    return redirect("calendar_item", firm.code, item.pk)
