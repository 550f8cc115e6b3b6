"""A year's table of working days: which weekdays are off, which weekend days are worked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .counting import days_of
from .roc import format_roc

SATURDAY = 5  # as `date.weekday` counts


@dataclass(frozen=True)
class TableSource:
    """Where a table was read: whose it is, the letter, the day, and how sure the reading is."""

    name: str
    issuer: str = ""
    reference: str = ""
    issued_on: date | None = None
    url: str = ""
    certainty: str = ""


@dataclass(frozen=True)
class YearTable:
    """The days of a year (CE) on which Taipei does not do as the weekday says, with their names.

    Days off for a typhoon are announced the evening before and are in no table.

    :raises ValueError: in Chinese, for a day of another year, a day off at a weekend or a
        weekday to be worked
    """

    year: int
    source: TableSource
    holidays: Mapping[date, str] = field(default_factory=dict)  # from Monday to Friday
    makeup: Mapping[date, str] = field(default_factory=dict)  # Saturdays and Sundays

    def __post_init__(self) -> None:
        for day in (*self.holidays, *self.makeup):
            if day.year != self.year:
                raise ValueError(f"{format_roc(day)} 不在民國 {self.year - 1911} 年")
        for day in self.holidays:
            if day.weekday() >= SATURDAY:
                raise ValueError(f"{format_roc(day)} 是星期六或星期日，不必列為放假日")
        for day in self.makeup:
            if day.weekday() < SATURDAY:
                raise ValueError(f"{format_roc(day)} 不是星期六或星期日，不能列為補行上班日")

    @property
    def days_off(self) -> int:
        """Count the year's days off, weekends included, as the official letter does."""
        return sum(not self.is_working(day) for day in days_of(self.year))

    def is_working(self, day: date) -> bool:
        """Say whether a day of this year is worked."""
        return day in self.makeup or (day.weekday() < SATURDAY and day not in self.holidays)
