"""A list page of rows that are already in memory."""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from ._listed import Listed

Rows = Sequence[Any]


class ListedRows(Listed):
    """As `Listed`, of a sequence: a filter's `apply` is an attribute, or a function of the rows and
    the chosen value; `search` and `order_by` are attributes."""

    def _all(self) -> Iterable[Any]:
        return self.rows

    def _filtered(self, rows: Rows) -> Rows:
        for given, choice in zip(self.listing.filters, self.filters, strict=True):
            if choice.value:
                rows = _applied(given.apply, rows, choice.value)
        return rows

    def _searched(self, rows: Rows) -> Rows:
        wanted = self.q.casefold()
        if not wanted:
            return rows
        return [
            row
            for row in rows
            if any(wanted in str(getattr(row, field)).casefold() for field in self.listing.search)
        ]

    def _ordered(self, rows: Rows) -> Rows:
        if not self.sort:
            return rows
        fields = next(c.fields for c in self.listing.columns if c.key == self.sort.lstrip("-"))
        return sorted(rows, key=attrgetter(*fields), reverse=self.sort.startswith("-"))


def _applied(apply: str | Callable[[Any, str], Any], rows: Rows, value: str) -> Rows:
    if callable(apply):
        found: Rows = apply(rows, value)
        return found
    return [row for row in rows if str(getattr(row, apply)) == value]
