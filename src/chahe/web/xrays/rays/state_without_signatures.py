"""A paper's state claims signatures that are not there."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from chahe.web.inspections.models import Signature
from chahe.workflow import Severity

from ._model import SIGNED, ray
from ._subjects import PAPERS


@ray(
    "狀態與簽核不符",
    Severity.HIGH,
    of=PAPERS,
    among=Q(state__in=SIGNED),
    since="changed_at",
    words=lambda paper, on: f"底稿{paper.get_state_display()}，這一輪卻缺少應有的簽核。",
    why="狀態說簽過了，簽核紀錄裡卻沒有這個人的簽核。",
    breaks="編製、覆核、核定是三位不同的人，每一步都留下簽核。",
    remedy="這不是畫面做得到的事，請系統管理者查軌跡與資料庫；查明之前不要引用這份底稿。",
)
def state_without_signatures(on: date) -> Q:
    def lacks(step: str) -> Q:
        held = Signature.objects.filter(paper=OuterRef("pk"), round=OuterRef("round"), step=step)
        return ~Q(Exists(held))

    return (
        lacks("prepare")
        | Q(state__in=("reviewed", "approved")) & lacks("review")
        | Q(state="approved") & lacks("approve")
    )
