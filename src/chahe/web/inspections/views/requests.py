"""佐證請求: ask a person, and answer what one is asked."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from chahe.rulebook import evidence_kinds
from chahe.web.evidence.models import Evidence
from chahe.web.firms.models import Firm
from chahe.web.templatetags.taiwan import roc

from ..actions import evidence as attaching
from ..doors import inspection_door, may
from ..forms import AttachForm, RequestForm
from ..models import Inspection, Request
from ..serving import papers_served
from .acting import refuse_form
from .inspections import inspection_page


@require_POST
@inspection_door("requests.ask")
def ask(request: HttpRequest, firm: Firm, inspection: Inspection) -> HttpResponse:
    found = inspection
    form = RequestForm(request.POST, firm=firm, kinds=list(evidence_kinds()))
    if not form.is_valid() or not refuse_form(
        form,
        lambda: attaching.ask_for_evidence(inspection=found, by=request.user, **form.cleaned_data),
    ):
        return inspection_page(request, firm, found, status=422, request_form=form)
    messages.success(request, "已送出佐證請求。")
    return redirect("inspection", firm.code, found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("requests.answer")
def answer(request: HttpRequest, firm: Firm, asked: int) -> HttpResponse:
    found = get_object_or_404(
        Request.objects.select_related("inspection__firm", "asked_of", "asked_by"),
        inspection__firm=firm,
        pk=asked,
    )
    if request.user != found.asked_of and not may(request, "requests.ask"):
        raise PermissionDenied("requests.answer")
    form = AttachForm(request.POST or None, candidates=_candidates(firm, found))
    if form.is_bound and form.is_valid():
        evidence = get_object_or_404(Evidence, firm=firm, pk=form.cleaned_data["evidence"])
        attached = refuse_form(
            form,
            lambda: attaching.answer_request(request=found, evidence=evidence, by=request.user),
        )
        if attached is not None:
            messages.success(request, f"已回覆；佐證附到 {attached} 份底稿。")
            return redirect("firm_home", firm.code)
    context = {
        "firm": firm,
        "asked": found,
        "form": form,
        "kind": evidence_kinds()[found.kind],
        "papers": papers_served(found),
        "facts": [
            ("查核", str(found.inspection)),
            ("請求人", str(found.asked_by)),
            ("請求對象", str(found.asked_of)),
            ("期限", roc(found.due_on)),
            ("說明", found.note),
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "inspections/request.html", context, status=status)


def _candidates(firm: Firm, asked: Request) -> list[Any]:
    return list(Evidence.objects.filter(firm=firm, kind=asked.kind, withdrawn_at=None)[:50])
