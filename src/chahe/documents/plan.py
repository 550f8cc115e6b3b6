"""What the annual plan reads: a firm's fiscal year of inspections, plain values only."""

from dataclasses import dataclass
from datetime import date

from ..deadlines import Period
from .record import FirmRecord


@dataclass(frozen=True, kw_only=True)
class PlannedRow:
    """One inspection of the plan, in the words people read.

    `rules` counts what it inspects; `section` cites the document. `due_on` is the day that holds
    now, `moved_from` the one before it was moved; `reason` and `approved_by` are of the adjustment.
    """

    kind: str
    code: str
    title: str
    document: str
    edition: str
    cadence: str
    period_label: str
    due_on: date
    rules: int
    state: str
    section: str = ""
    owner: str = ""
    moved_from: date | None = None
    reason: str = ""
    approved_by: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanRecord:
    """A fiscal year's plan; `approved_by` is '' until it is approved."""

    firm: FirmRecord
    year_label: str
    year: Period
    kind: str
    rows: tuple[PlannedRow, ...]
    made_by: str
    approved_by: str = ""
    sources: tuple[str, ...] = ()
