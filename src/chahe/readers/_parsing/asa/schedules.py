"""The day after which an entry with a time range no longer matches anything."""

from collections.abc import Iterator
from datetime import date

from ..._model import ReadError
from .config import Device
from .days import day_of

_EARLIEST = date(1912, 1, 1)


def schedules(device: Device) -> Iterator[tuple[str, date | None]]:
    """Yield the time ranges and the last day of each, None where it has no end."""
    for block in device.of("time-range"):
        ends = None
        for line, words in block.under:
            if words[0] == "absolute" and "end" in words:
                ends = _day(words[words.index("end") + 2 :], line)
        yield block.words[1] if block.words[1:] else "", ends


def _day(words: tuple[str, ...], line: int) -> date:
    """Read `31 October 2026`."""
    try:
        day, month, year = words[:3]
        return max(day_of(day, month, year), _EARLIEST)
    except ValueError:
        raise ReadError("看不懂時程的結束日期，請重新匯出", line=line) from None
