"""When an entry with a time range matches: the hours of a week, and the day after which never."""

from collections.abc import Iterator
from datetime import date

from ..._model import ReadError
from ..firewall.hours import DAYS, between, hours_of, minute_of
from ..ranges import Ranges, merge
from .config import Device
from .days import day_of

_EARLIEST = date(1912, 1, 1)
_GROUPS = {"daily": range(7), "weekdays": range(1, 6), "weekend": (0, 6)}


def schedules(device: Device) -> Iterator[tuple[str, date | None]]:
    """Yield the time ranges and the last day of each, None where it has no end."""
    for block in device.of("time-range"):
        ends = None
        for line, words in block.under:
            if words[0] == "absolute" and "end" in words:
                ends = _day(words[words.index("end") + 2 :], line)
        yield block.words[1] if block.words[1:] else "", ends


def hours(device: Device) -> Iterator[tuple[str, Ranges]]:
    """Yield the time ranges and the minutes of a week of each; () where one is not weekly alone."""
    for block in device.of("time-range"):
        weekly = [words[1:] for _, words in block.under if words[0] == "periodic"]
        try:
            held = [_weekly(words) for words in weekly]
        except ValueError:
            held = []
        alone = len(weekly) == len(block.under)
        merged = merge(span for each in held for span in each) if alone else ()
        yield block.words[1] if block.words[1:] else "", merged


def _weekly(words: tuple[str, ...]) -> Ranges:
    """Read `weekdays 8:00 to 17:59`, or `Monday 8:00 to Friday 18:00`; the last minute counts.

    :raises ValueError: if it is neither
    """
    at = words.index("to")
    start, end = minute_of(words[at - 1]), minute_of(words[-1])
    days = [DAYS.index(name.casefold()) for name in words[: at - 1] if name not in _GROUPS]
    until = words[at + 1 : -1]
    if until:
        (first,), (last,) = days, (DAYS.index(name.casefold()) for name in until)
        return between(first, start, last, end + 1)
    return hours_of([*days, *(day for name in words[: at - 1] for day in _GROUPS.get(name, ()))],
                    start, end + 1)  # fmt: skip


def _day(words: tuple[str, ...], line: int) -> date:
    """Read `31 October 2026`."""
    try:
        day, month, year = words[:3]
        return max(day_of(day, month, year), _EARLIEST)
    except ValueError:
        raise ReadError("看不懂時程的結束日期，請重新匯出", line=line) from None
