"""Days by which things are due; no other module adds days to dates."""

from datetime import date, timedelta

from .period import Period


def inspection_due(period: Period) -> date:
    """Return the day an inspection of a period should be signed: its last day.

    The mechanism (CC-11000 … CC-22010) names a cadence and no day, so the end of the
    period is the latest day on which it can still be said to have been inspected in it.
    """
    return period.last_day


def end_of_next_month(day: date) -> date:
    """Return the last day of the month after a day's.

    Source: Regulations Governing the Establishment of Internal Control Systems by Service
    Enterprises in Securities and Futures Markets (FL022569) art. 16, audit and follow-up reports.

    >>> end_of_next_month(date(2026, 1, 31))
    datetime.date(2026, 2, 28)
    """
    month = day.month + 1
    return date(day.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def days_after(day: date, days: int) -> date:
    """Return the day a number of days later (or earlier, when negative)."""
    return day + timedelta(days=days)


def days_between(earlier: date, later: date) -> int:
    """Return how many days `later` is after `earlier`."""
    return (later - earlier).days
