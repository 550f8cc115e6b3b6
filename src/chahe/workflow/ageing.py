"""How old a finding is, and how late: days since it was opened, days since it should be cured.

The bounds of 30, 60 and 90 days are our own; no source names any.
"""

from dataclasses import dataclass
from datetime import date

from ..deadlines import days_after, days_between


@dataclass(frozen=True)
class Bucket:
    """Findings opened from `first` to `last` days ago, both counted; the oldest has no `last`."""

    key: str
    label: str
    first: int
    last: int | None

    def opened(self, *, on: date) -> tuple[date | None, date]:
        """Return the earliest and the latest day of opening, both counted, of what is in it."""
        earliest = None if self.last is None else days_after(on, -self.last)
        return earliest, days_after(on, -self.first)


BUCKETS = (
    Bucket("within-30", "30 天以內", 0, 30),
    Bucket("31-60", "31 至 60 天", 31, 60),
    Bucket("61-90", "61 至 90 天", 61, 90),
    Bucket("over-90", "超過 90 天", 91, None),
)


def bucket_of(days: int) -> Bucket:
    """Return the bucket of an age in days.

    >>> [bucket_of(days).key for days in (0, 30, 31, 91)]
    ['within-30', 'within-30', '31-60', 'over-90']

    :raises ValueError: for a finding from the future
    """
    if days < 0:
        raise ValueError(f"opened {-days} days from now")
    return next(each for each in BUCKETS if each.last is None or days <= each.last)


def overdue_days(*, due_on: date | None, accepted_until: date | None, on: date) -> int:
    """Return by how many days an unfinished finding is late; 0 when it is not.

    While its risk is accepted it is not pressed, though it is not cured either; when that ends it
    is as late as if nothing had been accepted. Without a due day it is late from the day after
    the last day of its acceptance.
    """
    if accepted_until is not None and on <= accepted_until:
        return 0
    by = due_on or accepted_until
    return max(0, days_between(by, on)) if by else 0
