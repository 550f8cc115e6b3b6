"""Releases of each system, each with the release before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ....deadlines import months_after
from ....readers import Table


@dataclass(frozen=True, slots=True)
class Release:
    """A version that went live; `before` is the day of the last release on an earlier day."""

    key: str
    system: str
    version: str
    released: date
    scanned: date | None
    before: date | None
    source: str
    line: int

    def covers(self, day: date, months: int) -> bool:
        """Say whether a scan of that day is one of this version: at most some months before it.

        On the day of the version before it is only if the record says so.
        """
        if (
            not max(months_after(self.released, -months), self.before or day)
            <= day
            <= self.released
        ):
            return False
        return day != self.before or day == self.scanned

    def row(self, kind: str, why: str) -> dict[str, Any]:
        return {
            "name": self.system,
            "source": self.source,
            "line": self.line,
            "kind": kind,
            "why": why,
        }


def release_history(tables: Iterable[Table]) -> dict[str, list[Release]]:
    """Return releases in order of time, by system, its name in lower case."""
    found: dict[str, list[Release]] = {}
    held = [(table.source, row) for table in tables for row in table.rows]
    for source, row in sorted(held, key=lambda each: each[1]["released"]):
        key = row["system"].strip().casefold()
        earlier = found.setdefault(key, [])
        before = None
        if earlier:
            last = earlier[-1]
            before = last.before if last.released == row["released"] else last.released
        earlier.append(
            Release(
                key,
                row["system"],
                row["version"],
                row["released"],
                row["source_scanned"],
                before,
                source,
                row["line"],
            )
        )
    return found
