"""A later version does not name the sealed one it corrects."""

from datetime import date

from django.db.models import Q

from chahe.workflow import InspectionState, Severity

from ._model import ray
from ._subjects import INSPECTIONS


@ray(
    "更正沒有指明原版",
    Severity.MEDIUM,
    of=INSPECTIONS,
    among=Q(version__gt=1),
    since="planned_at",
    words=lambda row, on: f"第 {row.version} 版沒有指明它更正哪一次已封存的查核。",
    why="更正要看得出改了什麼；找不到原版，就無從比較。",
    breaks="更正是新的版本，指明它取代的、已封存的那一版。",
    remedy="這不是畫面做得到的事，請系統管理者查軌跡與資料庫。",
)
def correction_without_predecessor(on: date) -> Q:
    return Q(replaces=None) | ~Q(replaces__state=InspectionState.SEALED)
