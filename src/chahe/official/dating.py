"""The day and the name of a document, from the lines before its first rule."""

import re
from collections.abc import Sequence
from datetime import date

from ..deadlines import format_roc
from .fold import canonical, narrow
from .furniture import chapter_of, is_control, is_page_number, is_rule, without_bullet
from .labels import chinese_number
from .model import Line

_NUMERAL = r"(\d{1,4}|[〇零一二三四五六七八九十百]{1,6})"
_ROC = re.compile(rf"{_NUMERAL}\s?年\s?{_NUMERAL}\s?月\s?{_NUMERAL}\s?日")
_SLASHED = re.compile(r"(?<![\w./-])(\d{2,4})([./-])(\d{1,2})\2(\d{1,2})(?![\w/])")
_ENGLISH = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? (\d{1,2}),? (\d{4})\b", re.I
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_OWN = re.compile(r"歷史名稱|current english version", re.IGNORECASE)
_DATED = re.compile(
    r"[【(]?\s*(發[佈布]|公發?布|修正|公告|訂定|施行|生效|核定)(日期?|時間)|amended date|date\b",
    re.IGNORECASE,
)
_NOT_ITS_DAY = re.compile(r"廢止日|列印(時間|日)|下載|查詢日|print(ed)? (date|on)", re.IGNORECASE)
_CALLED = re.compile(
    r"(【?(法規|歷史|文件|規章)?名\s*稱】?\s*[:|]?|title\b\s*[:|]?)\s*", re.IGNORECASE
)
_REGULATION = re.compile(
    r"(規範|辦法|要點|機制|準則|規則|注意事項|指引|對照表|標準|細則|守則|條例|規定|程序|公約|章程|法"
    r"|手冊|總說明|問答集|原則|計畫|修正條文|草案)$"
    r"|mechanisms?\b|regulations?\b|guidelines?\b|directions\b|rules\b|act\b|standards?\b|measures\b"
    r"|principles\b|procedures\b|system\b|manual\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s*(\(\s*(現行法規|非現行法規|民國[^()]{1,20}|[\d./-]{6,12}(修正|版)?)\s*\)"
    r"|(?<=\S)\s+(英|CH|EN|非?現行法規))\s*$"
)
_LAST_BRACKETS = re.compile(r"\s?(\([^()]*\)\s?)+$")
_LONGEST_TITLE = 90
_LONGEST_ENGLISH = 160


def edition_day(preface: Sequence[Line]) -> tuple[str, date | None]:
    """Return the day of the text the lines before the rules name, in words and as a date.

    A page that shows an earlier text says which; else what it calls its date counts, and else the
    latest day that the lines name.
    """
    told = [(narrow(line.text).strip().lstrip("|-*• "), days_in(line.text)) for line in preface]
    told = [(text, days) for text, days in told if days and not _NOT_ITS_DAY.match(text)]
    for form in (_OWN, _DATED, re.compile("")):
        if found := [day for text, days in told if form.match(text) for day in days]:
            return format_roc(max(found)), max(found)
    return "", None


def days_in(text: str) -> list[date]:
    """Return the days a text names, in 民國 or in Gregorian years.

    >>> days_in("中華民國115年3月4日公告"), days_in("民國一百十三年五月十五日")
    ([datetime.date(2026, 3, 4)], [datetime.date(2024, 5, 15)])
    """
    plain = " ".join(narrow(text).split())
    named = [tuple(chinese_number(part) for part in m.groups()) for m in _ROC.finditer(plain)]
    named += [(int(m[1]), int(m[3]), int(m[4])) for m in _SLASHED.finditer(plain)]
    named += [
        (int(m[3]), _MONTHS.index(m[1].lower()) + 1, int(m[2])) for m in _ENGLISH.finditer(plain)
    ]
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
    """Return the line that names the document: the one that says so, or reads like a name."""
    written = [line for line in lines if line.text.strip()]
    for line in written:
        plain = narrow(line.text).strip().lstrip("|#*• ")
        called = _CALLED.match(plain)
        name = plain[called.end() :].strip(" |。") if called else ""
        if name and _is_short(name) and _is_a_name(name):
            return line
    for line in written:
        plain = narrow(line.text).strip()
        if _is_short(plain) and "。" not in plain and _is_a_name(plain):
            return line
    return next((line for line in written if _may_be_a_name(line)), None)


def title_text(line: Line | None) -> str:
    """Return a title without what a page puts before and behind it."""
    if line is None:
        return ""
    plain = narrow(line.text).strip().lstrip("|#*• ").rstrip("|* ")
    called = _CALLED.match(plain)
    return canonical(_bare(plain[called.end() :] if called else plain))


def _is_a_name(text: str) -> bool:
    """Say whether a text reads like a regulation's name, with or without a bracket behind it."""
    name = _bare(text)
    return bool(_REGULATION.search(name) or _REGULATION.search(_LAST_BRACKETS.sub("", name)))


def _bare(name: str) -> str:
    """Return a name without the day, the language or the state of the text behind it."""
    name = name.strip(" |*")
    while (shorter := _BEHIND.sub("", name)) != name:
        name = shorter
    return name


def _may_be_a_name(line: Line) -> bool:
    """Say whether a line that names no regulation may still be what a document is called."""
    text = without_bullet(narrow(line.text).strip())
    drawn = is_rule(line) or is_page_number(line) or is_control(text) or chapter_of(text)
    return not drawn and len(text) > 1 and _is_short(text) and "。" not in text


def _is_short(text: str) -> bool:
    return len(text) <= (_LONGEST_ENGLISH if text.isascii() else _LONGEST_TITLE)
