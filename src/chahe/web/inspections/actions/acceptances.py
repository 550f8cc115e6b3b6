"""風險承受: a finding left uncured until a day, asked by one person and decided by another."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.deadlines import format_roc
from chahe.workflow import FindingState, Refused

from ..models import Finding, RiskAcceptance
from .finding_steps import decide, journal_finding, lock_unended, words_in


@transaction.atomic
def ask_acceptance(*, finding: Finding, by: Any, until: date, reason: str) -> RiskAcceptance:
    """Ask that a risk be accepted until a day; the finding stays as it is, granted or not.

    :raises Refused: if the finding waits to be retested or has ended, one is asked already, the
        day is past, or no reason is given
    """
    finding = lock_unended(finding)
    if finding.state == FindingState.CURED:
        raise Refused("已回報改善的缺失等待複查，不必申請風險承受。")
    if finding.acceptances.filter(granted=None).exists():
        raise Refused("已經有一件風險承受申請等待核定。")
    if until < timezone.localdate():
        raise Refused("風險承受要有還沒到的截止日。")
    asked = RiskAcceptance.objects.create(
        finding=finding,
        until=until,
        reason=words_in(reason, "請寫明承受風險的理由。"),
        asked_by=by,
        asked_at=timezone.now(),
    )
    journal_finding("finding.acceptance_asked", finding, by, value=format_roc(until))
    return asked


@transaction.atomic
def decide_acceptance(*, finding: Finding, by: Any, granted: bool, words: str) -> RiskAcceptance:
    """Accept the risk until the day that was asked, or refuse to.

    :raises Refused: if none is asked, who decides asked it or owns the finding, nothing is said, or
        it would be accepted until a day that has gone by
    """
    finding = lock_unended(finding)
    asked = finding.acceptances.filter(granted=None).first()
    if granted and asked and asked.until < timezone.localdate():
        raise Refused("申請承受到的日子已經過了，請不同意這件申請，由單位另外申請。")
    decided: RiskAcceptance = decide(asked, finding=finding, by=by, granted=granted, words=words)
    act = "finding.acceptance_granted" if granted else "finding.acceptance_refused"
    journal_finding(act, finding, by, value=format_roc(decided.until))
    return decided
