"""Days and instants as papers write them: 民國, Taipei."""

from datetime import date, datetime, timedelta, timezone

from ..deadlines import Period, format_roc

TAIPEI = timezone(timedelta(hours=8), "Asia/Taipei")  # no summer time since 1979


def day_text(day: date | None, *, missing: str = "未填", style: str = "long") -> str:
    """Write a day; one before 民國 1 年 is left in the Western calendar."""
    if day is None:
        return missing
    return format_roc(day, style) if day.year > 1911 else day.isoformat()


def instant_text(at: datetime | None, *, missing: str = "未填") -> str:
    """Write an instant to the minute, in Taipei.

    >>> from datetime import UTC
    >>> instant_text(datetime(2026, 3, 9, 16, 5, tzinfo=UTC))
    '115年3月10日 00:05'

    :raises ValueError: for an instant without a time zone
    """
    if at is None:
        return missing
    return f"{instant_day_text(at)} {at.astimezone(TAIPEI):%H:%M}"


def instant_day_text(at: datetime, *, style: str = "long") -> str:
    """Write the day an instant falls on, in Taipei.

    :raises ValueError: for an instant without a time zone
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} needs a time zone")
    return day_text(at.astimezone(TAIPEI).date(), style=style)


def span_text(start: date, last: date) -> str:
    return day_text(start) if start == last else f"{day_text(start)}至{day_text(last)}"


def period_text(period: Period) -> str:
    """Write a half-open period by its first and last days."""
    return span_text(period.start, period.last_day)
