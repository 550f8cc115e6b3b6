"""矛盾檢視: every ray and how much it sees, one ray's contradictions, and to look through again."""

import logging

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.inspections.views.acting import done

from ..listing import Listed
from .actions import ask_for_scan
from .lists import listing_of
from .overview import ALL, Overview
from .queries import Look, blind
from .rays import LiveRay, Ray, load_rays

logger = logging.getLogger(__name__)


@require_safe
@firm_door("xrays.view")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    look = _look(request, firm)
    seen = Overview(request, look.every())
    if request.GET.get("export") == "csv":
        return seen.csv(f"{firm.code}-矛盾檢視")
    context = {"firm": firm, "look": look, "seen": seen}
    return page_or_part(request, "xrays/index.html", "main", context)


@require_safe
@firm_door("xrays.view")
def one(request: HttpRequest, firm: Firm, ray: str) -> HttpResponse:
    found = load_rays().get(ray)
    if found is None:
        raise Http404
    look = Look(firm, request.user, timezone.localdate(), whole=request.GET.get("span") == "")
    listing, shown = listing_of(found, on=look.on)
    listed = listing.of(request, look.rows(found))
    seen = look.one(found)
    if seen.is_known and not _looked(listed, found):
        seen = blind(found)
    if listed.wants_csv and seen.is_known:
        return listed.csv(f"{firm.code}-{found.title}")
    context = {
        "firm": firm,
        "ray": found,
        "is_live": isinstance(found, LiveRay),
        "seen": seen,
        "look": look,
        "listing": listed,
        "hits": [shown(row) for row in listed] if seen.is_known else [],
        "crumbs": [{"label": "矛盾檢視", "url": reverse("xrays", args=[firm.code])}],
    }
    return page_or_part(request, "xrays/one.html", "table", context)


@require_safe
@firm_door("xrays.view")
def progress(request: HttpRequest, firm: Firm) -> HttpResponse:
    """Show how far the scan has come; on its own, or in the page that asks for it."""
    context = {"firm": firm, "look": _look(request, firm)}
    return page_or_part(request, "xrays/progress.html", "scan", context)


@require_POST
@firm_door("xrays.scan")
def scan(request: HttpRequest, firm: Firm) -> HttpResponse:
    said = "已開始檢視，完成後更新；可以先離開這一頁。"
    done(request, lambda: ask_for_scan(firm=firm, by=request.user), said)
    return redirect("xrays", firm.code)


def _look(request: HttpRequest, firm: Firm) -> Look:
    whole = request.GET.get("span") == ALL
    return Look(firm, request.user, timezone.localdate(), whole=whole)


def _looked(listed: Listed, ray: Ray) -> bool:
    """Ask for a page of contradictions now; False if the database cannot say."""
    try:
        list(listed)
    except DatabaseError:
        logger.exception("the contradictions of %s could not be listed", ray.id)
        return False
    return True
