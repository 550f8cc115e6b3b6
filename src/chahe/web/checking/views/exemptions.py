"""例外核准: asked about one exception, decided by somebody else, and the list of a firm's."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from chahe.checks import identity
from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.inspections.actions import exempting
from chahe.web.inspections.doors import inspection_door, may
from chahe.web.inspections.forms_findings import DecisionForm
from chahe.web.inspections.queries_exemptions import exemptions_of
from chahe.web.inspections.views.acting import refuse_form
from chahe.web.inspections.views.paper_shown import page_of

from ..forms import ExemptionForm
from ..listing import EXEMPTIONS, short_title, state_of
from .results import run_of


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("papers.prepare")
def ask(request: HttpRequest, firm: Firm, run: int, key: str) -> HttpResponse:
    found = run_of(firm, run)
    row = next((row for row in found.rows if identity(row) == key), None)
    if row is None:
        raise Http404
    form = ExemptionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act = exempting.ask_exemption
        if refuse_form(form, lambda: act(run=found, key=key, by=request.user, **form.cleaned_data)):
            messages.success(request, "已申請，等待其他人核定；檢測結果不會因此改變。")
            return redirect("run_results", firm.code, found.pk)
    context = {
        **page_of(firm, found.paper, below=True),
        "run": found,
        "row": row,
        "thing": exempting.thing_of(row),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "checking/exemption_ask.html", context, status=status)


@require_safe
@firm_door("inspections.view")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = EXEMPTIONS.of(request, exemptions_of(firm, request.user))
    if listing.wants_csv:
        return listing.csv("例外核准")
    context = {
        "firm": firm,
        "crumbs": [{"label": "查核", "url": reverse("inspections", args=[firm.code])}],
        "listing": listing,
        "shown": [(row, short_title(row), *state_of(row)) for row in listing],
    }
    return page_or_part(request, "checking/exemptions.html", "table", context)


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("inspections.view")
def one(request: HttpRequest, firm: Firm, exemption: int) -> HttpResponse:
    """Show an exemption; whoever may decide it, and did not ask it, may do so here."""
    found = get_object_or_404(exemptions_of(firm, request.user), pk=exemption)
    decides = (
        found.granted is None
        and found.asked_by_id != request.user.pk
        and may(request, "findings.decide")
    )
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not may(request, "findings.decide"):
            raise PermissionDenied("findings.decide")
        if form.is_valid() and refuse_form(form, lambda: _decide(request, found, form)):
            messages.success(request, "已核定。")
            return redirect("exemptions", firm.code)
    label, tone = state_of(found)
    context: dict[str, Any] = {
        **page_of(firm, found.run.paper, below=True),
        "exemption": found,
        "label": label,
        "tone": tone,
        "form": form if decides or form.is_bound else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "checking/exemption.html", context, status=status)


def _decide(request: HttpRequest, found: Any, form: DecisionForm) -> Any:
    return exempting.decide_exemption(asked=found, by=request.user, **form.said())
