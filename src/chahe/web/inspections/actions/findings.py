"""Findings, from their opening to their cure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from chahe.deadlines import format_roc
from chahe.web.evidence.actions import note_custody
from chahe.web.evidence.models import Custody, Evidence
from chahe.web.evidence.queries import verify_all
from chahe.workflow import FINDING_LABELS, FINDING_MOVES, FindingState, Refused, Verdict, after

from ..models import CureEvidence, Finding, WorkingPaper
from ..queries_recurrence import earlier_findings
from .finding_steps import journal_finding, lock_finding, lock_issued, save_step, words_in
from .papers import lock_draft

FIVE = ("criteria", "condition", "cause", "effect", "recommendation")


@transaction.atomic
def open_finding(
    *, paper: WorkingPaper, by: Any, severity: str, recurs: Finding | None = None, **words: str
) -> Finding:
    """Open a finding on a nonconforming draft; `words` are the five Cs, `recurs` what it repeats.

    :raises Refused: if the paper is signed or not 不符, one of the five is missing, or what it is
        said to repeat is not of the same rule and subject, or too long ago
    """
    paper = lock_draft(paper)
    if paper.verdict != Verdict.NONCONFORMING:
        raise Refused("底稿的結果是「不符」時才開立缺失；請先儲存結果。")
    if missing := [name for name in FIVE if not words.get(name, "").strip()]:
        labels = [Finding._meta.get_field(name).verbose_name for name in missing]
        raise Refused(
            f"缺失要寫明準則、現況、原因、影響、建議；還缺：{'、'.join(map(str, labels))}。"
        )
    if recurs is not None and recurs not in earlier_findings(paper):
        raise Refused(f"缺失 {recurs.number} 不是同一條、同一對象最近幾期的缺失，不能記為再犯。")
    firm = paper.inspection.firm
    finding = Finding.objects.create(
        firm=firm,
        paper=paper,
        number=_next_number(firm),
        ref=paper.ref,
        subject=paper.subject,
        recurs=recurs,
        severity=severity,
        opened_by=by,
        opened_at=timezone.now(),
        **{name: words[name].strip() for name in FIVE},
    )
    repeats = {"reason": f"再犯 {recurs.number}"} if recurs else {}
    journal_finding("finding.opened", finding, by, **repeats)
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

    A due day that stands is put off by an extension alone (extensions.py).

    :raises Refused: if it is cured or ended, its inspection is not sealed yet (自行查核 aside), the
        owner is not of the firm, or the day has passed or is later than the one that stands
    """
    finding = lock_issued(finding)
    state = after(FINDING_MOVES, "plan", now=finding.state, labels=FINDING_LABELS)
    if not owner.memberships.filter(firm=finding.firm_id).exists():
        raise Refused("負責人不是這家證券商的人員。")
    if due_on != finding.due_on and due_on < timezone.localdate():
        raise Refused("改善期限不能早於今天。")
    if finding.due_on and due_on > finding.due_on:
        raise Refused(f"改善期限已訂為 {format_roc(finding.due_on)}；要延後請申請展延。")
    finding.owner, finding.due_on = owner, due_on
    finding.response = words_in(response, "請寫明改善計畫。")
    return save_step(finding, state, "finding.planned", by)


@transaction.atomic
def report_cure(*, finding: Finding, by: Any, cured_on: date, cure: str) -> Finding:
    """Say that a finding has been cured, when and how.

    :raises Refused: if it is not being remedied, or the day is in the future or before the finding
    """
    finding = lock_issued(finding)
    state = after(FINDING_MOVES, "cure", now=finding.state, labels=FINDING_LABELS)
    opened_on = timezone.localdate(finding.opened_at)
    if not opened_on <= cured_on <= timezone.localdate():
        raise Refused("改善完成日要在缺失開立之後，而且不能在未來。")
    finding.cured_on, finding.cure = cured_on, words_in(cure, "請寫明改善情形。")
    finding.cured_by, finding.cured_at = by, timezone.now()
    return save_step(finding, state, "finding.cured", by)


@transaction.atomic
def add_cure_evidence(*, finding: Finding, evidence: Evidence, by: Any) -> CureEvidence:
    """Attach evidence of the cure, newer than the cure itself.

    :raises Refused: if the finding is not waiting to be retested, or the evidence is older than the
        cure, withdrawn, another firm's or attached already
    """
    finding = lock_finding(finding)
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
    journal_finding("finding.evidence_attached", finding, by, evidence=evidence.digest)
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
    finding = lock_finding(finding)
    state = after(FINDING_MOVES, "close", now=finding.state, labels=FINDING_LABELS)
    if by.pk in (finding.owner_id, finding.cured_by_id):
        raise Refused("缺失要由沒有參與改善的人複查結案。")
    attached = [row.evidence for row in finding.cure_evidence.select_related("evidence__blob")]
    counting = _counting(finding, attached)
    if not counting:
        raise Refused("沒有改善之後取得的佐證，不能結案。")
    finding.closing = words_in(closing, "請寫明複查情形。")
    verify_all(counting)
    finding.closed_by, finding.closed_at = by, timezone.now()
    return save_step(finding, state, "finding.closed", by)


def _counting(finding: Finding, attached: Sequence[Evidence]) -> list[Evidence]:
    return [e for e in attached if not e.withdrawn_at and not older_than_cure(finding, e)]


@transaction.atomic
def reject_cure(*, finding: Finding, by: Any, closing: str) -> Finding:
    """Send a finding back to be remedied, with what is still wrong.

    :raises Refused: if it is not cured, nothing is said, or who rejects took part in the cure
    """
    finding = lock_finding(finding)
    state = after(FINDING_MOVES, "reject", now=finding.state, labels=FINDING_LABELS)
    if by.pk in (finding.owner_id, finding.cured_by_id):
        raise Refused("缺失要由沒有參與改善的人複查。")
    finding.closing = words_in(closing, "請寫明還要改善的事項。")
    return save_step(finding, state, "finding.cure_rejected", by)


@transaction.atomic
def withdraw_finding(*, finding: Finding, by: Any, closing: str) -> Finding:
    """Withdraw a finding opened by mistake, while its paper is still a draft.

    :raises Refused: if it is planned or ended, its paper is signed, or no reason is given
    """
    finding = lock_finding(finding)
    state = after(FINDING_MOVES, "withdraw", now=finding.state, labels=FINDING_LABELS)
    lock_draft(finding.paper)
    finding.closing = words_in(closing, "請寫明撤回的理由。")
    return save_step(finding, state, "finding.withdrawn", by)
