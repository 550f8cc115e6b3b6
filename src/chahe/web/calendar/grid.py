"""A year or a half of it as a grid: sections down, months across; numbers that are also words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .models import PlanItem
from .shown import ALL, DONE, GONE, OVERDUE, SKIPPED, Status, status_of

_NUMBER = re.compile(r"\d+")


@dataclass
class Cell:
    """The items of one section in one month; its tone is that of what most wants to be seen."""

    month: date
    items: list[tuple[PlanItem, Status]] = field(default_factory=list)

    @property
    def tone(self) -> str:
        return min((status for _, status in self.items), key=lambda each: each.rank).tone

    @property
    def words(self) -> str:
        """Say what the number is made of: 「已封存 1、逾期 1」."""
        labels = [status.label for _, status in self.items]
        return "、".join(f"{each.label} {labels.count(each.label)}" for each in ALL
                        if each.label in labels)  # fmt: skip


@dataclass
class Row:
    document: str
    code: str
    title: str
    cells: list[Cell]

    @property
    def total(self) -> int:
        return sum(len(cell.items) for cell in self.cells)


@dataclass(frozen=True)
class Grid:
    """`months` are their first days; `books` the titles of documents and their rows."""

    months: tuple[date, ...]
    books: tuple[tuple[str, tuple[Row, ...]], ...]
    counts: tuple[tuple[Status, int], ...]

    @property
    def rows(self) -> list[Row]:
        return [row for _, rows in self.books for row in rows]

    @property
    def totals(self) -> list[int]:
        return [sum(len(row.cells[n].items) for row in self.rows) for n in range(len(self.months))]

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def overdue(self) -> int:
        return self.count(OVERDUE)

    @property
    def done(self) -> int:
        return self.count(DONE)

    @property
    def expected(self) -> int:
        """How many are to be done at all."""
        return self.total - self.count(SKIPPED) - self.count(GONE)

    def count(self, status: Status) -> int:
        return dict(self.counts).get(status, 0)


def grid_of(
    items: Iterable[PlanItem],
    *,
    months: Sequence[date],
    documents: Mapping[str, str],
    today: date,
) -> Grid:
    """Lay items out by section and by the month of the day each falls on.

    `documents` are titles by document, in the order they are shown.
    """
    rows: dict[tuple[str, str], Row] = {}
    places = {(month.year, month.month): place for place, month in enumerate(months)}
    seen: list[Status] = []
    for item in items:
        status = status_of(item, today=today)
        seen.append(status)
        key = (item.document, item.line)
        row = rows.setdefault(
            key, Row(item.document, item.code, item.title, [Cell(month) for month in months])
        )
        row.cells[places[item.day.year, item.day.month]].items.append((item, status))
    return Grid(
        months=tuple(months),
        books=tuple(_books(rows.values(), documents)),
        counts=tuple((status, seen.count(status)) for status in ALL),
    )


def _books(
    rows: Iterable[Row], documents: Mapping[str, str]
) -> Iterator[tuple[str, tuple[Row, ...]]]:
    by_document: dict[str, list[Row]] = {document: [] for document in documents}
    for row in rows:
        by_document.setdefault(row.document, []).append(row)
    for document, found in by_document.items():
        if found:
            found.sort(key=lambda row: [int(n) for n in _NUMBER.findall(row.code)])
            yield documents.get(document, document), tuple(found)
