"""From findings to the plain records that papers and reports read."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from chahe.documents.follow_up import TrackedFinding
from chahe.documents.record import ActRecord, FindingRecord
from chahe.documents.work_record import ExtensionRecord, ProgressRecord
from chahe.workflow import FindingState, Severity
from chahe.workflow.deduction import shown

from .models import Finding, Inspection
from .queries_findings import age_of

# What a record reads of a finding besides its own row, in three queries for any number of findings.
RELATED = ("owner", "closed_by", "paper", "recurs", "scheme")
ALONG = ("extensions__decided_by", "acceptances", "progress__by")


def finding_record(finding: Finding, events: Iterable[ActRecord] = ()) -> FindingRecord:
    """Return a finding as reports read it; it comes with `RELATED` and `ALONG`."""
    return FindingRecord(**_fields(finding), events=tuple(events))


def tracked_findings(inspection: Inspection, *, on: date) -> list[TrackedFinding]:
    """Return an inspection's findings, those withdrawn left out, as they stand on a day."""
    rows = Finding.objects.filter(paper__inspection=inspection).exclude(
        state=FindingState.WITHDRAWN
    )
    rows = rows.select_related(*RELATED).prefetch_related(*ALONG).order_by("id")
    return [
        TrackedFinding(**_fields(row), code=row.paper.code, age=age_of(row, on=on)) for row in rows
    ]


def deduction_words(finding: Finding) -> str:
    """Say what a finding costs and by which scheme; "" when nothing was deducted."""
    if finding.scheme is None or finding.deduction is None:
        return ""
    example = "，僅為範例，不計分" if finding.scheme.is_example else ""
    return (
        f"{shown(finding.deduction)} 分"
        f"（{finding.deducted_as}，依「{finding.scheme.name}」{example}）"
    )


def _fields(finding: Finding) -> dict[str, Any]:
    accepted = [each for each in finding.acceptances.all() if each.granted]
    latest = accepted[-1] if accepted else None
    return {
        "number": finding.number,
        "path": finding.paper.path,
        "ref": finding.ref,
        "criteria": finding.criteria,
        "condition": finding.condition,
        "cause": finding.cause,
        "effect": finding.effect,
        "recommendation": finding.recommendation,
        "severity": Severity(finding.severity).label,
        "owner": str(finding.owner or ""),
        "due_on": finding.due_on,
        "state": finding.get_state_display(),
        "response": finding.response,
        "cured_on": finding.cured_on,
        "closed_by": str(finding.closed_by or ""),
        "closed_at": finding.closed_at,
        "deduction": deduction_words(finding),
        "extensions": tuple(map(_extension, finding.extensions.all())),
        "progress": tuple(
            ProgressRecord(each.on, each.text, str(each.by)) for each in finding.progress.all()
        ),
        "retest": finding.closing,
        "recurs": finding.recurs.number if finding.recurs else "",
        "accepted_until": latest.until if latest else None,
        "accepted_because": latest.reason if latest else "",
    }


def _extension(extension: Any) -> ExtensionRecord:
    agreed = str(extension.decided_by) if extension.granted else ""
    return ExtensionRecord(extension.from_due, extension.to_due, extension.reason, agreed)
