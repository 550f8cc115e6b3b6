"""Fiscal years and the periods that tile them.

A fiscal year is named by the calendar year in which it begins (our choice; the label of one that
begins in January is the calendar year's). Its quarters and halves are counted from its first
month, so an inspection "of each half-year" falls twice in each fiscal year; months are calendar
months, which a fiscal year always holds whole.
"""

from dataclasses import dataclass
from datetime import date

from .counting import months_after
from .period import Cadence, Period, months_in, period_label


@dataclass(frozen=True, order=True)
class FiscalYear:
    """Twelve months from the first of `first_month` of `year` (CE), up to but not including `end`.

    :raises ValueError: if there is no such month
    """

    year: int
    first_month: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.first_month <= 12:
            raise ValueError(f"會計年度的起始月份應為 1 至 12，不是 {self.first_month}")

    def __contains__(self, day: date) -> bool:
        return day in self.period

    @property
    def start(self) -> date:
        return date(self.year, self.first_month, 1)

    @property
    def end(self) -> date:
        """Return the day after the year, as a period's `end` is; see `last_day`."""
        return months_after(self.start, 12)

    @property
    def last_day(self) -> date:
        return self.period.last_day

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    @property
    def label(self) -> str:
        return f"{self.year - 1911}會計年度"

    def periods(self, cadence: Cadence) -> tuple[Period, ...]:
        """Return the periods of a cadence in this year, in order, without gap or overlap.

        :raises ValueError: for `EVENT`, whose occurrences have no calendar
        """
        span = months_in(cadence)
        starts = [months_after(self.start, months) for months in range(0, 12 + span, span)]
        return tuple(map(Period, starts, starts[1:]))

    def half(self, number: int) -> Period:
        """Return the first or the second half of the year.

        :raises ValueError: if `number` is neither 1 nor 2
        """
        if number not in (1, 2):
            raise ValueError(f"會計年度只有上、下半年，沒有第 {number} 個半年")
        return self.periods(Cadence.SEMIANNUAL)[number - 1]

    def label_of(self, cadence: Cadence, period: Period) -> str:
        """Name a period of this year: as the calendar does when the year begins in January.

        >>> year = FiscalYear(2026, first_month=7)
        >>> year.label_of(Cadence.QUARTERLY, year.periods(Cadence.QUARTERLY)[1])
        '115會計年度第2季'

        :raises ValueError: if `period` is none of this year's
        """
        if self.first_month == 1 or cadence in (Cadence.MONTHLY, Cadence.EVENT):
            return period_label(cadence, period)
        number = self.periods(cadence).index(period)
        match cadence:
            case Cadence.QUARTERLY:
                return f"{self.label}第{number + 1}季"
            case Cadence.SEMIANNUAL:
                return f"{self.label}{'上下'[number]}半年"
            case _:
                return self.label


def fiscal_year_of(day: date, first_month: int = 1) -> FiscalYear:
    """Return the fiscal year that holds a day.

    >>> fiscal_year_of(date(2026, 6, 30), first_month=7).label
    '114會計年度'
    """
    return FiscalYear(day.year - (day.month < first_month), first_month)
