"""The day after which a rule with a schedule no longer matches anything."""

from collections.abc import Iterable, Iterator
from datetime import date

from ..._model import ReadError
from .tree import Node

_EARLIEST = date(1912, 1, 1)


def schedules(scopes: Iterable[Node]) -> Iterator[tuple[str, date | None]]:
    """Yield schedules, the outermost first, and the last day of each; None where it has no end.

    :raises ReadError: for an end that cannot be read
    """
    for scope in reversed(tuple(scopes)):
        for entry in scope.all("schedule", "entry"):
            periods = entry.one("schedule-type", "non-recurring").members
            yield entry.name, max((_end(period, entry) for period in periods), default=None)


def _end(period: str, entry: Node) -> date:
    """Read `2026/10/01@00:00-2026/10/31@23:59`."""
    try:
        found = date.fromisoformat(period.partition("-")[2].partition("@")[0].replace("/", "-"))
        return max(found, _EARLIEST)
    except ValueError:
        raise ReadError(
            f"看不懂「{entry.name[:40]}」的結束日期，請重新匯出", line=entry.line
        ) from None
