"""Moments as backup software and spreadsheets write them.

All become an instant in Taipei (UTC+8, no summer time); one without a zone is taken to be there,
and one without a time is midnight. Day-first dates are refused, not guessed.
"""

import re
from datetime import datetime, time, timedelta, timezone

from ..when import parse_day

_TAIPEI = timezone(timedelta(hours=8))
_AFTERNOON = {"下午": True, "PM": True, "上午": False, "AM": False}
_TIME = re.compile(
    r"(?:(上午|下午|AM|PM)\s*)?(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*([AP]M))?", re.I
)
_MONTH_FIRST = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def parse_moment(text: str) -> datetime | None:
    """Read a moment, or None where the text is empty or says never.

    >>> parse_moment("115/3/9 下午 02:05").isoformat()
    '2026-03-09T14:05:00+08:00'
    >>> parse_moment("2026-03-09 14:05:00") == parse_moment("3/9/2026 2:05:00 PM")
    True
    >>> parse_moment("2026-03-09T06:05:00Z") == parse_moment("2026/3/9 14:05")
    True

    :raises ValueError: if it is none of the forms known
    """
    text = text.strip()
    if "T" in text[:-2]:
        moment = datetime.fromisoformat(text)
        parse_day(text)  # the years that a day may have
        return moment.astimezone(_TAIPEI) if moment.tzinfo else moment.replace(tzinfo=_TAIPEI)
    written, _, clock = text.partition(" ")
    day = parse_day(text if _MONTH_FIRST.fullmatch(written) else written)
    if day is None and clock:
        raise ValueError(f"no day: {text}")
    return None if day is None else datetime.combine(day, _time(clock.strip()), _TAIPEI)


def _time(text: str) -> time:
    if not text:
        return time()
    match = _TIME.fullmatch(text)
    if not match or (match[1] and match[5]):
        raise ValueError(f"not a time: {text}")
    half = match[1] or match[5]
    hour = int(match[2])
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(f"not a time: {text}")
        hour = hour % 12 + 12 * _AFTERNOON[half.upper()]
    return time(hour, int(match[3]), int(match[4] or 0))
