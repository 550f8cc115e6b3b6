"""What shows how a working paper came to its result, plain values: another auditor repeats these.

Days are `date`, instants `datetime` with a time zone.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class StepRecord:
    """A step of a procedure; `done` says what was done, `tick` is its mark; '' when nobody did."""

    method: str
    text: str
    done: str = ""
    tick: str = ""


@dataclass(frozen=True)
class SampledRecord:
    """One item of a sample; `ticks` has a mark for each attribute, '' where nobody has marked."""

    key: str
    label: str
    ticks: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SamplingRecord:
    """A sample as planned, drawn and tested.

    `population_size` and `size` (as planned; `None` is all) count items; `parameters` are labels
    and values, as the tolerable rate; the plan is fixed before the population is frozen. `legend`
    says what each mark means; `sentence` what the sample can and cannot prove; `digest` is of all
    its inputs; `abandoned` has a sentence for each sample that was begun before this one.

    :raises ValueError: for an item without one mark an attribute, or a mark not in the legend
    """

    population_size: int
    source: str
    completeness: str
    method: str
    size: int | None
    items: tuple[SampledRecord, ...]
    attributes: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    sentence: str
    seed: str = ""
    reason: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    fixed_at: datetime | None = None
    fixed_by: str = ""
    frozen_at: datetime | None = None
    frozen_by: str = ""
    digest: str = ""
    abandoned: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known = {"", *(mark for mark, _ in self.legend)}
        for item in self.items:
            if len(item.ticks) != len(self.attributes):
                raise ValueError(f"{item.key!r} has another number of marks than attributes")
            if strange := set(item.ticks) - known:
                raise ValueError(f"{item.key!r} has marks no legend explains: {sorted(strange)}")


@dataclass(frozen=True, kw_only=True)
class ReviewNoteRecord:
    """A reviewer's note, kept for ever; without `cleared_at` it is still open."""

    text: str
    raised_by: str
    raised_at: datetime
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    cleared_by: str = ""
    cleared_at: datetime | None = None


@dataclass(frozen=True)
class ReferenceRecord:
    """A cross-reference: what is meant, and where it is."""

    what: str
    where: str


@dataclass(frozen=True)
class ExtensionRecord:
    """A finding's later due day; without `approved_by` the earlier one still holds."""

    from_on: date
    to_on: date
    reason: str
    approved_by: str = ""


@dataclass(frozen=True)
class ProgressRecord:
    """How far a cure has come on a day, and who says so."""

    on: date
    text: str
    by: str


@dataclass(frozen=True)
class DeductionRecord:
    """A total by a named, dated scheme; none is official unless its `source` says so."""

    scheme: str
    source: str
    total: str
    note: str = ""
