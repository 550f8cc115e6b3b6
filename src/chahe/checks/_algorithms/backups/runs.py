"""Runs of backup jobs by system, and for which time the files can show runs of it.

A file shows what ran from its first run to its last, whatever system each is of; a system is seen
from the first of the files that name it to the last of them, except in holes between files.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ....deadlines import days_between, format_roc, hours_after
from ....readers import Table
from ..._model import Row

Instants = tuple[datetime, datetime]


@dataclass
class Runs:
    """The runs of one system, each with its file, by when they began."""

    runs: list[tuple[str, Row]] = field(default_factory=list)
    files: list[Instants] = field(default_factory=list)

    @property
    def first_seen(self) -> datetime:
        return min(first for first, _ in self.files)

    @property
    def last_seen(self) -> datetime:
        return max(last for _, last in self.files)

    def holes(self, hours: int) -> list[Instants]:
        """Return the times longer than so many hours that no file is of, though later ones are."""
        found, at = [], self.first_seen
        for first, last in sorted(self.files):
            if hours_after(at, hours) < first:
                found.append((at, first))
            at = max(at, last)
        return found

    def stretches(self, hours: int) -> list[Instants]:
        """Return the times between the holes, in order."""
        holes = self.holes(hours)
        begins = [self.first_seen, *(last for _, last in holes)]
        return list(zip(begins, [*(first for first, _ in holes), self.last_seen], strict=True))


def runs_of(tables: Iterable[Table]) -> dict[str, Runs]:
    """Return the runs of every system, by its name in lower case."""
    found: dict[str, Runs] = {}
    for table in tables:
        named: dict[str, Runs] = {}
        for row in table.rows:
            name = row["system"].casefold()
            named[name] = of = found.setdefault(name, Runs())
            of.runs.append((table.source, row))
        begun = [row["begun"] for row in table.rows]
        ends = [(min(begun), max(begun))] if begun else []
        for of in named.values():
            of.files += ends
    for of in found.values():
        of.runs.sort(key=lambda run: run[1]["begun"])
    return found


def not_named(runs: Mapping[str, Runs]) -> Runs:
    """Return what the files show of a system that none of them names: no run, in all of them."""
    return Runs(files=sorted({span for of in runs.values() for span in of.files}))


def too_far_apart(
    instants: Iterable[datetime], first: datetime, last: datetime, hours: int
) -> Iterator[Instants]:
    """Yield each two in a row that are more than so many hours apart, from first to last."""
    at = first
    for instant in instants:
        if instant > at:
            if hours_after(at, hours) < instant:
                yield at, instant
            at = instant
    if hours_after(at, hours) < last:
        yield at, last


def stale(runs: Mapping[str, Runs], asked: Iterable[Row], on: date, days: int) -> str:
    """Say why the files are too old or too new; "" if they are neither."""
    if any(of.last_seen.date() > on for of in runs.values()):
        return "作業紀錄有檢測日之後的時間，請確認檢測日與匯出時間"
    unnamed = not_named(runs)
    for row in asked:
        of = runs.get(row["system"].casefold())
        last = (of or unnamed).last_seen.date()
        if days_between(last, on) > days:
            day = format_roc(last)
            named = f"{row['system']}所在的作業紀錄" if of else "作業紀錄"
            return f"{named}只到{day}，早於檢測日超過 {days} 日，請重新匯出"
    return ""
