"""缺失: the list, one finding, and each step to its cure."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chahe.web.evidence.models import Evidence
from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.journal.queries import entries_about
from chahe.web.journal.shown import Shown
from chahe.web.journal.words import act_label
from chahe.web.listing import Column, Filter, Listing
from chahe.web.templatetags.taiwan import roc, roc_time
from chahe.workflow import ENDED, FINDING_LABELS, Severity, Verdict

from ..actions import findings
from ..doors import inspection_door
from ..forms import AttachForm, CommentForm, CureForm, FindingForm, RemediationForm
from ..models import Finding, WorkingPaper
from ..queries import finding_of, findings_of, paper_of
from .acting import done, refuse_form

_STATES = [("unfinished", "未結案"), *((s.value, label) for s, label in FINDING_LABELS.items())]


def _by_state(rows: Any, value: str) -> Any:
    if value == "unfinished":
        return rows.exclude(state__in=sorted(ENDED))
    return rows.filter(state=value)


FINDINGS = Listing(
    columns=(
        Column("number", "編號", order_by=("opened_at", "id"), value="number"),
        Column("ref", "條號", order_by="ref"),
        Column("condition", "現況"),
        Column("severity", "嚴重程度", order_by="severity", value="get_severity_display"),
        Column("owner", "負責人", order_by="owner__name", value=lambda row: str(row.owner or "")),
        Column("due", "改善期限", order_by="due_on", value="due_on"),
        Column("state", "狀態", order_by="state", value="get_state_display"),
    ),
    filters=(
        Filter("state", "狀態", _STATES, _by_state, default="unfinished"),
        Filter("severity", "嚴重程度", [(s.value, s.label) for s in Severity], "severity"),
    ),
    search=("number", "ref", "condition", "owner__name"),
    hint="編號、條號或內容",
)


@require_safe
@firm_door("inspections.view")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    listing = FINDINGS.of(request, findings_of(firm, request.user))
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-缺失")
    context = {"listing": listing, "firm": firm, "today": timezone.localdate()}
    return page_or_part(request, "inspections/findings.html", "table", context)


@require_http_methods(["GET", "HEAD", "POST"])
@inspection_door("findings.open")
def create(request: HttpRequest, firm: Firm, paper: int) -> HttpResponse:
    found = paper_of(firm, paper)
    if not found.is_draft or found.verdict != Verdict.NONCONFORMING:
        messages.error(request, "底稿在編製中而且結果為「不符」時，才能開立缺失。")
        return redirect(found)
    criteria = (
        f"{found.inspection.document_title}（{found.edition_label}）{found.ref}：{found.question}"
    )
    form = FindingForm(request.POST or None, initial={"criteria": criteria})
    if form.is_bound and form.is_valid():
        finding = refuse_form(
            form,
            lambda: findings.open_finding(paper=found, by=request.user, **form.cleaned_data),
        )
        if finding:
            messages.success(request, f"已開立缺失 {finding.number}。")
            return redirect("paper", firm.code, found.pk)
    crumbs = [
        {"label": "查核", "url": reverse("inspections", args=[firm.code])},
        {"label": str(found), "url": paper_url(found)},
    ]
    context = {"form": form, "firm": firm, "paper": found, "crumbs": crumbs}
    status = 422 if form.is_bound else 200
    return render(request, "inspections/finding_new.html", context, status=status)


@require_safe
@inspection_door("inspections.view")
def show(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    return finding_page(request, firm, finding_of(firm, finding))


def finding_page(
    request: HttpRequest, firm: Firm, finding: Finding, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """Answer a finding's page; `forms` are bound ones whose errors it shows."""
    remediation = {
        "owner": finding.owner_id,
        "due_on": finding.due_on,
        "response": finding.response,
    }
    outside = request.user.pk not in (finding.owner_id, finding.cured_by_id)
    context = {
        "firm": firm,
        "finding": finding,
        "today": timezone.localdate(),
        "outside": outside,
        "crumbs": [{"label": "缺失", "url": reverse("findings", args=[firm.code])}],
        "five": _five(finding),
        "remedy": _remedy(finding),
        "cure_evidence": [each.evidence for each in finding.cure_evidence.all()],
        "history": [
            {"at": entry.at, "text": act_label(entry.act), "who": Shown(entry).name}
            for entry in entries_about([f"finding:{finding.pk}"])
        ],
        "remediation_form": RemediationForm(firm=firm, initial=remediation),
        "cure_form": CureForm(initial={"cured_on": timezone.localdate()}),
        "evidence_form": AttachForm(candidates=_candidates(finding)),
        "close_form": CommentForm(label="複查意見"),
        **forms,
    }
    return render(request, "inspections/finding.html", context, status=status)


def _five(finding: Finding) -> list[tuple[str, str]]:
    paper = finding.paper
    return [
        ("查核", str(paper.inspection)),
        ("底稿", format_html('<a href="{}">{} {}</a>', paper_url(paper), paper.ref, paper.title)),
        ("嚴重程度", finding.get_severity_display()),
        ("準則", finding.criteria),
        ("現況", finding.condition),
        ("原因", finding.cause),
        ("影響", finding.effect),
        ("建議", finding.recommendation),
    ]


def _remedy(finding: Finding) -> list[tuple[str, str]]:
    closed = f"{finding.closed_by}，{roc_time(finding.closed_at)}" if finding.closed_at else ""
    return [
        ("負責人", str(finding.owner or "")),
        ("改善期限", roc(finding.due_on)),
        ("改善計畫", finding.response),
        ("改善完成日", roc(finding.cured_on)),
        ("改善情形", finding.cure),
        ("複查意見", finding.closing),
        ("結案", closed),
    ]


def paper_url(paper: WorkingPaper) -> str:
    """Return the address of a paper's page."""
    return reverse("paper", args=[paper.inspection.firm.code, paper.pk])


def _candidates(finding: Finding) -> list[Evidence]:
    if finding.state != "cured":
        return []
    attached = {each.evidence_id for each in finding.cure_evidence.all()}
    newer = Evidence.objects.filter(
        firm=finding.firm_id, withdrawn_at=None, uploaded_at__gte=finding.cured_at
    )[:100]
    return [evidence for evidence in newer if evidence.pk not in attached]


def _step(
    request: HttpRequest,
    firm: Firm,
    found: Finding,
    form: Any,
    name: str,
    act: Callable[[], Any],
    said: str,
) -> HttpResponse:
    if not form.is_valid() or not refuse_form(form, act):
        return finding_page(request, firm, found, status=422, **{name: form})
    messages.success(request, said)
    return redirect("finding", firm.code, found.pk)


@require_POST
@inspection_door("findings.remediate")
def plan(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    found, form = finding_of(firm, finding), RemediationForm(request.POST, firm=firm)
    return _step(
        request, firm, found, form, "remediation_form",
        lambda: findings.plan_remediation(finding=found, by=request.user, **form.cleaned_data),
        "已訂定改善計畫。",
    )  # fmt: skip


@require_POST
@inspection_door("findings.remediate")
def cure(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    found, form = finding_of(firm, finding), CureForm(request.POST)
    return _step(
        request, firm, found, form, "cure_form",
        lambda: findings.report_cure(finding=found, by=request.user, **form.cleaned_data),
        "已回報改善完成；請重新取得佐證後附上。",
    )  # fmt: skip


@require_POST
@inspection_door("findings.remediate")
def attach(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    found = finding_of(firm, finding)
    form = AttachForm(request.POST, candidates=_candidates(found))
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
@inspection_door("findings.close")
def close(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    return _decide(request, firm, finding, findings.close_finding, "缺失已結案。")


@require_POST
@inspection_door("findings.close")
def reject(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    return _decide(request, firm, finding, findings.reject_cure, "已退回改善。")


@require_POST
@inspection_door("findings.open")
def withdraw(request: HttpRequest, firm: Firm, finding: int) -> HttpResponse:
    return _decide(request, firm, finding, findings.withdraw_finding, "缺失已撤回，編號不再使用。")


def _decide(
    request: HttpRequest, firm: Firm, finding: int, act: Callable[..., Any], said: str
) -> HttpResponse:
    found, form = finding_of(firm, finding), CommentForm(request.POST, label="複查意見")
    return _step(
        request, firm, found, form, "close_form",
        lambda: act(finding=found, by=request.user, closing=form.cleaned_data["comment"]),
        said,
    )  # fmt: skip
