"""Two rules side by side, for who has to say whether they ask the same."""

from dataclasses import dataclass

from chahe.rulebook import Edition, Rule
from chahe.rulebook.crosswalk import Relation

from ..rulebooks.editions import edition_by_id
from ..rulebooks.queries import rule_url


@dataclass(frozen=True)
class Side:
    edition: Edition
    rule: Rule

    @property
    def citation(self) -> str:
        return self.edition.cite(self.rule)

    @property
    def url(self) -> str:
        return rule_url(self.edition, self.rule.path)


@dataclass(frozen=True)
class Pair:
    """A proposal and its two rules; `percent` says how alike they are."""

    relation: Relation
    sides: tuple[Side, Side]

    @property
    def percent(self) -> int:
        return round(self.relation.likeness * 100)


def side_of(citation: str) -> Side | None:
    """Return the rule a citation names; None if there is none."""
    edition_id, _, path = citation.partition("#")
    edition = edition_by_id(edition_id)
    if edition is None or path not in edition.by_path:
        return None
    return Side(edition, edition.by_path[path])


def pair_of(relation: Relation) -> Pair | None:
    """Return a relation of two rules with what they ask; None if either is no longer there."""
    start, end = side_of(relation.start), side_of(relation.end)
    return Pair(relation, (start, end)) if start and end else None
