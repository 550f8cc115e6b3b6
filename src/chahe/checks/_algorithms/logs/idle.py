"""Days on which a system that people use may have nothing to log."""

from ....deadlines import WorkingDays, days_after, days_between
from .spans import Span

_MOST_DAYS = 10
"""The Lunar New Year's break is the longest; with its weekends it was ten days at the most."""


def is_idle(span: Span, working: WorkingDays, *, is_sure: bool) -> bool:
    """Say whether nobody worked on any day of a short span, or may not have.

    Of a year without a table only Saturdays and Sundays are sure.

    >>> from datetime import date
    >>> is_idle((date(2026, 3, 7), date(2026, 3, 8)), WorkingDays(), is_sure=True)
    True
    """
    number = days_between(*span) + 1
    return number <= _MOST_DAYS and not any(
        working.is_working(day) and (is_sure or working.knows(day))
        for day in (days_after(span[0], n) for n in range(number))
    )
