"""Working days: the tables that are shipped, and the newest this site put in of each year."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from chahe.deadlines import (
    TableSource,
    WorkingDays,
    YearTable,
    load_working_days,
    read_calendar_csv,
)

from .models import SiteWorkingDays


def working_days() -> WorkingDays:
    """Return the working days that count here; asks which tables there are, and reads each once."""
    newest: dict[int, tuple[int, str]] = {}
    for year, pk, source in SiteWorkingDays.objects.order_by("id").values_list(
        "year", "pk", "source"
    ):
        newest[year] = (pk, source)
    return _with(tuple(newest.values()))


@lru_cache(maxsize=8)
def _with(tables: tuple[tuple[int, str], ...]) -> WorkingDays:
    days = load_working_days()
    for pk, source in tables:
        kept = SiteWorkingDays.objects.get(pk=pk)
        days = days.with_table(
            read_calendar_csv(bytes(kept.content), source=TableSource(name=source))
        )
    return days


@dataclass(frozen=True)
class ShownTable:
    """A year's table; `own` is the row it was put in by, None of one that is shipped."""

    table: YearTable
    own: SiteWorkingDays | None

    @property
    def label(self) -> str:
        return f"{self.table.year - 1911}年"

    @property
    def anchor(self) -> str:
        return f"year-{self.table.year}"

    @property
    def days(self) -> list[tuple[date, str]]:
        """The weekdays off and the weekend days worked, in order, with their names."""
        worked = {day: f"{name}（上班）" for day, name in self.table.makeup.items()}
        return sorted({**self.table.holidays, **worked}.items())


def shown_tables() -> list[ShownTable]:
    """Return the tables that count here, the latest year first."""
    rows = SiteWorkingDays.objects.defer("content").select_related("added_by").order_by("id")
    own = {row.year: row for row in rows}
    tables = working_days().tables
    return [ShownTable(tables[year], own.get(year)) for year in sorted(tables, reverse=True)]
