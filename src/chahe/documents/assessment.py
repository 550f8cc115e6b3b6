"""What the CPA's assessment report reads: one engagement, plain values only.

Source: 櫃買中心「會計師出具資訊系統及安全控管作業評估報告原則性規範」, its preface and its table of
four columns.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..deadlines import Period
from ..workflow import Verdict
from .opinion import OpinionKind
from .record import FirmRecord, SignatureRecord
from .work_record import StepRecord


class AssessmentKind(StrEnum):
    YEARLY = "yearly"
    INTERIM = "interim"
    APPLICATION = "application"
    RELOCATION = "relocation"
    EVENT = "event"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    AssessmentKind.YEARLY: "年度評估",
    AssessmentKind.INTERIM: "期中評估",
    AssessmentKind.APPLICATION: "申請設置之評估",
    AssessmentKind.RELOCATION: "遷移營業處所之評估",
    AssessmentKind.EVENT: "停止交易事件之評估",
}


@dataclass(frozen=True)
class AccountantRecord:
    """`certificate` is the number of the CPA's certificate."""

    name: str
    title: str
    certificate: str = ""


@dataclass(frozen=True, kw_only=True)
class AssessedRow:
    """A control point and how it was assessed; `result` is `None` while undecided.

    `sample` says how many and how they were chosen, `sentence` what
    that can and cannot prove; `evidence` are references, each naming a file and its digest.
    """

    ref: str
    area: str
    title: str
    question: str
    result: Verdict | None
    conclusion: str = ""
    sources: tuple[str, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    population: str = ""
    sample: str = ""
    sentence: str = ""
    evidence: tuple[str, ...] = ()
    exceptions: str = ""
    response: str = ""


@dataclass(frozen=True)
class TradingStop:
    """`reported` says when and how the exchange was told; `resumed_on` is `None` while stopped."""

    on: date
    resumed_on: date | None
    cause: str
    reported: str = ""


@dataclass(frozen=True, kw_only=True)
class AssessmentRecord:
    """`opinion` is `None` until the CPA has one; `why` is the CPA's reason for choosing it.

    `stops_note` says what the stops of trading ask for, as a special report.
    """

    firm: FirmRecord
    platform: str
    number: str
    kind: AssessmentKind
    period: Period
    due_on: date | None
    accounting_firm: str
    cpas: tuple[AccountantRecord, ...]
    rows: tuple[AssessedRow, ...]
    opinion: OpinionKind | None = None
    why: str = ""
    stops: tuple[TradingStop, ...] = ()
    stops_note: str = ""
    signatures: tuple[SignatureRecord, ...] = ()
