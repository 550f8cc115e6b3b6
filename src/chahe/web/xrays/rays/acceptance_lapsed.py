"""A risk's acceptance has ended and the finding is as it was."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from chahe.deadlines import format_roc
from chahe.web.inspections.models import RiskAcceptance
from chahe.workflow import FindingState, Severity

from ._model import ray
from ._subjects import ACCEPTANCES


@ray(
    "風險承受已到期",
    Severity.MEDIUM,
    of=ACCEPTANCES,
    among=Q(granted=True),
    since="until",
    words=lambda row, on: f"風險只同意承受到 {format_roc(row.until)}，缺失還沒有改善。",
    why="同意承受風險的期間已經過了，缺失還在，也沒有人再同意。",
    breaks="承受風險有截止日，而且永遠不算改善。",
    remedy="請負責人回報改善，或重新申請風險承受，由有權的人決定。",
)
def acceptance_lapsed(on: date) -> Q:
    later = RiskAcceptance.objects.filter(
        finding=OuterRef("finding"), granted=True, until__gt=OuterRef("until")
    )
    uncured = (FindingState.OPEN, FindingState.PLANNED)
    return Q(until__lt=on, finding__state__in=uncured) & ~Q(Exists(later))
