"""What reports read: an inspection as it stood, plain values only.

Days are `date`, instants `datetime` with a time zone; reports write them 民國, in Taipei.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ..deadlines import Period
from ..workflow import Verdict
from .work_record import (
    DeductionRecord,
    ExtensionRecord,
    ProgressRecord,
    ReferenceRecord,
    ReviewNoteRecord,
    SamplingRecord,
    StepRecord,
)

STEPS = ("編製", "覆核", "核定")
RETURNED = "退回"


@dataclass(frozen=True)
class FirmRecord:
    """`facts` are the labels and values that decided what applies."""

    code: str
    name: str
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SignatureRecord:
    """`step` is one of `STEPS`, or `RETURNED`; `digest` is of what was signed."""

    step: str
    name: str
    title: str
    at: datetime
    digest: str


@dataclass(frozen=True, kw_only=True)
class EvidenceRecord:
    """`size` in bytes, `sha256` in hex; `custody` has a line a hand-over."""

    name: str
    sha256: str
    size: int
    kind: str
    uploaded_at: datetime
    collected_on: date | None = None
    covers: tuple[date, date] | None = None
    valid_until: date | None = None
    custody: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CheckRecord:
    """A machine's test as it ran; `rows` are its exception rows, whole.

    `exempted`, where given, says of each row until when it may stand and who let it, or "".
    `figures` says which thresholds the firm had set otherwise, or "".
    """

    id: str
    title: str
    verdict: Verdict
    reason: str
    population: int
    rows: tuple[Mapping[str, object], ...] = ()
    digest: str = ""
    exempted: tuple[str, ...] = ()
    figures: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperRecord:
    """The answer to one rule; no `verdict` means nobody has decided.

    One that no longer `applies` was begun, is signed by nobody, and `applies_reason` says why.
    `steps`, where there are any, are `procedure` as carried out. `carried` says what was taken
    over from the last period. `repeatable` is what another auditor still lacks to repeat the
    work; `None` when nobody has looked.
    """

    document: str
    edition: str
    path: str
    ref: str
    code: str
    title: str
    question: str
    strength: str
    criteria: str = ""
    objective: str = ""
    cadence: str = ""
    applies: bool = True
    applies_reason: str = ""
    procedure: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    steps: tuple[StepRecord, ...] = ()
    population: str = ""
    sample: str = ""
    sampling: SamplingRecord | None = None
    evidence: tuple[EvidenceRecord, ...] = ()
    checks: tuple[CheckRecord, ...] = ()
    proposed: Verdict | None = None
    verdict: Verdict | None = None
    conclusion: str = ""
    exceptions: str = ""
    notes: tuple[ReviewNoteRecord, ...] = ()
    references: tuple[ReferenceRecord, ...] = ()
    carried: str = ""
    repeatable: tuple[str, ...] | None = None
    signatures: tuple[SignatureRecord, ...] = ()
    version: int = 1
    digest: str = ""

    def signature(self, step: str) -> SignatureRecord | None:
        """Return the signature of a step; those from before the paper was returned do not count."""
        for signature in reversed(self.signatures):
            if signature.step == RETURNED:
                return None
            if signature.step == step:
                return signature
        return None


@dataclass(frozen=True)
class ExclusionRecord:
    """A rule left out, and why."""

    ref: str
    title: str
    reason: str


@dataclass(frozen=True)
class ActRecord:
    """A line of the journal."""

    at: datetime
    actor: str
    act: str
    object: str


@dataclass(frozen=True, kw_only=True)
class FindingRecord:
    """`path` is the rule's; `closed_by` and `closed_at` come together or not at all.

    `deduction` is points in words, '' without a scheme; `recurs` the number of the finding it
    repeats. A risk accepted until a day is not cured, and not closed.
    """

    number: str
    path: str
    ref: str
    criteria: str
    condition: str
    cause: str = ""
    effect: str = ""
    recommendation: str = ""
    severity: str = ""
    owner: str = ""
    due_on: date | None = None
    state: str = ""
    response: str = ""
    cured_on: date | None = None
    closed_by: str = ""
    closed_at: datetime | None = None
    deduction: str = ""
    extensions: tuple[ExtensionRecord, ...] = ()
    progress: tuple[ProgressRecord, ...] = ()
    retest: str = ""
    recurs: str = ""
    accepted_until: date | None = None
    accepted_because: str = ""
    events: tuple[ActRecord, ...] = ()


@dataclass(frozen=True)
class HeadRecord:
    """The ledger's signed head when the record was read."""

    size: int
    root: str
    at: datetime
    key_id: str


@dataclass(frozen=True, kw_only=True)
class InspectionRecord:
    """One inspection, whole: what the reports are made from.

    `signatures` are of the inspection itself, beside those of its papers.
    """

    firm: FirmRecord
    number: str
    kind: str
    document: str
    edition: str
    section_code: str
    section_title: str
    section_ref: str
    cadence: str
    period_label: str
    period: Period
    state: str
    planned_by: str
    planned_at: datetime
    due_on: date
    sealed_at: datetime | None = None
    papers: tuple[PaperRecord, ...] = ()
    exclusions: tuple[ExclusionRecord, ...] = ()
    findings: tuple[FindingRecord, ...] = ()
    history: tuple[ActRecord, ...] = ()
    signatures: tuple[SignatureRecord, ...] = ()
    deduction: DeductionRecord | None = None
    head: HeadRecord | None = None
