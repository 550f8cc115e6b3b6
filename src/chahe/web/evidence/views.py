"""Pages of evidence."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from ..firms.doors import firm_door
from ..firms.models import Firm
from ..htmx import page_or_part
from . import actions
from .forms import EvidenceForm, WithdrawForm
from .lists import EVIDENCE
from .models import Evidence
from .queries import custody_of, evidence_of, uses_of
from .refusals import EvidenceDamaged, Refused, TooBig
from .upload import upload_refusal


@firm_door("evidence.view")
@require_safe
def evidences(request: HttpRequest, firm: Firm) -> HttpResponseBase:
    listing = EVIDENCE.of(request, evidence_of(firm))
    if listing.wants_csv:
        return listing.csv(f"佐證-{firm.code}")
    context = {"firm": firm, "listing": listing}
    return page_or_part(request, "evidence/evidences.html", "table", context)


@firm_door("evidence.upload")
@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest, firm: Firm) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, firm, EvidenceForm(), status=200)
    refused = upload_refusal(request)
    form = EvidenceForm(request.POST, request.FILES, refused=refused)
    if form.is_valid():
        try:
            evidence = actions.receive(firm=firm, by=request.user, **form.said())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已收下「{evidence.name}」，SHA-256 {evidence.digest}")
            return redirect(evidence)
    return _form_page(request, firm, form, status=413 if isinstance(refused, TooBig) else 422)


@firm_door("evidence.view")
@require_safe
def one(request: HttpRequest, firm: Firm, pk: int) -> HttpResponse:
    return _page(request, firm, _found(firm, pk), WithdrawForm(), status=200)


@firm_door("evidence.view")
@require_http_methods(["GET"])  # to answer HEAD would hand over nothing, and say that we had
def file(request: HttpRequest, firm: Firm, pk: int) -> HttpResponseBase:
    evidence = _found(firm, pk)
    try:
        stream = actions.hand_over(evidence, by=request.user)
    except EvidenceDamaged as damaged:
        return _damaged_page(request, firm, evidence, damaged)
    response = FileResponse(
        stream,
        as_attachment=True,
        filename=evidence.name,
        content_type="application/octet-stream",
    )
    response.block_size = actions.storage.CHUNK
    response["Content-Length"] = evidence.blob.size
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


@firm_door("evidence.view")
@require_POST
def verify(request: HttpRequest, firm: Firm, pk: int) -> HttpResponse:
    evidence = _found(firm, pk)
    if actions.verify(evidence, by=request.user):
        messages.success(request, "已重新計算摘要，檔案與上傳時相同")
    else:
        messages.error(request, str(EvidenceDamaged(evidence)))
    return redirect(evidence)


@firm_door("evidence.withdraw")
@require_POST
def withdraw(request: HttpRequest, firm: Firm, pk: int) -> HttpResponse:
    evidence = _found(firm, pk)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw(evidence, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"已撤回「{evidence.name}」")
            return redirect(evidence)
    return _page(request, firm, evidence, form, status=422)


def _found(firm: Firm, pk: int) -> Evidence:
    return get_object_or_404(evidence_of(firm).select_related("withdrawn_by"), pk=pk)


def _page(
    request: HttpRequest, firm: Firm, evidence: Evidence, form: WithdrawForm, *, status: int
) -> HttpResponse:
    may_withdraw = request.user.has_perm("evidence.withdraw", firm)
    context: dict[str, Any] = {
        "firm": firm,
        "evidence": evidence,
        "custody": custody_of(evidence),
        "uses": uses_of(evidence, request.user),
        "form": form if may_withdraw and not evidence.withdrawn_at else None,
        "crumbs": [_crumb(firm)],
    }
    return render(request, "evidence/evidence.html", context, status=status)


def _form_page(
    request: HttpRequest, firm: Firm, form: EvidenceForm, *, status: int
) -> HttpResponse:
    context = {"firm": firm, "form": form, "crumbs": [_crumb(firm)]}
    return render(request, "evidence/new.html", context, status=status)


def _damaged_page(
    request: HttpRequest, firm: Firm, evidence: Evidence, damaged: EvidenceDamaged
) -> HttpResponse:
    crumbs = [_crumb(firm), {"label": evidence.name, "url": evidence.get_absolute_url()}]
    context = {"why": str(damaged), "crumbs": crumbs}
    return render(request, "evidence/damaged.html", context, status=409)


def _crumb(firm: Firm) -> dict[str, str]:
    return {"label": "佐證", "url": reverse("evidence", args=[firm.code])}
