"""One file a noun."""

from .check_run import CheckRun
from .finding import CureEvidence, Finding
from .inspection import Inspection
from .pack import Pack
from .paper import Attachment, Signature, WorkingPaper
from .request import Request

__all__ = [
    "Attachment",
    "CheckRun",
    "CureEvidence",
    "Finding",
    "Inspection",
    "Pack",
    "Request",
    "Signature",
    "WorkingPaper",
]
