"""What a CPA's engagement is made of."""

from .certified import CertifiedReport
from .engagement import Engagement, EngagementInspection
from .person import EngagementPerson
from .report import AssessmentReport, ReportFile, ReportSignature
from .stop import EngagementStop, ReopeningOverride, TradingStop

__all__ = [
    "AssessmentReport",
    "CertifiedReport",
    "Engagement",
    "EngagementInspection",
    "EngagementPerson",
    "EngagementStop",
    "ReopeningOverride",
    "ReportFile",
    "ReportSignature",
    "TradingStop",
]
