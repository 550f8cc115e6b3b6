"""Days and months added to dates, and the days between them."""

from calendar import isleap, monthrange
from collections.abc import Iterator
from datetime import date, timedelta


def days_after(day: date, days: int) -> date:
    """Return the day a number of days later (or earlier, when negative)."""
    return day + timedelta(days=days)


def days_between(earlier: date, later: date) -> int:
    """Return how many days `later` is after `earlier`."""
    return (later - earlier).days


def months_after(day: date, months: int) -> date:
    """Return the same day of the month a number of months later, or that month's last day.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def days_of(year: int) -> Iterator[date]:
    """Yield every day of a calendar year (CE), in order."""
    return (days_after(date(year, 1, 1), n) for n in range(365 + isleap(year)))
