"""What a rulebook is made of: document → edition → rule.

A rule's identity is (document, edition, path): codes such as CC-17010 have named different
subjects in different editions.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from ..deadlines import Cadence
from .predicate import Predicate


class Strength(StrEnum):
    """How binding a rule's own words are: 應, 宜, or 是否 (asked, not ordered)."""

    SHALL = "shall"
    SHOULD = "should"
    QUESTION = "question"

    @property
    def label(self) -> str:
        return {"shall": "應", "should": "宜", "question": "是否"}[self]


class Method(StrEnum):
    """What an inspector does in a step."""

    OBTAIN = "obtain"
    INSPECT = "inspect"
    SAMPLE = "sample"
    INQUIRE = "inquire"
    OBSERVE = "observe"
    REPERFORM = "reperform"
    CONFIRM = "confirm"

    @property
    def label(self) -> str:
        return _METHODS[self]


_METHODS = {
    Method.OBTAIN: "取得",
    Method.INSPECT: "檢查",
    Method.SAMPLE: "抽核",
    Method.INQUIRE: "詢問",
    Method.OBSERVE: "實地觀察",
    Method.REPERFORM: "重新執行",
    Method.CONFIRM: "確認",
}


class ChangeKind(StrEnum):
    """What became of a rule since the edition before."""

    SAME = "same"
    REWORDED = "reworded"
    RENUMBERED = "renumbered"
    NEW = "new"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        return _CHANGES[self]


_CHANGES = {
    ChangeKind.SAME: "未修正",
    ChangeKind.REWORDED: "文字修正",
    ChangeKind.RENUMBERED: "條號變更",
    ChangeKind.NEW: "新增",
    ChangeKind.REMOVED: "刪除",
}


@dataclass(frozen=True)
class Change:
    """`origin` is the rule's path in the edition before; None when it is new."""

    kind: ChangeKind
    origin: str | None
    reason: str


@dataclass(frozen=True)
class Step:
    method: Method
    text: str


@dataclass(frozen=True)
class Threshold:
    """A figure the rule names: `value` `unit` for `population`, and the `action` it calls for."""

    id: str
    title: str
    value: int
    unit: str
    population: str
    action: str


@dataclass(frozen=True)
class Source:
    """What a rule says it rests on; `cites` is `document#path` where the product has the book."""

    text: str
    cites: str = ""


@dataclass(frozen=True)
class Retention:
    """How long a rule has a record kept: `years` of `record`, and what ends or extends it.

    0 years: the rule names no figure, and `note` says what decides it.
    """

    record: str
    years: int
    note: str = ""


@dataclass(frozen=True)
class Definition:
    """A term a document defines, at `path`, in our own words."""

    path: str
    term: str
    meaning: str


@dataclass(frozen=True)
class Notice:
    """A change made after an edition that is known only in part: its day, what, and from where.

    `points` are the paths said to have changed; empty when not known.
    """

    day: date
    points: tuple[str, ...]
    summary: str
    source: str


@dataclass(frozen=True)
class Rule:
    """A node of an edition's tree. `scope_text` words `applies`; `responsible` is who must act.

    A `leaf` is inspected: it has nothing under it, and is neither a purpose, a definition nor a
    closing provision. `lineage` cites, newest first, the shipped rules whose checks and relations
    hold for it too, when an imported edition carried it over.
    """

    path: str
    code: str
    ref: str
    title: str
    question: str
    strength: Strength
    cadence: tuple[Cadence, ...]
    applies: Predicate | None
    scope_text: str
    leaf: bool
    parent: str | None
    change: Change | None
    evidence: tuple[str, ...] = ()
    procedure: tuple[Step, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    sources: tuple[Source, ...] = ()
    retention: tuple[Retention, ...] = ()
    responsible: str = ""
    lineage: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """A document as it stood from `start` (None: unknown), until its next edition begins.

    `own_codes` says that its codes are this product's, because the document has none.
    """

    document: str
    edition: str
    title: str
    body: str
    source: str
    start: date | None
    rules: tuple[Rule, ...]
    definitions: tuple[Definition, ...] = ()
    notices: tuple[Notice, ...] = ()
    own_codes: bool = False

    @property
    def id(self) -> str:
        return f"{self.document}@{self.edition}"

    @cached_property
    def by_path(self) -> dict[str, Rule]:
        return {rule.path: rule for rule in self.rules}

    def cite(self, rule: Rule) -> str:
        """Name a rule as the whole product does: `document@edition#path`."""
        return f"{self.id}#{rule.path}"
