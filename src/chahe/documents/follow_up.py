"""What the follow-up report reads: a firm's findings as they stood on a day."""

from dataclasses import dataclass
from datetime import date

from .record import FindingRecord, FirmRecord


@dataclass(frozen=True, kw_only=True)
class TrackedFinding(FindingRecord):
    """A finding, its rule's code, and its age in days since it was opened."""

    code: str = ""
    age: int

    def is_overdue(self, on: date) -> bool:
        """Say whether its due day has gone by uncured; it is not pressed while it is accepted.

        Once that ends it is as late as if nothing had been accepted, as the list of findings says.
        """
        ended = self.closed_at is not None or self.cured_on is not None
        by = self.due_on or self.accepted_until
        return not ended and not self.is_accepted(on) and by is not None and by < on

    def is_accepted(self, on: date) -> bool:
        """Say whether its risk is accepted that day; the last day is the last on which it is."""
        open_ = self.closed_at is None
        return open_ and self.accepted_until is not None and on <= self.accepted_until


@dataclass(frozen=True, kw_only=True)
class FollowUpRecord:
    """`due_on` is the day the report must reach the supervisors (FL022569 art. 16).

    `about` says which findings these are, as the number of their inspection.
    """

    firm: FirmRecord
    as_of: date
    findings: tuple[TrackedFinding, ...]
    due_on: date | None = None
    about: str = ""
    sent_to: str = ""
    made_by: str = ""
