"""改善進度: what had been done by a day; added to, never changed."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.deadlines import format_roc
from chahe.workflow import FindingState, Refused

from ..models import Finding, Progress
from .finding_steps import journal_finding, lock_unended, words_in


@transaction.atomic
def note_progress(*, finding: Finding, by: Any, on: date, text: str) -> Progress:
    """Note how far a cure has come.

    :raises Refused: if the finding is not being remedied, the day is in the future or before it was
        opened, or nothing is said
    """
    finding = lock_unended(finding)
    if finding.state != FindingState.PLANNED:
        raise Refused("改善中的缺失才記錄進度；還沒有改善計畫的，請先訂定。")
    if not timezone.localdate(finding.opened_at) <= on <= timezone.localdate():
        raise Refused("進度的日期要在缺失開立之後，而且不能在未來。")
    noted = Progress.objects.create(
        finding=finding,
        on=on,
        text=words_in(text, "請寫明做到哪裡。"),
        by=by,
        at=timezone.now(),
    )
    journal_finding("finding.progressed", finding, by, value=format_roc(on))
    return noted
