"""Taipei's working days, from dated tables with their sources: `working_days/<year>.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from .counting import days_after, days_between
from .year_table import SATURDAY, TableSource, YearTable

TABLES = Path(__file__).parent / "working_days"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class WorkingDays:
    """Working days by tables, at most one a year; a year without one works Monday to Friday."""

    tables: Mapping[int, YearTable] = field(default_factory=dict)

    def with_table(self, table: YearTable) -> "WorkingDays":
        """Return these days with a year's table added, in place of that year's own if any."""
        return WorkingDays({**self.tables, table.year: table})

    def knows(self, day: date) -> bool:
        """Say whether a table covers a day's year; without one the answer is 推算, inferred."""
        return day.year in self.tables

    def is_working(self, day: date) -> bool:
        """Say whether a day is worked."""
        table = self.tables.get(day.year)
        return table.is_working(day) if table else day.weekday() < SATURDAY

    def name_of(self, day: date) -> str:
        """Name the holiday or make-up day a day is; empty when it is as its weekday says."""
        table = self.tables.get(day.year)
        return (table.holidays.get(day) or table.makeup.get(day, "")) if table else ""

    def on_or_before(self, day: date) -> date:
        """Return the last working day that is not after a day."""
        while not self.is_working(day):
            day = days_after(day, -1)
        return day

    def on_or_after(self, day: date) -> date:
        """Return the first working day that is not before a day."""
        while not self.is_working(day):
            day = days_after(day, 1)
        return day

    def after(self, day: date, count: int) -> date:
        """Return the `count`-th working day after a day, counting from the next day.

        :raises ValueError: if `count` is below 1
        """
        if count < 1:
            raise ValueError(f"the {count}th working day after a day is not after it")
        for _ in range(count):
            day = self.on_or_after(days_after(day, 1))
        return day

    def between(self, earlier: date, later: date) -> int:
        """Count the working days after `earlier` up to `later`; negative when it is the later.

        `between(day, after(day, n)) == n`.
        """
        if later < earlier:
            return -self.between(later, earlier)
        span = days_between(earlier, later)
        return sum(self.is_working(days_after(earlier, n)) for n in range(1, span + 1))


@cache
def load_working_days() -> WorkingDays:
    """Return the working days by the tables that are shipped.

    :raises ValueError: if a file is not what a table must be; names it
    """
    tables = map(read_table, sorted(TABLES.glob("*.yaml")))
    return WorkingDays({table.year: table for table in tables})


def read_table(path: Path) -> YearTable:
    """Read a year's table; the file says how many days off the year has, which must come true.

    :raises ValueError: if a field is missing, unknown or wrong; names the file
    """
    raw = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 (safe loader, in C)
    try:
        days_off = raw.pop("days_off")
        source = TableSource(**raw.pop("source"))
        table = YearTable(year=int(path.stem), source=source, **raw)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error}") from None
    if table.days_off != days_off:
        raise ValueError(f"{path.name}: {table.days_off} days off, not {days_off}")
    return table
