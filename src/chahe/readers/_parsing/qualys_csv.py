"""What the lists that Qualys exports as CSV have in common.

Lines about the report stand before the header, and maybe a summary. Values are Qualys' own: grades
from 1 to 5, days with the month first, and "-" or "'-" where there is none.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from io import BytesIO

from .._model import ReadError, Source
from .delimited import Columns, Record, header_has
from .scanned_host import port_of, score_of
from .text import SNIFF_BYTES, lines, peek

MOST = 65536
_BEFORE = 100
_LARGEST = 128 * 1024 * 1024
_NONE = {"", "-", "'-"}
_GRADES = {"1": "low", "2": "low", "3": "medium", "4": "high", "5": "critical"}
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)(?: .*)?", re.ASCII)
_TIME = r"(?: \d{1,2}:\d\d(?::\d\d)?(?: [AP]M)?)?"
_DAYS = tuple(
    re.compile(form + _TIME, re.ASCII)
    for form in (
        r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})",
        r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
        r"(?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}), (?P<year>\d{4})",
    )
)
_MONTHS = {
    "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6,
    "Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12,
}  # fmt: skip

Is = Callable[[str], bool]


def begins(head: bytes, is_header: Is, sums_up: Is) -> bool:
    """Say whether one of a file's first lines is the header of the list or of its summary."""
    return any(is_header(line) or sums_up(line) for line in peek(head).splitlines()[:_BEFORE])


def names(line: str, columns: Columns, *needed: str) -> bool:
    """Say whether a line is a header with all the columns needed."""
    return len(line) < SNIFF_BYTES and header_has(line.encode(), columns, *needed)


def marked(source: Source, is_header: Is, sums_up: Is) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether the header was there: it is that or comes after it.

    :raises ReadError: if there is no header, or the file is too large to be held
    """
    found, most, size = False, _BEFORE, 0
    for number, line in enumerate(lines(source), start=1):
        found = found or is_header(line)
        most += MOST if not found and sums_up(line) else 0
        size += len(line)
        if size > _LARGEST:
            raise too_large()
        if not found and number > most:
            break
        yield line, found
    if not found:
        raise ReadError("找不到標題列，請以 CSV 重新匯出")


def held(source: Source, texts: Iterable[str]) -> Source:
    """Return a source that has these lines instead."""
    whole = b"".join(text.encode() for text in texts)
    return Source(source.name, lambda: BytesIO(whole))


def too_large() -> ReadError:
    return ReadError("檔案太大，請分批匯出")


def said(record: Record, name: str) -> str:
    """Return what a column holds, "" where that is Qualys' sign for nothing."""
    return "" if record[name] in _NONE else record[name]


def day_of(record: Record, name: str) -> date | None:
    """Read a day as Qualys writes it, or as Excel does where it saved the file again."""
    text = said(record, name)
    if not text:
        return None
    for form in _DAYS:
        if found := form.fullmatch(text):
            month = _MONTHS.get(found["month"], found["month"])
            with suppress(ValueError):
                return date(int(found["year"]), int(month), int(found["day"]))
    raise record.error(name, f"看不懂時間「{text[:40]}」，應為月/日/年，請重新匯出")


def grade_of(record: Record, name: str) -> str:
    """Read a grade: 5 is critical, 4 high, 3 medium, 2 and 1 low."""
    if record[name] not in _GRADES:
        raise record.error(name, "嚴重性應為 1 至 5，請重新匯出")
    return _GRADES[record[name]]


def port_in(record: Record, name: str) -> int | None:
    try:
        return port_of(said(record, name) or "0")
    except ValueError:
        raise record.error(name, "連接埠應為 0 至 65535，請重新匯出") from None


def score_in(record: Record, *columns: str) -> float | None:
    """Read the first CVSS score that is there."""
    for name in columns:
        if text := said(record, name):
            found = _NUMBER.fullmatch(text)
            try:
                return score_of(found[1] if found else "")
            except ValueError:
                raise record.error(name, "分數應為 0 至 10，請重新匯出") from None
    return None


def cves_in(record: Record, name: str) -> tuple[str, ...]:
    return tuple(filter(None, (each.strip() for each in said(record, name).split(","))))
