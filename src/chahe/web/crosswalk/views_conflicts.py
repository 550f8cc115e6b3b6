"""衝突: what documents ask of one firm on the same matter, and what satisfies them all."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from chahe.deadlines import format_roc

from ..firms.doors import firm_door
from ..firms.models import Firm
from ..htmx import page_or_part
from ..listing import csv_response
from .forms_conflicts import ConflictsForm
from .queries_conflicts import HEADINGS, Tab, conflicts_of, lines, tabs_of, urls_of


@require_safe
@firm_door("firms.view")
def firm_conflicts(request: HttpRequest, firm: Firm) -> HttpResponse:
    today = timezone.localdate()
    form = ConflictsForm(request.GET)
    form.full_clean()
    on, q = form.cleaned_data.get("on") or today, form.cleaned_data.get("q", "")
    tabs = tabs_of(conflicts_of(firm, on=on, q=q))
    shown = next((tab for tab in tabs if tab.key == request.GET.get("show")), tabs[0])
    if request.GET.get("export") == "csv":
        return csv_response(f"{firm.code}-參數與衝突-{on}", HEADINGS, lines(shown.conflicts))
    kept = {"q": q, "on": format_roc(on, "short") if on != today else ""}
    context = {
        "firm": firm,
        "on": on,
        "form": form,
        "filtered": any(kept.values()) or shown is not tabs[0],
        "shown": shown,
        "urls": urls_of(value for each in shown.conflicts for value in each.topic.values),
        "tabs": [_tab(tab, kept, current=tab is shown) for tab in tabs],
        "export_url": _address(shown, {**kept, "export": "csv"}),
        "may_state": request.user.has_perm("firms.state_fact", firm),
        "may_state_for_all": request.user.has_perm("crosswalk.state_figure", firm),
    }
    return page_or_part(request, "crosswalk/conflicts.html", "topics", context)


def _tab(tab: Tab, kept: dict[str, str], *, current: bool) -> dict[str, Any]:
    url, count = _address(tab, kept), len(tab.conflicts)
    return {"label": tab.label, "url": url, "count": count, "current": current}


def _address(tab: Tab, kept: dict[str, str]) -> str:
    asked = {"show": tab.key, **kept}
    return "?" + urlencode({name: value for name, value in asked.items() if value})
