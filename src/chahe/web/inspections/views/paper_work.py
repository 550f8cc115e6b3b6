"""What is written on a paper beside its result: steps, reviewers' notes, cross-references."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chahe.ledger.canonical import canonical
from chahe.web.file_names import clean_name
from chahe.web.firms.models import Firm

from ..actions import notes, references, steps
from ..doors import inspection_door
from ..forms_papers import ReferenceForm, StepsForm
from ..models import CrossReference, ReviewNote
from ..paper_record import paper_record
from ..queries_papers import found_for_reference, paper_named, whole_paper
from .acting import done, refuse_form
from .paper_shown import page_of


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("papers.prepare")
def write_steps(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    found = paper_named(firm, paper)
    initial = {}
    for step in found.steps.all():
        initial |= {f"done_{step.position}": step.done, f"tick_{step.position}": step.tick}
    form = StepsForm(request.POST or None, procedure=found.procedure, initial=initial)
    if form.is_bound and form.is_valid():
        said = form.steps()
        refuse_form(form, lambda: steps.write_steps(paper=found, by=request.user, steps=said))
        if not form.errors:
            messages.success(request, "已儲存執行情形。")
            return redirect("paper", firm.code, found.pk)
    context = {"form": form, **page_of(firm, found, below=True)}
    return render(request, "inspections/steps.html", context, status=422 if form.is_bound else 200)


@require_POST
@inspection_door("papers.review")
def note_raise(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    found = paper_named(firm, paper)
    said = request.POST.get("comment", "")
    done(
        request,
        lambda: notes.raise_note(paper=found, by=request.user, text=said),
        "已提出覆核意見，等待編製的人答覆。",
    )
    return _back(firm, found.pk, "notes")


@require_POST
@inspection_door("papers.prepare")
def note_answer(request: HttpRequest, firm: Firm, paper: int, note: int) -> HttpResponse:
    found = _note_of(firm, paper, note)
    said = request.POST.get("comment", "")
    done(
        request,
        lambda: notes.answer_note(note=found, by=request.user, answer=said),
        "已答覆，等待覆核人員解除。",
    )
    return _back(firm, paper, "notes")


@require_POST
@inspection_door("papers.review")
def note_clear(request: HttpRequest, firm: Firm, paper: int, note: int) -> HttpResponse:
    found = _note_of(firm, paper, note)
    done(
        request,
        lambda: notes.clear_note(note=found, by=request.user),
        "已解除覆核意見；意見與答覆都會保留。",
    )
    return _back(firm, paper, "notes")


def _note_of(firm: Firm, paper: int, note: int) -> ReviewNote:
    return get_object_or_404(
        ReviewNote.objects.select_related("paper"),
        paper__inspection__firm=firm,
        paper=paper,
        pk=note,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("papers.prepare")
def reference_new(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    """Find what to point to, then say where in it and why."""
    found, q = paper_named(firm, paper), request.GET.get("q", "").replace("\0", "").strip()[:100]
    things = found_for_reference(found, request.user, q)
    form = ReferenceForm(request.POST or None, choices=things.choices())
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        to = things.thing(said.pop("to"))
        refuse_form(
            form,
            lambda: references.add_reference(paper=found, to=to, by=request.user, **said),
        )
        if not form.errors:
            messages.success(request, "已加上交互索引。")
            return _back(firm, found.pk, "references")
    context = {
        "form": form,
        "q": q,
        "any": bool(form.fields["to"].choices),
        **page_of(firm, found, below=True),
    }
    return render(
        request, "inspections/reference_new.html", context, status=422 if form.is_bound else 200
    )


@require_POST
@inspection_door("papers.prepare")
def reference_remove(request: HttpRequest, firm: Firm, paper: int, reference: int) -> HttpResponse:
    found = get_object_or_404(
        CrossReference.objects.select_related("paper", "to_paper", "to_evidence", "to_finding"),
        paper__inspection__firm=firm,
        paper=paper,
        pk=reference,
    )
    done(
        request,
        lambda: references.remove_reference(reference=found, by=request.user),
        "已移除交互索引。",
    )
    return _back(firm, paper, "references")


def _back(firm: Firm, paper: int, part: str) -> HttpResponse:
    return redirect(f"{reverse('paper', args=[firm.code, paper])}#{part}")


@require_safe
@inspection_door("inspections.view")
def paper_json(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    """Answer a paper's record, which `chahe paper verify` computes again."""
    found = whole_paper(firm, paper)
    said = {"number": found.inspection.number, "papers": [paper_record(found)]}
    response = HttpResponse(canonical(said), content_type="application/json")
    name = f"{found.inspection.number}-{found.ref}-紀錄.json"
    response["Content-Disposition"] = content_disposition_header(True, clean_name(name))
    return response
