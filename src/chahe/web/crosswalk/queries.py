"""Questions about relations between rules, as people on this instance have decided them."""

from collections.abc import Iterable
from functools import lru_cache

from chahe.rulebook import Edition, load_editions
from chahe.rulebook.crosswalk import Crosswalk, Relation
from chahe.rulebook.likely import proposals
from chahe.rulebook.relations import cited, load_crosswalk, stated

from ..rulebooks.editions import editions
from .models import ConfirmedRelation

Decision = ConfirmedRelation.Decision


class _Books:
    """Editions as a key: the same tuple is the same key."""

    def __init__(self, books: tuple[Edition, ...]) -> None:
        self.books = books

    def __hash__(self) -> int:
        return id(self.books)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Books) and self.books is other.books


@lru_cache(maxsize=4)
def _undecided(key: _Books) -> Crosswalk:
    books = key.books
    return Crosswalk((*stated(books), *cited(books)), editions=books)


def known_crosswalk() -> Crosswalk:
    """Return the crosswalk of every edition there is, with what people decided; in one query."""
    books = editions()
    known = load_crosswalk() if books is load_editions() else _undecided(_Books(books))
    decided = list(ConfirmedRelation.objects.select_related("by"))
    if not decided:
        return known
    return known.decided(
        (each.relation for each in decided if each.decision == Decision.CONFIRMED),
        (frozenset({e.start, e.end}) for e in decided if e.decision == Decision.REJECTED),
    )


def relations_of(citation: str) -> tuple[Relation, ...]:
    """Return what is known of a rule's relations, seen from it."""
    return known_crosswalk().of(citation)


def same_question(citations: Iterable[str]) -> frozenset[str]:
    """Return every rule that asks what one of some rules asks, these among them."""
    crosswalk = known_crosswalk()
    return frozenset(each for one in citations for each in crosswalk.same_question(one))


def proposed_relations(shown: Iterable[Edition]) -> tuple[Relation, ...]:
    """Return the relations proposed for some editions, but those decided on; likeliest first."""
    settled = [frozenset(pair) for pair in ConfirmedRelation.objects.values_list("start", "end")]
    return proposals(shown, crosswalk=known_crosswalk(), settled=settled)
