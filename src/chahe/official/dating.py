"""The day and the name of a document, from the lines before its first rule."""

import re
from collections.abc import Sequence
from datetime import date

from ..deadlines import format_roc
from .fold import canonical, narrow
from .labels import chinese_number
from .model import Line

_NUMERAL = r"(\d{1,4}|[〇零一二三四五六七八九十百]{1,6})"
_ROC = re.compile(rf"(?:中華民國|民國)?\s*{_NUMERAL}\s*年\s*{_NUMERAL}\s*月\s*{_NUMERAL}\s*日")
_SLASHED = re.compile(r"\b(\d{2,4})[./-](\d{1,2})[./-](\d{1,2})\b")
_REGULATION = re.compile(
    r"(規範|辦法|要點|機制|準則|規則|注意事項|指引|對照表|標準|細則|守則|條例|規定|程序|公約|章程|法)"
    r"(\s*[(（][^)）]*[)）])*\s*$|Mechanisms?|Regulations?|Guidelines?|Directions|Rules|Act\b"
)
_LONGEST_TITLE = 90


def edition_day(preface: Sequence[Line]) -> tuple[str, date | None]:
    """Return the latest day the lines before the rules name, in words and as a date."""
    found = [day for line in preface for day in days_in(line.text)]
    if not found:
        return "", None
    day = max(found)
    return format_roc(day), day


def days_in(text: str) -> list[date]:
    """Return the days a text names, in 民國 or in Gregorian years.

    >>> days_in("中華民國115年3月4日公告"), days_in("民國一百十三年五月十五日")
    ([datetime.date(2026, 3, 4)], [datetime.date(2024, 5, 15)])
    """
    plain = narrow(text)
    named = [tuple(chinese_number(part) for part in m.groups()) for m in _ROC.finditer(plain)]
    named += [tuple(int(part) for part in m.groups()) for m in _SLASHED.finditer(plain)]
    days = []
    for year, month, day in named:
        if year is None or month is None or day is None:
            continue
        try:
            days.append(date(year if year >= 1912 else year + 1911, month, day))
        except ValueError:
            continue
    return days


def title_of(lines: Sequence[Line]) -> Line | None:
    """Return the line that names the document: the first that reads like a regulation's name."""
    written = [line for line in lines if line.text.strip()]
    for line in written:
        plain = narrow(line.text).strip()
        if len(plain) <= _LONGEST_TITLE and "。" not in plain and _REGULATION.search(plain):
            return line
    short = [line for line in written if len(line.text) <= _LONGEST_TITLE and "。" not in line.text]
    return short[0] if short else None


def title_text(line: Line | None) -> str:
    """Return a title without the word a page puts before it."""
    return re.sub(r"^(法規)?名稱：", "", canonical(line.text)) if line else ""
