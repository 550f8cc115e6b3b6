"""One file a noun."""

from .campaign import Campaign
from .check_run import CheckRun
from .deduction import DeductionScheme
from .exemption import Exemption
from .finding import CureEvidence, Finding
from .inspection import Inspection
from .pack import Pack
from .paper import Attachment, Signature, WorkingPaper
from .paper_work import CarriedOver, CrossReference, ReviewNote, StepResult
from .remediation import Extension, FollowUp, Progress, RiskAcceptance
from .request import Request, RequestFile
from .sampling import ItemMark, SampleItem, Sampling
from .threshold import Threshold

__all__ = [
    "Attachment",
    "Campaign",
    "CarriedOver",
    "CheckRun",
    "CrossReference",
    "CureEvidence",
    "DeductionScheme",
    "Exemption",
    "Extension",
    "Finding",
    "FollowUp",
    "Inspection",
    "ItemMark",
    "Pack",
    "Progress",
    "Request",
    "RequestFile",
    "ReviewNote",
    "RiskAcceptance",
    "SampleItem",
    "Sampling",
    "Signature",
    "StepResult",
    "Threshold",
    "WorkingPaper",
]
