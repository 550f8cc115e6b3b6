"""Verdicts, the states work goes through, and what each move asks."""

from .finding import ENDED, FINDING_LABELS, FINDING_MOVES, FindingState, Severity
from .freshness import Dates, staleness
from .inspection import INSPECTION_LABELS, InspectionKind, InspectionState
from .moves import Move, Refused, after
from .paper import PAPER_LABELS, PAPER_MOVES, PaperState, preparation_problems, proposed
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
    "Severity",
    "Verdict",
    "after",
    "preparation_problems",
    "proposed",
    "staleness",
]
