"""An occurrence has fallen due and its inspection was never begun."""

from datetime import date

from django.db.models import Q

from chahe.deadlines import format_roc
from chahe.web.calendar.models import PlanItem
from chahe.workflow import Severity

from ._model import ray
from ._subjects import PLAN_ITEMS


@ray(
    "應辦期次沒有查核",
    Severity.HIGH,
    of=PLAN_ITEMS,
    among=Q(state=PlanItem.State.PLANNED),
    since="due_on",
    words=lambda item, on: f"應在 {format_roc(item.day)}前完成，查核還沒有開始。",
    why="到了應完成日，這一期還沒有人開始查核。",
    breaks="到期的期次一個都不能漏；不辦理或改期，須有理由並經核准。",
    remedy="請現在開始查核，或申請改期、不辦理。",
)
def occurrence_without_inspection(on: date) -> Q:
    return Q(moved_to__lt=on) | Q(moved_to=None, due_on__lt=on)
