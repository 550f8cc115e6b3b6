"""Days between two that spans of days leave out."""

from collections.abc import Iterable
from datetime import date

from ....deadlines import days_after

Span = tuple[date, date]


def left_out(spans: Iterable[Span], first: date, last: date) -> list[Span]:
    """Return the spans of days from first to last that no span covers, in order.

    >>> day = lambda number: date(2026, 3, number)
    >>> left_out([(day(1), day(2)), (day(5), day(9))], day(2), day(10)) == [
    ...     (day(3), day(4)), (day(10), day(10))]
    True
    """
    found, at = [], first
    for begins, ends in sorted(spans):
        if begins > last:
            break
        if begins > at:
            found.append((at, days_after(begins, -1)))
        at = max(at, days_after(min(ends, last), 1))
    return [*found, (at, last)] if at <= last else found
