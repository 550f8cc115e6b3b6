"""Findings as a follow-up report printed them: to plain data, and back again unchanged."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from chahe.documents.follow_up import FollowUpRecord, TrackedFinding
from chahe.documents.record import FirmRecord
from chahe.documents.work_record import ExtensionRecord, ProgressRecord

from .models import FollowUp

_DAYS = ("due_on", "cured_on", "accepted_until")


def to_data(finding: TrackedFinding) -> dict[str, Any]:
    """Return a finding as canonical JSON can hold it; its journal is not part of the report."""
    data = asdict(finding)
    del data["events"]
    return data


def from_data(data: Mapping[str, Any]) -> TrackedFinding:
    """Return the finding that was written by `to_data` and kept as JSON."""
    days = {name: _day(data[name]) for name in _DAYS}
    closed = data["closed_at"] and datetime.fromisoformat(data["closed_at"])
    extensions = tuple(
        ExtensionRecord(
            date.fromisoformat(each["from_on"]),
            date.fromisoformat(each["to_on"]),
            each["reason"],
            each["approved_by"],
        )
        for each in data["extensions"]
    )
    progress = tuple(
        ProgressRecord(date.fromisoformat(each["on"]), each["text"], each["by"])
        for each in data["progress"]
    )
    rebuilt = {**days, "closed_at": closed, "extensions": extensions, "progress": progress}
    return TrackedFinding(**{**data, **rebuilt})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def follow_up_record(issued: FollowUp) -> FollowUpRecord:
    """Return a report as it was issued; its inspection and firm must be at hand."""
    firm = issued.inspection.firm
    return FollowUpRecord(
        firm=FirmRecord(firm.code, firm.name),
        as_of=issued.issued_on,
        findings=tuple(from_data(each) for each in issued.findings),
        due_on=issued.due_on,
        about=issued.inspection.number,
        sent_to=issued.sent_to,
        made_by=f"{issued.issued_by}，{timezone.localtime(issued.issued_at):%H:%M}",
    )
