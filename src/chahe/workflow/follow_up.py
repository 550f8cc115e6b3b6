"""追蹤報告: by the end of the month after an inspection, then of each month, until all has ended.

The first day is FL022569 art. 16's. That the next ones follow month by month, and that the last
report is the first which can say that every finding has ended, is our careful reading of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ..deadlines import end_of_next_month


@dataclass(frozen=True)
class Followed:
    """An inspection with findings, sealed on a day.

    `ended_at` is when the last of its findings ended, in Taipei, `None` while one has not;
    `last_due` and `issued_at` are of its latest report, `None` before the first.
    """

    sealed_on: date
    ended_at: datetime | None
    last_due: date | None = None
    issued_at: datetime | None = None

    @property
    def next_due(self) -> date | None:
        """The day by which the next report is due; `None` when the last one said all had ended."""
        if self.last_due is None or self.issued_at is None:
            return end_of_next_month(self.sealed_on)
        if self.ended_at is not None and self.ended_at < self.issued_at:
            return None
        return end_of_next_month(self.last_due)

    def missed(self, *, on: date) -> Iterator[date]:
        """Yield the days that went by without the report that was due."""
        due = self.next_due
        while due is not None and due < on:
            yield due
            ended = self.ended_at is not None and self.ended_at.date() <= due
            due = None if ended else end_of_next_month(due)

    def may_issue(self, *, on: date) -> bool:
        """Say whether the next report can be made: not before the day of the last has passed."""
        return self.next_due is not None and (self.last_due is None or self.last_due < on)
