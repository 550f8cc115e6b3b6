"""How items are shown: the state people ask about, in a word and a tone."""

from dataclasses import dataclass
from datetime import date

from .models import PlanItem

STATES = PlanItem.State


@dataclass(frozen=True)
class Status:
    """`rank`: the lower, the more it wants to be seen."""

    label: str
    tone: str
    rank: int


OVERDUE = Status("逾期", "danger", 0)
BEGUN = Status("進行中", "info", 1)
PLANNED = Status("未開始", "neutral", 2)
DONE = Status("已封存", "success", 3)
SKIPPED = Status("不辦理", "warning", 4)
GONE = Status("不再適用", "neutral", 5)
ALL = (OVERDUE, BEGUN, PLANNED, DONE, SKIPPED, GONE)


def status_of(item: PlanItem, *, today: date) -> Status:
    """Say how an item stands; its inspection should be joined already."""
    if item.state == STATES.SKIPPED:
        return SKIPPED
    if item.state == STATES.GONE:
        return GONE
    if item.is_done:
        return DONE
    if item.day < today:
        return OVERDUE
    return BEGUN if item.state == STATES.BEGUN else PLANNED
