"""改善: each step of a finding to its cure, and what is asked and decided on the way."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from chahe.web.evidence.models import Evidence
from chahe.web.firms.models import Firm

from ..actions import acceptances, extensions, findings, progress
from ..doors import inspection_door
from ..forms import AttachForm, CommentForm, CureForm, RemediationForm
from ..forms_findings import AcceptanceForm, DecisionForm, ExtensionForm, ProgressForm
from ..queries_finding import candidates_for_cure, events_of, finding_for_page
from .acting import done
from .finding_page import finding_page
from .finding_step import step


@require_POST
@inspection_door("findings.remediate")
def plan(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    found, form = finding_for_page(firm, finding), RemediationForm(request.POST, firm=firm)
    return step(
        request, firm, found,
        lambda: findings.plan_remediation(finding=found, by=request.user, **form.cleaned_data),
        "已訂定改善計畫。", remediation_form=form,
    )  # fmt: skip


@require_POST
@inspection_door("findings.remediate")
def note(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    found = finding_for_page(firm, finding)
    form = ProgressForm(request.POST, prefix="progress")
    return step(
        request, firm, found,
        lambda: progress.note_progress(finding=found, by=request.user, **form.cleaned_data),
        "已記錄改善進度。", progress_form=form,
    )  # fmt: skip


@require_POST
@inspection_door("findings.remediate")
def cure(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    found, form = finding_for_page(firm, finding), CureForm(request.POST)
    return step(
        request, firm, found,
        lambda: findings.report_cure(finding=found, by=request.user, **form.cleaned_data),
        "已回報改善完成；請重新取得佐證後附上。", cure_form=form,
    )  # fmt: skip


@require_POST
@inspection_door("findings.remediate")
def attach(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    found = finding_for_page(firm, finding)
    candidates = candidates_for_cure(found, events_of(found)) if found.cured_at else []
    form = AttachForm(request.POST, candidates=candidates)
    if not form.is_valid():
        return finding_page(request, firm, found, status=422, evidence_form=form)
    evidence = get_object_or_404(Evidence, firm=firm, pk=form.cleaned_data["evidence"])
    done(
        request,
        lambda: findings.add_cure_evidence(finding=found, evidence=evidence, by=request.user),
        f"已附上「{evidence.name}」。",
    )
    return redirect("finding", firm.code, found.pk)


@require_POST
@inspection_door("findings.extend")
def extend(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    found = finding_for_page(firm, finding)
    form = ExtensionForm(request.POST, prefix="extension")
    return step(
        request, firm, found,
        lambda: extensions.ask_extension(finding=found, by=request.user, **form.cleaned_data),
        "已申請展延；核定之前，原期限仍然有效。", extension_form=form,
    )  # fmt: skip


@require_POST
@inspection_door("findings.decide")
def decide_extension(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    act, name = extensions.decide_extension, "extension"
    return _decide(request, firm, finding, act, "已核定展延申請。", name)


@require_POST
@inspection_door("findings.extend")
def accept(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    found = finding_for_page(firm, finding)
    form = AcceptanceForm(request.POST, prefix="acceptance")
    return step(
        request, firm, found,
        lambda: acceptances.ask_acceptance(finding=found, by=request.user, **form.cleaned_data),
        "已申請風險承受，等待核定。", acceptance_form=form,
    )  # fmt: skip


@require_POST
@inspection_door("findings.decide")
def decide_acceptance(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    act, name = acceptances.decide_acceptance, "acceptance"
    return _decide(request, firm, finding, act, "已核定風險承受申請。", name)


def _decide(
    request: HttpRequest, firm: Firm, finding: int, act: Callable[..., Any], said: str, name: str
) -> HttpResponse:
    found, form = (
        finding_for_page(firm, finding),
        DecisionForm(request.POST, prefix=f"decide-{name}"),
    )
    return step(
        request, firm, found,
        lambda: act(finding=found, by=request.user, **form.said()),
        said, **{f"decide_{name}_form": form},
    )  # fmt: skip


@require_POST
@inspection_door("findings.close")
def close(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    return _end(request, firm, finding, findings.close_finding, "缺失已結案。")


@require_POST
@inspection_door("findings.close")
def reject(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    return _end(request, firm, finding, findings.reject_cure, "已退回改善。")


@require_POST
@inspection_door("findings.open")
def withdraw(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    return _end(request, firm, finding, findings.withdraw_finding, "缺失已撤回，編號不再使用。")


def _end(
    request: HttpRequest, firm: Firm, finding: int, act: Callable[..., Any], said: str
) -> HttpResponse:
    found, form = finding_for_page(firm, finding), CommentForm(request.POST, label="複查意見")
    return step(
        request, firm, found,
        lambda: act(finding=found, by=request.user, closing=form.cleaned_data["comment"]),
        said, close_form=form,
    )  # fmt: skip
