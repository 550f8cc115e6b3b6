"""展延: a later due day, asked by one person and decided by another."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.deadlines import format_roc
from chahe.workflow import FindingState, Refused

from ..models import Extension, Finding
from .finding_steps import decide, journal_finding, lock_unended, words_in


@transaction.atomic
def ask_extension(*, finding: Finding, by: Any, to_due: date, reason: str) -> Extension:
    """Ask for a later due day; the one there is holds until another person agrees.

    :raises Refused: if the finding is not being remedied, one is asked already, the day is not
        later than the one that holds and today, or no reason is given
    """
    finding = lock_unended(finding)
    due_on = finding.due_on
    if finding.state != FindingState.PLANNED or due_on is None:
        raise Refused("改善中的缺失才能申請展延；還沒有改善計畫的，請先訂定。")
    if finding.extensions.filter(granted=None).exists():
        raise Refused("已經有一件展延申請等待核定。")
    if to_due <= due_on or to_due < timezone.localdate():
        raise Refused(f"展延的日子要晚於原期限 {format_roc(due_on)}，而且不能早於今天。")
    asked = Extension.objects.create(
        finding=finding,
        from_due=due_on,
        to_due=to_due,
        reason=words_in(reason, "請寫明展延的理由。"),
        asked_by=by,
        asked_at=timezone.now(),
    )
    journal_finding("finding.extension_asked", finding, by, value=format_roc(to_due))
    return asked


@transaction.atomic
def decide_extension(*, finding: Finding, by: Any, granted: bool, words: str) -> Extension:
    """Agree to the later day that was asked, which then holds, or refuse it.

    :raises Refused: if none is asked, who decides asked it or owns the finding, nothing is said, or
        a day is agreed to that has gone by, for a finding no longer being remedied
    """
    finding = lock_unended(finding)
    asked = finding.extensions.filter(granted=None).first()
    if granted and asked and finding.state != FindingState.PLANNED:
        raise Refused("缺失目前不在改善中，不必展延；可以不同意這件申請。")
    if granted and asked and asked.to_due < timezone.localdate():
        raise Refused("申請展延到的日子已經過了，請不同意這件申請，由單位另外申請。")
    decided: Extension = decide(asked, finding=finding, by=by, granted=granted, words=words)
    if granted:
        finding.due_on = decided.to_due
        finding.save()
    act = "finding.extension_granted" if granted else "finding.extension_refused"
    journal_finding(act, finding, by, value=format_roc(decided.to_due))
    return decided
