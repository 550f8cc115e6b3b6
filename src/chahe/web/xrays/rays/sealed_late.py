"""An inspection was sealed after its due day."""

from datetime import date

from django.db.models import F, Q

from chahe.deadlines import format_roc
from chahe.workflow import InspectionState, Severity

from ._model import ray
from ._subjects import INSPECTIONS


@ray(
    "逾期才封存",
    Severity.LOW,
    of=INSPECTIONS,
    among=Q(state=InspectionState.SEALED, version=1),
    since="sealed_at",
    words=lambda row, on: f"應在 {format_roc(row.due_on)}前完成。",
    why="查核在應完成日之後才封存，那一期就是遲了。",
    breaks="到期的查核不能溜過；要改期，須有理由並經核准。",
    remedy="已經發生的事不會消失：請在年度檢討說明原因，下一期改善或申請改期。",
)
def sealed_late(on: date) -> Q:
    return Q(sealed_at__date__gt=F("due_on"))
