"""Rows that several files have alike, as exports of different days do."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from ...readers import Table
from .._model import Row


def once(tables: Iterable[Table]) -> Iterator[tuple[str, Row]]:
    """Yield each row with its file, but none that a file before has as often.

    Rows are alike where all but their lines are. What one file has twice happened twice.
    """
    known: Counter[tuple[Any, ...]] = Counter()
    for table in tables:
        seen: Counter[tuple[Any, ...]] = Counter()
        for row in table.rows:
            said = tuple(value for name, value in row.items() if name != "line")
            seen[said] += 1
            if seen[said] > known[said]:
                yield table.source, row
        known |= seen
