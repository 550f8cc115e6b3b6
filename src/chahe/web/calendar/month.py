"""A month as its days, each with what falls due on it, and whether it is worked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from chahe.deadlines import Period, WorkingDays, days_after

from .models import PlanItem
from .shown import Status, status_of

WEEKDAYS = "一二三四五六日"


@dataclass
class Day:
    """`name` is that of the holiday or the make-up day; `known`: a table covers its year."""

    on: date
    works: bool
    name: str
    known: bool
    today: bool
    items: list[tuple[PlanItem, Status]] = field(default_factory=list)

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.on.weekday()]

    @property
    def words(self) -> str:
        """Say why it is not worked, or is although it is a weekend; "" for a plain day."""
        if self.name:
            return self.name
        return "" if self.works else "例假日"


def days_of(
    items: Iterable[PlanItem], *, month: Period, working: WorkingDays, today: date
) -> list[Day]:
    """Return every day of a month in order, with its items."""
    days: list[Day] = []
    day = month.start
    while day in month:
        days.append(
            Day(
                on=day,
                works=working.is_working(day),
                name=working.name_of(day),
                known=working.knows(day),
                today=day == today,
            )
        )
        day = days_after(day, 1)
    for item in items:
        days[item.day.day - 1].items.append((item, status_of(item, today=today)))
    return days
