"""Periods: the span of days one occurrence answers for, half-open."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Cadence(StrEnum):
    """How often a rule is inspected; `EVENT` has no period of its own."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SEMIANNUAL = "semiannual"
    ANNUAL = "annual"
    EVENT = "event"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Cadence.MONTHLY: "每月",
    Cadence.QUARTERLY: "每季",
    Cadence.SEMIANNUAL: "每半年",
    Cadence.ANNUAL: "每年",
    Cadence.EVENT: "事件發生時",
}
_MONTHS = {Cadence.MONTHLY: 1, Cadence.QUARTERLY: 3, Cadence.SEMIANNUAL: 6, Cadence.ANNUAL: 12}


@dataclass(frozen=True, order=True)
class Period:
    """Days from `start` up to but not including `end`."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)


def period_of(cadence: Cadence, *, on: date) -> Period:
    """Return the calendar period of a cadence that holds a day.

    >>> period_of(Cadence.SEMIANNUAL, on=date(2026, 8, 1))
    Period(start=datetime.date(2026, 7, 1), end=datetime.date(2027, 1, 1))

    :raises ValueError: for `EVENT`, whose occurrences have no calendar
    """
    span = months_in(cadence)
    first = (on.month - 1) // span * span
    return Period(_month(on.year, first), _month(on.year, first + span))


def months_in(cadence: Cadence) -> int:
    """Return how many months a period of a cadence lasts.

    :raises ValueError: for `EVENT`, whose occurrences have no calendar
    """
    if cadence not in _MONTHS:
        raise ValueError("事件型週期沒有固定期別")
    return _MONTHS[cadence]


def period_label(cadence: Cadence, period: Period) -> str:
    """Name a period as Taiwan's papers do.

    >>> period_label(Cadence.MONTHLY, period_of(Cadence.MONTHLY, on=date(2026, 11, 3)))
    '115年11月'
    >>> period_label(Cadence.SEMIANNUAL, period_of(Cadence.SEMIANNUAL, on=date(2026, 11, 3)))
    '115年下半年'
    """
    year, month = period.start.year - 1911, period.start.month
    match cadence:
        case Cadence.MONTHLY:
            return f"{year}年{month}月"
        case Cadence.QUARTERLY:
            return f"{year}年第{(month + 2) // 3}季"
        case Cadence.SEMIANNUAL:
            return f"{year}年{'上' if month == 1 else '下'}半年"
        case Cadence.ANNUAL:
            return f"{year}年度"
        case _:
            return f"{year}年{month}月{period.start.day}日"


def _month(year: int, index: int) -> date:
    return date(year + index // 12, index % 12 + 1, 1)
