"""The page of a finding: what is wrong, how it is being cured, and the steps one may take now."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from chahe.web.firms.models import Firm
from chahe.web.journal.queries import entries_about
from chahe.web.journal.shown import Shown
from chahe.web.journal.words import act_label
from chahe.web.templatetags.taiwan import roc, roc_time
from chahe.workflow import FindingState
from chahe.workflow.finding import is_issued

from ..doors import may
from ..finding_next import next_step
from ..finding_record import deduction_words
from ..forms import AttachForm, CommentForm, CureForm, RemediationForm
from ..forms_deductions import DeductForm
from ..forms_findings import AcceptanceForm, DecisionForm, ExtensionForm, ProgressForm
from ..models import Finding, WorkingPaper
from ..queries_deductions import entries_of, scheme_for
from ..queries_finding import Events, candidates_for_cure, events_of
from ..queries_recurrence import recurrences_of


def finding_page(
    request: HttpRequest, firm: Firm, finding: Finding, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """Answer a finding's page; `forms` are bound ones whose errors it shows."""
    events = events_of(finding)
    asked = bool(events.asked_extension or events.asked_acceptance)
    context = {
        "firm": firm,
        "finding": finding,
        "today": timezone.localdate(),
        "events": events,
        "accepted_until": None if finding.is_ended else events.accepted_until,
        "inside": request.user.pk in (finding.owner_id, finding.cured_by_id),
        "next": next_step(
            finding, user=request.user, can=lambda each: may(request, each), asked=asked
        ),
        "crumbs": [{"label": "缺失", "url": reverse("findings", args=[firm.code])}],
        "closing": _closing(request, finding),
        "five": _five(finding),
        "remedy": _remedy(finding),
        "deduction": deduction_words(finding),
        "chain": recurrences_of(finding, request.user) if _recurs(finding) else [],
        "history": [
            {"at": entry.at, "text": act_label(entry.act), "who": Shown(entry).name}
            for entry in entries_about([f"finding:{finding.pk}"])
        ],
        **({} if finding.is_ended else _forms(request, firm, finding, events)),
        **forms,
    }
    return render(request, "inspections/finding.html", context, status=status)


def _forms(request: HttpRequest, firm: Firm, finding: Finding, events: Events) -> dict[str, Any]:
    """Return the forms of the steps that a user may take now; the others are not there."""
    inspection = finding.paper.inspection
    found = {"close_form": CommentForm(label="複查意見"), **_deducting(request, finding)}
    if not is_issued(kind=inspection.kind, sealed=not inspection.is_open):
        return found
    return {
        **found,
        **_remedying(request, firm, finding, events),
        **_asking(request, finding, events),
        **_deciding(request, finding, events),
    }


def _recurs(finding: Any) -> bool:
    return bool(finding.recurs_id or finding.repeated)


def _closing(request: HttpRequest, finding: Finding) -> str:
    """Say which of the ways to end a finding is open to a user now: "" for none."""
    if finding.state == FindingState.CURED and may(request, "findings.close"):
        return "retest"
    drafted = finding.state == FindingState.OPEN and finding.paper.is_draft
    return "withdraw" if drafted and may(request, "findings.open") else ""


def _deducting(request: HttpRequest, finding: Finding) -> dict[str, Any]:
    scheme = scheme_for(finding) if may(request, "findings.deduct") else None
    if scheme is None:
        return {}
    key = finding.deducted_as.partition(" ")[0] if finding.scheme_id == scheme.pk else ""
    form = DeductForm(initial={"key": key}, entries=entries_of(scheme))
    return {"scheme": scheme, "deduct_form": form}


def _remedying(
    request: HttpRequest, firm: Firm, finding: Finding, events: Events
) -> dict[str, Any]:
    if not may(request, "findings.remediate"):
        return {}
    if finding.state == FindingState.CURED:
        return {"evidence_form": AttachForm(candidates=candidates_for_cure(finding, events))}
    plan = {"due_on": finding.due_on, "response": finding.response, "owner": finding.owner_id}
    found: dict[str, Any] = {"remediation_form": RemediationForm(firm=firm, initial=plan)}
    if finding.state == FindingState.PLANNED:
        today = timezone.localdate()
        found["progress_form"] = ProgressForm(prefix="progress", initial={"on": today})
        found["cure_form"] = CureForm(initial={"cured_on": today})
    return found


def _asking(request: HttpRequest, finding: Finding, events: Events) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if finding.state == FindingState.CURED or not may(request, "findings.extend"):
        return found
    if finding.state == FindingState.PLANNED and not events.asked_extension:
        found["extension_form"] = ExtensionForm(prefix="extension")
    if not events.asked_acceptance:
        found["acceptance_form"] = AcceptanceForm(prefix="acceptance")
    return found


def _deciding(request: HttpRequest, finding: Finding, events: Events) -> dict[str, Any]:
    asked = {"extension": events.asked_extension, "acceptance": events.asked_acceptance}
    if not may(request, "findings.decide"):
        return {}
    return {
        f"decide_{name}_form": DecisionForm(prefix=f"decide-{name}")
        for name, each in asked.items()
        if each and request.user.pk not in (each.by_id, finding.owner_id)
    }


def _five(finding: Finding) -> list[tuple[str, str]]:
    paper = finding.paper
    return [
        ("查核", str(paper.inspection)),
        ("底稿", format_html('<a href="{}">{} {}</a>', paper_url(paper), paper.ref, paper.title)),
        *([("對象", finding.subject)] if finding.subject else []),
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
