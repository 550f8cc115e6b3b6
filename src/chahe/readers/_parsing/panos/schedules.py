"""When a rule matches: the hours of a week, and the day after which it never does."""

from collections.abc import Iterable, Iterator
from datetime import date

from ..._model import ReadError
from ..firewall.hours import DAYS, hours_of, minute_of
from ..ranges import Ranges, merge
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


def hours(scopes: Iterable[Node]) -> Iterator[tuple[str, Ranges]]:
    """Yield recurring schedules, the outermost first, and the minutes of a week of each."""
    for scope in reversed(tuple(scopes)):
        for entry in scope.all("schedule", "entry"):
            recurring = entry.one("schedule-type", "recurring")
            periods = [(range(len(DAYS)), each) for each in recurring.one("daily").members]
            periods += [
                (range(day, day + 1), each)
                for day, name in enumerate(DAYS)
                for each in recurring.one("weekly", name).members
            ]
            try:
                held = [_of_days(*each) for each in periods]
            except ValueError:
                held = []
            yield entry.name, merge(span for each in held for span in each)


def _of_days(days: Iterable[int], period: str) -> Ranges:
    """Read `08:00-18:00`."""
    start, _, end = period.partition("-")
    return hours_of(days, minute_of(start), minute_of(end))


def _end(period: str, entry: Node) -> date:
    """Read `2026/10/01@00:00-2026/10/31@23:59`."""
    try:
        found = date.fromisoformat(period.partition("-")[2].partition("@")[0].replace("/", "-"))
        return max(found, _EARLIEST)
    except ValueError:
        raise ReadError(
            f"看不懂「{entry.name[:40]}」的結束日期，請重新匯出", line=entry.line
        ) from None
