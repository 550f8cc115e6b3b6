"""Upload evidence straight to where it is needed: a paper, a finding."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.http import require_http_methods

from chahe.web.evidence.actions import receive
from chahe.web.evidence.forms import EvidenceForm
from chahe.web.evidence.models import Evidence
from chahe.web.evidence.refusals import Refused as EvidenceRefused
from chahe.web.evidence.refusals import TooBig
from chahe.web.evidence.upload import upload_refusal
from chahe.web.firms.models import Firm
from chahe.workflow import Refused

from ..actions import evidence as attaching
from ..actions import findings
from ..doors import inspection_door
from ..queries import finding_of, paper_of


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("papers.prepare")
def to_paper(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    found = paper_of(firm, paper)
    return _upload(
        request,
        firm,
        lambda evidence: attaching.attach_evidence(paper=found, evidence=evidence, by=request.user),
        title=f"{found.ref} {found.title}",
        back=("paper", firm.code, found.pk),
        kind=request.GET.get("kind", ""),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("findings.remediate")
def to_finding(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    found = finding_of(firm, finding)
    return _upload(
        request,
        firm,
        lambda evidence: findings.add_cure_evidence(
            finding=found, evidence=evidence, by=request.user
        ),
        title=f"缺失 {found.number} 改善後的佐證",
        back=("finding", firm.code, found.pk),
        kind="",
    )


def _upload(
    request: HttpRequest,
    firm: Firm,
    use: Callable[[Evidence], Any],
    *,
    title: str,
    back: tuple[Any, ...],
    kind: str,
) -> HttpResponse:
    if request.method != "POST":
        return _page(request, firm, EvidenceForm(initial={"kind": kind}), title, back, 200)
    refused = upload_refusal(request)
    form = EvidenceForm(request.POST, request.FILES, refused=refused)
    if form.is_valid():
        try:
            evidence = receive(firm=firm, by=request.user, **form.said())
        except EvidenceRefused as refusal:
            form.refuse(refusal)
        else:
            _use(request, use, evidence)
            return redirect(*back)
    status = 413 if isinstance(refused, TooBig) else 422
    return _page(request, firm, form, title, back, status)


def _use(request: HttpRequest, use: Callable[[Evidence], Any], evidence: Evidence) -> None:
    """Use evidence that is already safe in storage; a refusal leaves it there and says so."""
    try:
        use(evidence)
    except Refused as refusal:
        messages.error(request, f"「{evidence.name}」已收下，但沒有附上：{refusal}")
    else:
        messages.success(request, f"已收下並附上「{evidence.name}」。")


def _page(
    request: HttpRequest,
    firm: Firm,
    form: EvidenceForm,
    title: str,
    back: tuple[Any, ...],
    status: int,
) -> HttpResponse:
    context = {"firm": firm, "form": form, "title": title, "back_url": resolve_url(*back)}
    return render(request, "inspections/upload.html", context, status=status)
