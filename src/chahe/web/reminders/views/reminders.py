"""One's own reminders in a firm: the list, and that they were seen."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part

from ..actions.seeing import mark_seen
from ..lists import REMINDERS, mail_words
from ..queries import reminders_of, source_label


@require_safe
@firm_door("reminders.view")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = REMINDERS.of(request, reminders_of(firm, request.user))
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-提醒")
    context = {
        "firm": firm,
        "today": timezone.localdate(),
        "listing": listing,
        "rows": ((each, source_label(each.source), mail_words(each)) for each in listing),
    }
    return page_or_part(request, "reminders/index.html", "table", context)


@require_POST
@firm_door("reminders.view")
def seen(request: HttpRequest, firm: Firm) -> HttpResponse:
    """Mark one, or all that stand, and go back to the list as it was."""
    named = request.POST.get("reminder", "")
    one = named.isascii() and named.isdigit() and len(named) < 19
    only = [int(named)] if one else [] if named else None
    count = mark_seen(firm=firm, user=request.user, only=only)
    messages.success(request, f"已標為看過：{count} 項。" if count else "都已經看過了。")
    back = reverse("reminders", args=[firm.code])
    said = request.GET.urlencode()
    return HttpResponseRedirect(f"{back}?{said}" if said else back)
