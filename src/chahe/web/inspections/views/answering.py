"""Upload files as the answer to a request; what is taken in stays, whatever comes after it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from chahe.rulebook import evidence_kinds
from chahe.web.evidence.actions import receive
from chahe.web.evidence.models import Evidence
from chahe.web.evidence.refusals import Refused as EvidenceRefused
from chahe.web.evidence.refusals import TooBig
from chahe.web.evidence.upload import upload_refusal
from chahe.web.firms.models import Firm

from ..actions import requests as asking
from ..doors import inspection_door
from ..forms_requests import AnswerUploadForm
from ..models import Request
from ..queries_requests import candidates_of
from .acting import refuse_form
from .requests import request_for


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("requests.answer")
def upload(request: HttpRequest, firm: Firm, asked: int) -> HttpResponse:
    found, others = request_for(request, firm, asked)
    if found.answered_at:
        messages.error(request, "這個請求已經回覆過了。")
        return redirect("request", firm.code, found.pk)
    if request.method != "POST":
        return _page(request, firm, found, _form(found, others))
    refused = upload_refusal(request)
    form = _form(found, others, request.POST, request.FILES, refused=refused)
    if form.is_valid():
        taken, refusals = _receive_all(request, firm, form)
        files = [*form.already_kept(), *taken]
        if refusals:
            form = _again(request, found, others, files, refusals)
        elif _answer(request, found, form, files):
            messages.success(request, f"已收下 {len(files)} 個檔案並回覆。")
            return redirect("requests", firm.code)
    status = 413 if isinstance(refused, TooBig) else 422
    return _page(request, firm, found, form, status=status)


def _form(found: Request, others: list[Request], *bound: Any, **more: Any) -> AnswerUploadForm:
    return AnswerUploadForm(
        *bound, kind=found.kind, candidates=candidates_of(found), others=others, **more
    )


def _receive_all(
    request: HttpRequest, firm: Firm, form: AnswerUploadForm
) -> tuple[list[Evidence], list[EvidenceRefused]]:
    """Take in each file; return those taken, and why the others were not."""
    taken: list[Evidence] = []
    refusals: list[EvidenceRefused] = []
    for words in form.files_said():
        try:
            taken.append(receive(firm=firm, by=request.user, **words))
        except EvidenceRefused as refusal:
            named = f"「{words['upload'].name}」：{refusal.message}"
            refusals.append(EvidenceRefused(named, about=refusal.about))
    return taken, refusals


def _again(
    request: HttpRequest,
    found: Request,
    others: list[Request],
    files: list[Evidence],
    refusals: list[EvidenceRefused],
) -> AnswerUploadForm:
    """Return the form once more, with what was taken in so that nobody hands it in twice."""
    said = request.POST.copy()
    said.setlist("kept", [str(file.pk) for file in files])
    form = _form(found, others, said)
    form.errors.pop("file", None)  # files are chosen anew: that there are none is no mistake
    for refusal in refusals:
        form.refuse(refusal)
    return form


def _answer(
    request: HttpRequest, found: Request, form: AnswerUploadForm, files: list[Evidence]
) -> bool:
    first, *more = files
    served = refuse_form(
        form,
        lambda: asking.answer_request(
            request=found, evidence=first, more=more, also=form.also_answered(), by=request.user
        ),
    )
    return served is not None


def _page(
    request: HttpRequest, firm: Firm, found: Request, form: AnswerUploadForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "firm": firm,
        "form": form,
        "kind": evidence_kinds()[found.kind],
        "kept": form.kept_names() if form.is_bound else "",
        "back_url": reverse("request", args=[firm.code, found.pk]),
        "crumbs": [
            {"label": "佐證請求", "url": reverse("requests", args=[firm.code])},
        ],
    }
    return render(request, "inspections/request_upload.html", context, status=status)
