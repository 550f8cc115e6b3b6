"""Dates as directories, PowerShell and personnel systems write them.

All become the day in Taipei (UTC+8, no summer time). Day-first dates are refused, not guessed.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from ...deadlines import parse_roc

_TAIPEI = timezone(timedelta(hours=8))
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_NEVER = {"0", "9223372036854775807", "never", "(never)", "永不", "從未", "-"}
_GENERALIZED = re.compile(r"(\d{14})\.\d+Z")
_YEAR_FIRST = re.compile(
    r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:\s+(?:(?:上午|下午|AM|PM)\s*)?\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AP]M)?)?"
)
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\s+\d{1,2}:\d{2}(?::\d{2})?\s*[AP]M", re.I)


@lru_cache(maxsize=65536)
def parse_day(text: str) -> date | None:
    """Read the day of a moment, or None where the text is empty or says never.

    FILETIME counts 100 ns from 1601 in UTC; 0 and 2^63-1 mean never.

    >>> parse_day("133544340000000000") == parse_day("20240309011500.0Z")
    True
    >>> parse_day("2026/3/9 上午 09:15:00") == parse_day("3/9/2026 9:15:00 AM") == date(2026, 3, 9)
    True

    :raises ValueError: if it is none of the forms known
    """
    text = text.strip()
    if not text or text.casefold() in _NEVER:
        return None
    try:
        day = _day(text)
    except OverflowError:
        raise ValueError(f"out of range: {text}") from None
    if day.year < 1912:
        raise ValueError(f"before 1912: {text}")
    return day


def _day(text: str) -> date:
    if text.isascii() and text.isdigit() and len(text) >= 17:
        return (_EPOCH + timedelta(microseconds=int(text) // 10)).astimezone(_TAIPEI).date()
    if match := _GENERALIZED.fullmatch(text):
        moment = datetime.strptime(match[1] + "+0000", "%Y%m%d%H%M%S%z")
        return moment.astimezone(_TAIPEI).date()
    if match := _YEAR_FIRST.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _MONTH_FIRST.fullmatch(text):
        return date(int(match[3]), int(match[1]), int(match[2]))
    if "T" in text:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(_TAIPEI).date() if moment.tzinfo else moment.date()
    return parse_roc(text)
