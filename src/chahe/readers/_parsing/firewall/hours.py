"""When a schedule that comes round every week holds: minutes of a week from Sunday 00:00."""

from collections.abc import Iterable

from ..ranges import Ranges, merge

DAYS = ("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")
_DAY = 24 * 60
_WEEK = 7 * _DAY


def minute_of(text: str) -> int:
    """Return the minute of a day.

    >>> minute_of("08:30")
    510

    :raises ValueError: if it is none
    """
    hour, colon, minute = text.strip().partition(":")
    digits = (hour + minute).isascii() and (hour + minute).isdigit()
    if not (colon and digits and len(hour) <= 2 >= len(minute)):
        raise ValueError(text)
    found = int(hour) * 60 + int(minute)
    if found > _DAY or int(minute) > 59:  # 24:00 is the day's end
        raise ValueError(text)
    return found


def between(first: int, start: int, last: int, end: int) -> Ranges:
    """Return the minutes from one on one day to one on another.

    >>> between(6, 23 * 60, 0, 60)
    ((0, 59), (10020, 10079))
    """
    low = first * _DAY + start
    high = low + ((last * _DAY + end - low) % _WEEK or _WEEK) - 1
    if high < _WEEK:
        return ((low, high),)
    return merge(((low, _WEEK - 1), (0, high - _WEEK)))


def hours_of(days: Iterable[int], start: int, end: int) -> Ranges:
    """Return the minutes from a start to an end; one not after the start is of the next day.

    >>> hours_of([0], 0, 0), hours_of([6], 23 * 60, 60)
    (((0, 1439),), ((0, 59), (10020, 10079)))
    """
    length = (end - start) % _DAY or _DAY
    spans = []
    for day in days:
        low, high = day * _DAY + start, day * _DAY + start + length - 1
        spans.append((low, min(high, _WEEK - 1)))
        if high >= _WEEK:
            spans.append((0, high - _WEEK))
    return merge(spans)
