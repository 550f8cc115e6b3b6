"""民國 (ROC) dates.

A 民國 year is the Gregorian year less 1911, so 2026 is 民國 115 年.
"""

import re
from datetime import date

_PATTERN = re.compile(r"(?:民國)?\s*(\d{1,3})\s*[年/.-]\s*(\d{1,2})\s*[月/.-]\s*(\d{1,2})\s*日?")


def format_roc(day: date, style: str = "long") -> str:
    """Write a date as Taiwan's forms do.

    >>> format_roc(date(2026, 3, 9))
    '115年3月9日'
    >>> format_roc(date(2026, 3, 9), "short")
    '115/03/09'

    :raises ValueError: for a day before 民國 1 年 (1912) or an unknown style
    """
    year = day.year - 1911
    if year < 1:
        raise ValueError(f"{day} 早於民國元年")
    if style == "long":
        return f"{year}年{day.month}月{day.day}日"
    if style == "short":
        return f"{year}/{day.month:02}/{day.day:02}"
    raise ValueError(f"unknown style {style!r}")


def parse_roc(text: str) -> date:
    """Read a 民國 date in any of the ways people type it.

    >>> parse_roc("民國115年3月9日") == parse_roc("115/03/09") == date(2026, 3, 9)
    True

    :raises ValueError: if `text` is not one whole 民國 date
    """
    match = _PATTERN.fullmatch(text.strip())
    if not match:
        raise ValueError(f"不是民國日期：{text!r}")
    year, month, day = map(int, match.groups())
    return date(year + 1911, month, day)
