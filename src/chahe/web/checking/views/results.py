"""自動檢測的結果: every exception of a run, filtered, beside the last period, and exported."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from chahe.checks import load_checks
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.inspections.doors import inspection_door
from chahe.web.inspections.models import CheckRun
from chahe.web.inspections.queries_thresholds import figures_shown
from chahe.web.inspections.views.paper_shown import page_of
from chahe.web.listing import ListedRows

from ..listing import exceptions_listing
from ..results import results_of


def run_of(firm: Firm, pk: int) -> CheckRun:
    """Return a run of a firm.

    :raises Http404: if the firm has no such run
    """
    runs = CheckRun.objects.select_related("paper__inspection__firm", "asked_by")
    return get_object_or_404(runs, pk=pk, paper__inspection__firm=firm)


@require_safe
@inspection_door("inspections.view")
def show(request: HttpRequest, firm: Firm, run: int) -> HttpResponse:
    found = run_of(firm, run)
    check = load_checks().get(found.check_id)
    if not found.is_done or check is None:
        return redirect("paper", firm.code, found.paper_id)
    results = results_of(found, request.user)
    listing = ListedRows(exceptions_listing(check, results), request, results.rows)
    if listing.wants_csv:
        return listing.csv(f"{found.title.partition('：')[0]}的例外")
    context: dict[str, Any] = {
        **page_of(firm, found.paper, below=True),
        "run": found,
        "check": check,
        "results": results,
        "figures": figures_shown(found, check),
        "listing": listing,
        "shown": [
            (row, check.kinds.get(row.kind, row.kind), row.kind not in check.for_review)
            for row in listing
        ],
    }
    return page_or_part(request, "checking/results.html", "table", context)
