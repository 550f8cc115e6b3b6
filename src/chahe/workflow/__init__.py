"""Verdicts, the states work goes through, and what each move asks."""

from .finding import ENDED, FINDING_LABELS, FINDING_MOVES, FindingState, Severity
from .freshness import Dates, staleness
from .inspection import INSPECTION_LABELS, InspectionKind, InspectionState
from .moves import Move, Refused, after
from .paper import PAPER_LABELS, PAPER_MOVES, PaperState, proposed
from .preparation import Sampled, approval_problems, preparation_problems, repeatable
from .verdict import Verdict

__all__ = [
    "ENDED",
    "FINDING_LABELS",
    "FINDING_MOVES",
    "INSPECTION_LABELS",
    "PAPER_LABELS",
    "PAPER_MOVES",
    "Dates",
    "FindingState",
    "InspectionKind",
    "InspectionState",
    "Move",
    "PaperState",
    "Refused",
    "Sampled",
    "Severity",
    "Verdict",
    "after",
    "approval_problems",
    "preparation_problems",
    "proposed",
    "repeatable",
    "staleness",
]
