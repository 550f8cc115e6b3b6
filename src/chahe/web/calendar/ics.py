"""A firm's plan for calendar programs: titles and days, and nothing of what was found."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from chahe.deadlines import FiscalYear
from chahe.deadlines.calendar_file import CalendarEntry, calendar_file
from chahe.web.firms.models import Firm

from .models import PlanItem
from .queries import items_between

ALARMS = (7, 1)  # days before


def calendar_of(
    firm: Firm,
    user: Any,
    *,
    years: Sequence[int],
    url_of: Callable[[PlanItem], str],
    made_at: datetime,
) -> bytes:
    """Return the items of some years (CE, in order) that are to be done, as an iCalendar file."""
    first: date = FiscalYear(years[0]).start
    found = items_between(firm, user, first=first, end=FiscalYear(years[-1]).end)
    live = found.exclude(state__in=[PlanItem.State.GONE, PlanItem.State.SKIPPED])
    entries = [_entry(item, url_of(item)) for item in live]
    return calendar_file(entries, name=f"{firm.name}查核計畫", made_at=made_at)


def _entry(item: PlanItem, url: str) -> CalendarEntry:
    done = "（已完成）" if item.is_done else ""
    about = f"（{item.subject}）" if item.subject else ""
    return CalendarEntry(
        uid=f"plan-item-{item.pk}@chahe",
        day=item.day,
        title=f"{item.code} {item.title}{about}{done}",
        description=f"{item.get_kind_display()}，{item.period_label}",
        url=url,
        alarms=() if done else ALARMS,
    )
