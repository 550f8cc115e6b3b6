"""A change of the plan was decided by who asked for it."""

from datetime import date

from django.db.models import F, Q

from chahe.workflow import Severity

from ._model import ray
from ._subjects import ADJUSTMENTS


@ray(
    "排程調整由申請人自己核准",
    Severity.HIGH,
    of=ADJUSTMENTS,
    among=Q(granted__isnull=False),
    since="decided_at",
    words=lambda row, on: f"{row.decided_by} 決定了自己申請的排程調整。",
    why="申請與決定是同一個人，等於沒有人把關。",
    breaks="改期、不辦理、展延、承受風險，都要由一個人申請、另一個人決定。",
    remedy="請由另一位資安主管重新決定；在那之前以原訂的日子為準。",
)
def adjustment_granted_by_asker(on: date) -> Q:
    return Q(decided_by=F("asked_by"))
