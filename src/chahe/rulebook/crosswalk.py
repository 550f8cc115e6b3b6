"""Which rules of different documents ask the same, or something near it, and who says so.

Relations are stated in `crosswalk/<document>--<document>.yaml` (slashes as dots), cited by a book's
own `sources`, or confirmed by a person; a proposal is a likeness nobody has confirmed yet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from .kin import Classes, kin
from .model import Edition


class Kind(StrEnum):
    """What one rule asks, measured against another."""

    EQUAL = "equal"
    NARROWER = "narrower"
    WIDER = "wider"
    RELATED = "related"

    @property
    def label(self) -> str:
        return {"equal": "相同", "narrower": "較窄", "wider": "較寬", "related": "相關"}[self]

    @property
    def flipped(self) -> "Kind":
        """The kind as seen from the other rule."""
        return {Kind.NARROWER: Kind.WIDER, Kind.WIDER: Kind.NARROWER}.get(self, self)


class Basis(StrEnum):
    """Who says that two rules are related; a later one outweighs an earlier."""

    PROPOSED = "proposed"
    CITED = "cited"
    STATED = "stated"
    CONFIRMED = "confirmed"

    @property
    def label(self) -> str:
        return {
            "proposed": "建議",
            "cited": "文件引用",
            "stated": "本系統整理",
            "confirmed": "人員確認",
        }[self]


_WEIGHT = {basis: place for place, basis in enumerate(Basis)}


@dataclass(frozen=True)
class Relation:
    """`start` is `kind` than, or to, `end`; both are `document@edition#path`, or a document.

    `by` is who states it, `likeness` how alike the questions of a proposal are.
    """

    start: str
    end: str
    kind: Kind
    basis: Basis
    note: str = ""
    by: str = ""
    likeness: float = 0.0

    @property
    def flipped(self) -> "Relation":
        """The same relation, seen from the other rule."""
        return replace(self, start=self.end, end=self.start, kind=self.kind.flipped)

    @property
    def pair(self) -> frozenset[str]:
        return frozenset({self.start, self.end})


class Crosswalk:
    """Relations between the rules of some editions.

    Of several relations between two rules the one of most weight counts. `rejected` are pairs a
    person has said are not related.
    """

    def __init__(
        self,
        relations: Iterable[Relation],
        *,
        editions: Iterable[Edition] = (),
        rejected: Iterable[frozenset[str]] = (),
    ) -> None:
        refused = set(rejected)
        weightiest: dict[frozenset[str], Relation] = {}
        for relation in relations:
            held = weightiest.get(relation.pair)
            if relation.pair in refused or len(relation.pair) < 2:
                continue
            if held is None or _WEIGHT[relation.basis] > _WEIGHT[held.basis]:
                weightiest[relation.pair] = relation
        self.relations = tuple(weightiest.values())
        self._editions = tuple(editions)

    def decided(
        self, confirmed: Iterable[Relation], rejected: Iterable[frozenset[str]] = ()
    ) -> "Crosswalk":
        """Return this crosswalk as people on an instance have confirmed and rejected."""
        relations = (*self.relations, *confirmed)
        return Crosswalk(relations, editions=self._editions, rejected=rejected)

    @cached_property
    def kin(self) -> Classes:
        """The rules that are one and the same in several editions."""
        return kin(self._editions)

    @cached_property
    def _from(self) -> Mapping[str, list[Relation]]:
        found: dict[str, list[Relation]] = {}
        for relation in self.relations:
            found.setdefault(relation.start, []).append(relation)
            found.setdefault(relation.end, []).append(relation.flipped)
        return found

    def of(self, citation: str) -> tuple[Relation, ...]:
        """Return the relations of a rule, seen from it; those of its kin are its own."""
        found: dict[str, Relation] = {}
        kindred = self.kin.of(citation)
        for each in sorted(kindred, key=lambda one: (one != citation, one)):
            for relation in self._from.get(each, ()):
                if relation.end not in kindred:
                    found.setdefault(relation.end, replace(relation, start=citation))
        return tuple(found[end] for end in sorted(found))

    @cached_property
    def _classes(self) -> Classes:
        classes = kin(self._editions)
        for relation in self.relations:
            if relation.kind is Kind.EQUAL and relation.basis is not Basis.PROPOSED:
                classes.join(relation.start, relation.end)
        return classes

    def same_question(self, citation: str) -> tuple[str, ...]:
        """Return every rule that asks what one asks, itself first: one answer serves them all."""
        return (citation, *sorted(self._classes.of(citation) - {citation}))

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Return the sets of rules that ask the same, of two or more; no rule is in two."""
        return self._classes.all()
