"""Propose relations nobody has stated yet, by how alike two rules' titles and questions are."""

from collections.abc import Iterable

from .crosswalk import Basis, Crosswalk, Kind, Relation
from .likeness import LikenessIndex
from .model import Edition, Rule

# Over the five founding documents (44,000 pairs of leaves): of the pairs at least this alike 62 in
# 100 were stated by hand already, and most others are near misses; from 0.25 fewer than half were.
LIKELY = 0.30
_NEAREST = 6  # proposals a rule may make


def proposals(
    editions: Iterable[Edition],
    *,
    crosswalk: Crosswalk,
    settled: Iterable[frozenset[str]] = (),
) -> tuple[Relation, ...]:
    """Return the pairs of leaves of different documents that are alike and not related yet.

    `settled` are pairs a person has decided on already. The most alike come first.
    """
    leaves = [(edition, rule) for edition in editions for rule in edition.rules if rule.leaf]
    index = LikenessIndex([_text(rule) for _, rule in leaves])
    known = {*settled, *(relation.pair for relation in crosswalk.relations)}
    found: dict[frozenset[str], Relation] = {}
    for edition, rule in leaves:
        start = edition.cite(rule)
        for near in index.nearest(_text(rule), limit=_NEAREST + 1, at_least=LIKELY):
            other, alike = leaves[near.place]
            end = other.cite(alike)
            pair = frozenset({start, end})
            if other.document != edition.document and pair not in known:
                relation = Relation(start, end, Kind.RELATED, Basis.PROPOSED, "", "", near.likeness)
                found.setdefault(pair, relation)
    return tuple(sorted(found.values(), key=lambda each: (-each.likeness, each.start, each.end)))


def _text(rule: Rule) -> str:
    return f"{rule.title} {rule.question}"
