"""What every step of a finding does: lock it, move it, journal it."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from chahe.ledger.canonical import digest
from chahe.web.journal.actions import record
from chahe.workflow import InspectionState, Refused
from chahe.workflow.finding import is_issued

from ..models import Finding, Inspection


def lock_finding(finding: Finding) -> Finding:
    """Return a finding as it stands now, which nobody else moves in this transaction."""
    return (
        Finding.objects.select_for_update(of=("self",))
        .select_related("firm", "paper__inspection")
        .get(pk=finding.pk)
    )


def lock_issued(finding: Finding) -> Finding:
    """Lock a finding that the side which must cure it has been told of.

    :raises Refused: if its inspection, not 自行查核, is still going on
    """
    finding = lock_finding(finding)
    inspection: Inspection = finding.paper.inspection
    if not is_issued(kind=inspection.kind, sealed=inspection.state == InspectionState.SEALED):
        raise Refused("這項缺失要等查核封存、通知受查單位之後，才開始改善。")
    return finding


def lock_unended(finding: Finding) -> Finding:
    """Lock a finding that has been told of and has not ended.

    :raises Refused: if it has ended, or its inspection is still going on
    """
    finding = lock_issued(finding)
    if finding.is_ended:
        raise Refused(f"缺失{finding.get_state_display()}，不能再變動；再發生時另開新缺失。")
    return finding


def save_step(finding: Finding, state: str, act: str, by: Any, **detail: str) -> Finding:
    """Save a finding in the state a step leads to, and journal the step."""
    finding.state = state
    finding.save()
    journal_finding(act, finding, by, **detail)
    return finding


def words_in(text: str, missing: str) -> str:
    """Return what was written, trimmed.

    :raises Refused: with `missing`, if nothing was
    """
    if not text.strip():
        raise Refused(missing)
    return text.strip()


def finding_digest(finding: Finding) -> str:
    """Return the SHA-256, in hex, of a finding as it stands."""
    fields = {
        field.attname: getattr(finding, field.attname) for field in finding._meta.concrete_fields
    }
    return digest({name: _plain(value) for name, value in fields.items() if value is not None})


def _plain(value: Any) -> Any:
    return f"{value:.1f}" if isinstance(value, Decimal) else value


def journal_finding(act: str, finding: Finding, by: Any, **detail: str) -> None:
    """Write a step to the journal, with the digest of the finding after it."""
    record(
        act,
        subject=f"finding:{finding.pk}",
        by=by,
        firm=finding.firm.code,
        after=finding_digest(finding),
        detail={"number": finding.number, "rule": finding.ref, **detail},
    )


def decide(asked: Any, *, finding: Finding, by: Any, granted: bool, words: str) -> Any:
    """Write a decision onto what was asked: an extension, or the acceptance of a risk.

    :raises Refused: if nothing waits for one, who decides asked it or owns the finding, or nothing
        is said
    """
    if asked is None:
        raise Refused("目前沒有等待核定的申請，可能已經有人核定；請重新整理。")
    if by.pk in (asked.asked_by_id, finding.owner_id):
        raise Refused("申請的人和負責人不能核定自己的申請，請由其他人核定。")
    asked.words = words_in(words, "請寫明核定意見。")
    asked.granted, asked.decided_by, asked.decided_at = granted, by, timezone.now()
    asked.save()
    return asked
