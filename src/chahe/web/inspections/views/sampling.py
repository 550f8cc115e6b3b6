"""抽樣: the page of a paper's sample; plan it, mark it, begin again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from chahe.web.firms.models import Firm

from ..actions import freezing, marking, sampling
from ..doors import inspection_door, may
from ..forms import CommentForm
from ..forms_sampling import ChooseForm, SamplePlanForm, read_marks
from ..models import WorkingPaper
from ..population import population_typed
from ..queries_papers import paper_named, samplings_of
from .acting import done, refuse_form
from .paper_shown import page_of
from .sample_shown import shown_past, shown_sample


@require_safe
@inspection_door("inspections.view")
def show(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    return _page(request, firm, paper_named(firm, paper))


def _page(
    request: HttpRequest, firm: Firm, paper: WorkingPaper, *, status: int = 200, **forms: Any
) -> HttpResponse:
    samplings = samplings_of(paper)
    active = next((each for each in samplings if each.abandoned_at is None), None)
    shown = shown_sample(request, active) if active else {}
    if (listing := shown.get("listing")) and listing.wants_csv:
        answer: HttpResponse = listing.csv(f"{paper.inspection.number}-{paper.ref}-樣本")
        return answer
    context = {
        **page_of(firm, paper, below=True),
        "sampling": active,
        "writing": paper.is_draft and may(request, "papers.prepare"),
        "past": [shown_past(each) for each in samplings if each.abandoned_at],
        "plan_form": SamplePlanForm(),
        "choose_form": ChooseForm(),
        "again_form": CommentForm(label="重新抽樣的理由"),
        **shown,
        **forms,
    }
    return render(request, "inspections/sample.html", context, status=status)


@require_POST
@inspection_door("papers.prepare")
def plan(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    found, form = paper_named(firm, paper), SamplePlanForm(request.POST)
    if not form.is_valid() or not refuse_form(
        form, lambda: sampling.plan_sample(paper=found, by=request.user, **form.said())
    ):
        return _page(request, firm, found, status=422, plan_form=form)
    return _back(firm, paper)


@require_POST
@inspection_door("papers.prepare")
def choose(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    found, form = paper_named(firm, paper), ChooseForm(request.POST)
    if not form.is_valid() or not refuse_form(
        form,
        lambda: freezing.choose_items(
            paper=found, by=request.user, keys=population_typed(form.cleaned_data["keys"])
        ),
    ):
        return _page(request, firm, found, status=422, choose_form=form)
    return _back(firm, paper)


@require_POST
@inspection_door("papers.prepare")
def mark(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    """Save the marks of the page that was shown, and stay on it or go to another."""
    found = paper_named(firm, paper)
    done(
        request,
        lambda: marking.mark_items(
            paper=found, by=request.user, marked=read_marks(request.POST.dict())
        ),
        "已儲存標記。",
    )
    query = request.GET.copy()
    if go := request.POST.get("go"):
        query["page"] = go
    return _back(firm, paper, query.urlencode())


@require_POST
@inspection_door("papers.prepare")
def again(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    found, form = paper_named(firm, paper), CommentForm(request.POST, label="重新抽樣的理由")
    if not form.is_valid() or not refuse_form(
        form,
        lambda: sampling.begin_again(
            paper=found, by=request.user, reason=form.cleaned_data["comment"]
        ),
    ):
        return _page(request, firm, found, status=422, again_form=form)
    return _back(firm, paper)


def _back(firm: Firm, paper: int, query: str = "") -> HttpResponse:
    url = reverse("sample", args=[firm.code, paper])
    return redirect(f"{url}?{query}#items" if query else url)
