"""The clocks of an incident: they start when the firm knows (知悉), and never wait for morning.

Hours and minutes run at once (Civil Code art. 120), across holidays.
"""

from datetime import UTC, date, datetime, timedelta

from .working import WorkingDays

INITIAL_NOTICE_MINUTES = 30
"""初步通報. S2 (slide on reporting); S4 row (十二)2."""

FORMAL_NOTICE_HOURS = 24
"""正式通報. S2 (slide on reporting)."""

RELEASE_NOTICE_DAYS = 3
"""解除通報. S2 (slide on reporting)."""

HANDLING_REPORT_BUSINESS_DAYS = 7
"""The handling report of a 重大偶發事件 to the FSC, counted from the next day. Press report,
https://finance.ettoday.net/news/2536861 (2023-07-10); the rule itself was not read."""


def minutes_after(known_at: datetime, minutes: int = INITIAL_NOTICE_MINUTES) -> datetime:
    """Return the instant a number of minutes later.

    :raises ValueError: if `known_at` has no time zone
    """
    return _later(known_at, timedelta(minutes=minutes))


def hours_after(known_at: datetime, hours: int = FORMAL_NOTICE_HOURS) -> datetime:
    """Return the instant a number of hours later.

    :raises ValueError: if `known_at` has no time zone
    """
    return _later(known_at, timedelta(hours=hours))


def days_after_knowing(known_at: datetime, days: int = RELEASE_NOTICE_DAYS) -> datetime:
    """Return the instant a number of whole days (24 hours each) later.

    By the Civil Code the third day would run to its midnight; S2 only says "within 3 days", so we
    take the earlier of the two.

    :raises ValueError: if `known_at` has no time zone
    """
    return _later(known_at, timedelta(days=days))


def business_days_after(
    day: date, count: int = HANDLING_REPORT_BUSINESS_DAYS, *, working: WorkingDays
) -> date:
    """Return the `count`-th working day after a day, counting from the next day.

    :raises ValueError: if `count` is below 1
    """
    return working.after(day, count)


def _later(at: datetime, span: timedelta) -> datetime:
    """Add in UTC, so that a change of clocks in the zone of `at` neither lengthens nor shortens."""
    if at.tzinfo is None:
        raise ValueError("a clock needs an instant with its time zone")
    return (at.astimezone(UTC) + span).astimezone(at.tzinfo)
