"""The official csv of a year's office calendar (data.gov.tw, 14718), read whole or not at all.

Columns 西元日期 (YYYYMMDD), 星期 (一 … 日), 是否放假 (0 worked, 2 off) and 備註; a line a day.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from .counting import days_of
from .roc import format_roc
from .year_table import SATURDAY, TableSource, YearTable

MAX_BYTES = 1024 * 1024  # a year is some 7 KB
MAX_NAME = 50
_DATE, _WEEKDAY, _OFF, _NAME = "西元日期", "星期", "是否放假", "備註"
_COLUMNS = (_DATE, _WEEKDAY, _OFF, _NAME)
_WEEKDAYS = "一二三四五六日"
_OFFICIAL = TableSource(name="政府行政機關辦公日曆表", issuer="行政院人事行政總處")
_AGAIN = (
    "請到政府資料開放平臺重新下載「政府行政機關辦公日曆表」該年度的 CSV（不是 Google 行事曆專用版）"
)


class CalendarError(ValueError):
    """Why a file is not a year's office calendar, in Chinese; `line` is where, if at one line."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(f"第 {line} 行：{message}" if line else message)
        self.line = line


class _Row(NamedTuple):
    line: int
    day: date
    off: bool
    name: str

    @property
    def is_weekday(self) -> bool:
        return self.day.weekday() < SATURDAY


def read_calendar_csv(content: bytes, *, source: TableSource = _OFFICIAL) -> YearTable:
    """Read the official csv of one year, in UTF-8 (with or without a BOM) or Big5.

    :raises CalendarError: if it is not that file, or has not each day of one year exactly once
    """
    rows = list(_rows(_text(content)))
    if not rows:
        raise CalendarError(f"只有標題，沒有任何日期。{_AGAIN}")
    year = rows[0].day.year
    _refuse_unless_whole(year, rows)
    return YearTable(
        year,
        source,
        holidays={row.day: row.name or "放假" for row in rows if row.off and row.is_weekday},
        makeup={row.day: row.name or "補行上班" for row in rows if not (row.off or row.is_weekday)},
    )


def _text(content: bytes) -> str:
    if not content.strip():
        raise CalendarError(f"檔案是空的。{_AGAIN}")
    if len(content) > MAX_BYTES:
        raise CalendarError(f"檔案超過 {MAX_BYTES // 1024} KB，不是一年的日曆。{_AGAIN}")
    for encoding in ("utf-8-sig", "cp950"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CalendarError(f"不是 UTF-8 或 Big5 的文字檔。{_AGAIN}")


def _rows(text: str) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        places = _places(next(reader, []))
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) <= max(places):
                raise CalendarError(f"少了欄位，應有{'、'.join(_COLUMNS)}", reader.line_num)
            yield _row([cells[place].strip() for place in places], reader.line_num)
    except csv.Error:
        raise CalendarError(f"不是完整的 CSV。{_AGAIN}", reader.line_num) from None


def _places(header: list[str]) -> list[int]:
    names = [name.strip() for name in header]
    missing = [name for name in _COLUMNS if name not in names]
    if missing:
        raise CalendarError(f"標題缺少{'、'.join(missing)}。{_AGAIN}", 1)
    return [names.index(name) for name in _COLUMNS]


def _row(cells: list[str], line: int) -> _Row:
    digits, weekday, off, name = cells
    try:
        day = _date(digits)
    except ValueError:
        raise CalendarError(
            f"{_DATE}「{digits[:20]}」不是日期，應像 20260101，且在民國年之內", line
        ) from None
    expected = _WEEKDAYS[day.weekday()]
    if weekday != expected:
        raise CalendarError(
            f"{format_roc(day)} 是星期{expected}，檔案寫「{weekday[:20]}」；檔案可能被改過", line
        )
    if off not in ("0", "2"):
        raise CalendarError(f"{_OFF}「{off[:20]}」應為 0（上班）或 2（放假）", line)
    if len(name) > MAX_NAME:
        raise CalendarError(f"{_NAME}超過 {MAX_NAME} 個字，請縮短", line)
    return _Row(line, day, off == "2", name)


def _date(digits: str) -> date:
    if len(digits) != len("YYYYMMDD") or not (digits.isascii() and digits.isdigit()):
        raise ValueError(digits)
    day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    format_roc(day)
    return day


def _refuse_unless_whole(year: int, rows: list[_Row]) -> None:
    seen: dict[date, int] = {}
    for row in rows:
        if row.day.year != year:
            raise CalendarError(
                f"{format_roc(row.day)} 不在民國 {year - 1911} 年；一個檔案只能有一年", row.line
            )
        if row.day in seen:
            raise CalendarError(
                f"{format_roc(row.day)} 重複，已在第 {seen[row.day]} 行。{_AGAIN}", row.line
            )
        seen[row.day] = row.line
    missing = [day for day in days_of(year) if day not in seen]
    if missing:
        raise CalendarError(
            f"民國 {year - 1911} 年缺少 {len(missing)} 天，從 {format_roc(missing[0])} 起；"
            f"檔案必須是完整的一年。{_AGAIN}"
        )
