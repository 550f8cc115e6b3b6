"""Change tickets: which of them lets a thing change on a day.

A ticket counts where somebody approved it, on the day its work began or before, and it says when
the work began and ended. Its window is whole days, both ends within.
"""

from collections.abc import Iterable
from datetime import date

from ...readers import Row
from .path_globs import matches


class Approvals:
    """Tickets that count, for changes that came about between two days."""

    def __init__(self, tickets: Iterable[Row], *, since: date, until: date) -> None:
        self._since, self._until = since, until
        self._tickets = [row for row in tickets if _counts(row)]
        self._of_day: dict[date | None, list[tuple[str, str]]] = {}

    def covering(self, names: Iterable[str], day: date | None) -> str:
        """Return the first ticket that covers a thing by any of its names; "" if none does.

        Without a day it is enough that the ticket's window meets the time between the two days.
        """
        if day not in self._of_day:
            self._of_day[day] = [
                (row["ticket"], glob)
                for row in self._tickets
                if row["begun"] <= (day or self._until) and row["ended"] >= (day or self._since)
                for glob in row["paths"]
            ]
        possible = self._of_day[day]
        called = tuple(names)
        return next(
            (id_ for id_, glob in possible if any(matches(glob, name) for name in called)), ""
        )

    def of_path(self, path: str, root: str, day: date | None) -> str:
        """Return the first ticket that covers a path below a root, by itself or as a whole."""
        return self.covering((path, f"{root.rstrip('/')}/{path}"), day)


def _counts(row: Row) -> bool:
    complete = row["approved"] and row["begun"] and row["ended"] and row["approved_by"]
    return bool(complete and row["approved"] <= row["begun"])
