"""母體: freeze the population of a planned sample, from evidence or as it is typed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chahe.readers import Table
from chahe.web.evidence.models import Evidence
from chahe.web.firms.models import Firm
from chahe.workflow import Refused

from ..actions import freezing
from ..doors import inspection_door
from ..forms_sampling import ColumnsForm, ListedForm
from ..models import WorkingPaper
from ..population import columns_of, population_typed, read_table
from ..queries_papers import paper_named
from .acting import refuse_form
from .paper_shown import page_of

GLANCE = 3  # rows shown before a population is frozen


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("papers.prepare")
def freeze(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    """Freeze the rows of the evidence the address names, or else a list that is typed."""
    found = paper_named(firm, paper)
    attached = [each.evidence for each in found.attachments.select_related("evidence")]
    if "evidence" in request.GET:
        chosen = next((e for e in attached if str(e.pk) == request.GET["evidence"]), None)
        if chosen is None:
            raise Http404("這份底稿沒有附這份佐證")
        return _from_evidence(request, firm, found, chosen)
    form = ListedForm(request.POST or None)
    if form.is_bound and form.is_valid():
        said = {**form.cleaned_data, "keys": population_typed(form.cleaned_data["keys"])}
        if refuse_form(form, lambda: freezing.freeze_listed(paper=found, by=request.user, **said)):
            return _frozen(request, firm, paper)
    return _page(request, firm, found, form, {"attached": attached})


def _from_evidence(
    request: HttpRequest, firm: Firm, paper: WorkingPaper, evidence: Evidence
) -> HttpResponse:
    try:
        table = read_table(evidence)
    except Refused as refusal:
        messages.error(request, f"{refusal}請改用清單，或換一份佐證。")
        return redirect("sample_population", firm.code, paper.pk)
    form = ColumnsForm(request.POST or None, columns=columns_of(table))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        if refuse_form(
            form,
            lambda: freezing.freeze_evidence(
                paper=paper, by=request.user, evidence=evidence, **said
            ),
        ):
            return _frozen(request, firm, paper.pk)
    return _page(request, firm, paper, form, {"evidence": evidence, **_glance(table)})


def _glance(table: Table) -> dict[str, Any]:
    columns = columns_of(table)
    rows = [[row.get(name, "") for name in columns] for row in table.rows[:GLANCE]]
    return {"columns": columns, "rows": rows, "count": len(table.rows), "gaps": table.gaps}


def _frozen(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    messages.success(request, "母體已凍結，樣本已依計畫抽出。")
    return redirect("sample", firm.code, paper)


def _page(
    request: HttpRequest, firm: Firm, paper: WorkingPaper, form: Any, more: dict[str, Any]
) -> HttpResponse:
    whole = page_of(firm, paper, below=True)
    whole["crumbs"].append({"label": "抽樣", "url": reverse("sample", args=[firm.code, paper.pk])})
    status = 422 if form.is_bound else 200
    return render(
        request, "inspections/population.html", {**whole, "form": form, **more}, status=status
    )
