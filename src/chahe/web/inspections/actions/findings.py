"""Findings, from their opening to their cure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from chahe.ledger.canonical import digest
from chahe.web.evidence.actions import note_custody
from chahe.web.evidence.models import Custody, Evidence
from chahe.web.evidence.queries import verify_all
from chahe.web.journal.actions import record
from chahe.workflow import FINDING_LABELS, FINDING_MOVES, FindingState, Refused, Verdict, after

from ..models import CureEvidence, Finding, WorkingPaper
from .papers import lock_draft

FIVE = ("criteria", "condition", "cause", "effect", "recommendation")


@transaction.atomic
def open_finding(*, paper: WorkingPaper, by: Any, severity: str, **words: str) -> Finding:
    """Open a finding on a nonconforming draft; `words` are the five Cs.

    :raises Refused: if the paper is signed or not 不符，or one of the five is missing
    """
    paper = lock_draft(paper)
    if paper.verdict != Verdict.NONCONFORMING:
        raise Refused("底稿的結果是「不符」時才開立缺失；請先儲存結果。")
    if missing := [name for name in FIVE if not words.get(name, "").strip()]:
        labels = [Finding._meta.get_field(name).verbose_name for name in missing]
        raise Refused(
            f"缺失要寫明準則、現況、原因、影響、建議；還缺：{'、'.join(map(str, labels))}。"
        )
    firm = paper.inspection.firm
    finding = Finding.objects.create(
        firm=firm,
        paper=paper,
        number=_next_number(firm),
        ref=paper.ref,
        severity=severity,
        opened_by=by,
        opened_at=timezone.now(),
        **{name: words[name].strip() for name in FIVE},
    )
    _journal("finding.opened", finding, by)
    return finding


def _next_number(firm: Any) -> str:
    """Number by year and by firm. Callers hold the transaction; the constraint holds the rest."""
    year = timezone.localdate().year - 1911
    type(firm).objects.select_for_update().get(pk=firm.pk)
    taken = firm.findings.filter(number__startswith=f"{year}-").aggregate(n=Count("id"))["n"]
    return f"{year}-{taken + 1:04}"


@transaction.atomic
def plan_remediation(
    *, finding: Finding, by: Any, owner: Any, due_on: date, response: str
) -> Finding:
    """Give a finding an owner, a due day and a plan.

    :raises Refused: if it is cured or ended, the owner is not of the firm, or the day has passed
    """
    finding = _lock(finding)
    state = after(FINDING_MOVES, "plan", now=finding.state, labels=FINDING_LABELS)
    if not owner.memberships.filter(firm=finding.firm_id).exists():
        raise Refused("負責人不是這家證券商的人員。")
    if due_on < timezone.localdate():
        raise Refused("改善期限不能早於今天。")
    if not response.strip():
        raise Refused("請寫明改善計畫。")
    finding.owner, finding.due_on, finding.response = owner, due_on, response
    return _move(finding, state, "finding.planned", by)


@transaction.atomic
def report_cure(*, finding: Finding, by: Any, cured_on: date, cure: str) -> Finding:
    """Say that a finding has been cured, when and how.

    :raises Refused: if it is not being remedied, or the day is in the future or before the finding
    """
    finding = _lock(finding)
    state = after(FINDING_MOVES, "cure", now=finding.state, labels=FINDING_LABELS)
    opened_on = timezone.localdate(finding.opened_at)
    if not opened_on <= cured_on <= timezone.localdate():
        raise Refused("改善完成日要在缺失開立之後，而且不能在未來。")
    if not cure.strip():
        raise Refused("請寫明改善情形。")
    finding.cured_on, finding.cure = cured_on, cure
    finding.cured_by, finding.cured_at = by, timezone.now()
    return _move(finding, state, "finding.cured", by)


@transaction.atomic
def add_cure_evidence(*, finding: Finding, evidence: Evidence, by: Any) -> CureEvidence:
    """Attach evidence of the cure, newer than the cure itself.

    :raises Refused: if the finding is not waiting to be retested, or the evidence is older than the
        cure, withdrawn, another firm's or attached already
    """
    finding = _lock(finding)
    if finding.state != FindingState.CURED:
        raise Refused("先回報改善完成，再附上改善後重新取得的佐證。")
    if evidence.firm_id != finding.firm_id or evidence.withdrawn_at:
        raise Refused("這份佐證不屬於這家證券商，或已撤回。")
    if why := older_than_cure(finding, evidence):
        raise Refused(why)
    try:
        with transaction.atomic():
            added = CureEvidence.objects.create(
                finding=finding, evidence=evidence, attached_by=by, attached_at=timezone.now()
            )
    except IntegrityError:
        raise Refused(f"佐證「{evidence.name}」已經附上。") from None
    note_custody(
        evidence, act=Custody.Act.ATTACHED, by=by, purpose=f"缺失 {finding.number} 改善佐證"
    )
    _journal("finding.evidence_attached", finding, by, evidence=evidence.digest)
    return added


def older_than_cure(finding: Finding, evidence: Evidence) -> str:
    """Say why evidence is not newer than the cure; empty when it is."""
    if finding.cured_on is None or evidence.collected_on < finding.cured_on:
        return f"佐證「{evidence.name}」取得於改善完成之前，不能證明已改善；請重新取得。"
    if finding.cured_at is None or evidence.uploaded_at < finding.cured_at:
        return f"佐證「{evidence.name}」上傳於回報改善之前，不能證明已改善；請重新取得。"
    return ""


@transaction.atomic
def close_finding(*, finding: Finding, by: Any, closing: str) -> Finding:
    """Close a cured finding; for ever, by someone outside the cure.

    :raises Refused: if it is not cured, no newer evidence that counts is attached, nothing is said,
        or the closer is its owner or who cured it
    :raises EvidenceDamaged: if the bytes of the evidence are not those that were handed in
    """
    finding = _lock(finding)
    state = after(FINDING_MOVES, "close", now=finding.state, labels=FINDING_LABELS)
    if by.pk in (finding.owner_id, finding.cured_by_id):
        raise Refused("缺失要由沒有參與改善的人複查結案。")
    attached = [row.evidence for row in finding.cure_evidence.select_related("evidence__blob")]
    counting = _counting(finding, attached)
    if not counting:
        raise Refused("沒有改善之後取得的佐證，不能結案。")
    if not closing.strip():
        raise Refused("請寫明複查情形。")
    verify_all(counting)
    finding.closed_by, finding.closed_at, finding.closing = by, timezone.now(), closing
    return _move(finding, state, "finding.closed", by)


def _counting(finding: Finding, attached: Sequence[Evidence]) -> list[Evidence]:
    return [e for e in attached if not e.withdrawn_at and not older_than_cure(finding, e)]


@transaction.atomic
def reject_cure(*, finding: Finding, by: Any, closing: str) -> Finding:
    """Send a finding back to be remedied, with what is still wrong.

    :raises Refused: if it is not cured, nothing is said, or who rejects took part in the cure
    """
    finding = _lock(finding)
    state = after(FINDING_MOVES, "reject", now=finding.state, labels=FINDING_LABELS)
    if by.pk in (finding.owner_id, finding.cured_by_id):
        raise Refused("缺失要由沒有參與改善的人複查。")
    if not closing.strip():
        raise Refused("請寫明還要改善的事項。")
    finding.closing = closing
    return _move(finding, state, "finding.cure_rejected", by)


@transaction.atomic
def withdraw_finding(*, finding: Finding, by: Any, closing: str) -> Finding:
    """Withdraw a finding opened by mistake, while its paper is still a draft.

    :raises Refused: if it is planned or ended, its paper is signed, or no reason is given
    """
    finding = _lock(finding)
    state = after(FINDING_MOVES, "withdraw", now=finding.state, labels=FINDING_LABELS)
    lock_draft(finding.paper)
    if not closing.strip():
        raise Refused("請寫明撤回的理由。")
    finding.closing = closing
    return _move(finding, state, "finding.withdrawn", by)


def _lock(finding: Finding) -> Finding:
    return (
        Finding.objects.select_for_update(of=("self",))
        .select_related("firm", "paper__inspection")
        .get(pk=finding.pk)
    )


def _move(finding: Finding, state: str, act: str, by: Any) -> Finding:
    finding.state = state
    finding.save()
    _journal(act, finding, by)
    return finding


def finding_digest(finding: Finding) -> str:
    """Return the SHA-256, in hex, of a finding as it stands."""
    fields = {
        field.attname: getattr(finding, field.attname) for field in finding._meta.concrete_fields
    }
    return digest({name: value for name, value in fields.items() if value is not None})


def _journal(act: str, finding: Finding, by: Any, **detail: str) -> None:
    record(
        act,
        subject=f"finding:{finding.pk}",
        by=by,
        firm=finding.firm.code,
        after=finding_digest(finding),
        detail={"number": finding.number, "rule": finding.ref, **detail},
    )
