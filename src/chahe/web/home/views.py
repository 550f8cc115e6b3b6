"""首頁: what is due, what is late, what waits for me."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chahe.web import charts
from chahe.web.accounts.doors import public_door, signed_in_door
from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.firms.queries import visible_firms

from .queries import home_of

SHOWN = 8


@require_safe
@public_door
def health(request: HttpRequest) -> HttpResponse:
    """Answer whether the database answers; for a load balancer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@signed_in_door
def home(request: HttpRequest) -> HttpResponse:
    """Go to the only firm there is, or to the list of firms."""
    firms = list(visible_firms(request.user)[:2])
    if len(firms) == 1:
        return redirect("firm_home", firms[0].code)
    if firms or request.user.has_perm("firms.create", None):
        return redirect("firms")
    return render(request, "home/nowhere.html")


@require_safe
@firm_door("firms.view")
def firm_home(request: HttpRequest, firm: Firm) -> HttpResponse:
    if not request.user.has_perm("inspections.view", firm):
        return redirect("firm_profile", firm.code)
    today = timezone.localdate()
    found = home_of(firm, request.user, today=today)
    context = {
        "firm": firm,
        "today": today,
        "found": found,
        "shown": f":{SHOWN}",
        "chart": charts.verdicts(found.verdicts),
    }
    return render(request, "home/firm_home.html", context)
