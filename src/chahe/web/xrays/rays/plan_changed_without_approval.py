"""An item was moved or skipped and nobody approved it."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from chahe.web.calendar.models import Adjustment, PlanItem
from chahe.workflow import Severity

from ._model import ray
from ._subjects import PLAN_ITEMS


@ray(
    "排程沒有核准就改了",
    Severity.HIGH,
    of=PLAN_ITEMS,
    among=Q(state=PlanItem.State.SKIPPED) | Q(moved_to__isnull=False),
    since="due_on",
    words="這一期改了日子或不辦理，沒有對應的核准。",
    why="期次被挪開或拿掉，卻找不到誰同意。",
    breaks="改期、不辦理或提前，須有理由並經另一個人核准。",
    remedy="這不是畫面做得到的事，請系統管理者查軌跡；在那之前以原訂的日子為準。",
)
def plan_changed_without_approval(on: date) -> Q:
    granted = Adjustment.objects.filter(item=OuterRef("pk"), granted=True)
    skips = granted.filter(act=Adjustment.Act.SKIP)
    moves = granted.filter(act=Adjustment.Act.MOVE, to=OuterRef("moved_to"))
    return Q(~Exists(skips), state=PlanItem.State.SKIPPED) | Q(
        ~Exists(moves), moved_to__isnull=False
    )
