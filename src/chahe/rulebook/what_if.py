"""What would enter a firm's scope, and what would leave it, if some of its facts were others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .model import Edition
from .scope import Standing, scope


@dataclass(frozen=True)
class Difference:
    """Rules as the changed facts would have them stand; `still` are those that stand as before.

    A fact changed to None is one the firm would no longer state.
    """

    entering: tuple[Standing, ...]
    leaving: tuple[Standing, ...]
    still: tuple[Standing, ...]

    @property
    def standings(self) -> int:
        return len(self.entering) + len(self.leaving) + len(self.still)


@dataclass(frozen=True)
class Count:
    """How many leaves of a document bind a firm before and after a change."""

    edition: Edition
    before: int
    after: int
    entering: int
    leaving: int


def what_if(
    editions: Iterable[Edition], *, facts: Mapping[str, Any], changed: Mapping[str, Any], on: date
) -> Difference:
    """Return what a change of facts would do to the scope of a day; nothing is kept.

    `facts` and `changed` are in the form `accept_facts` gives.
    """
    held = tuple(editions)
    before = scope(held, facts=facts, on=on)
    after = scope(held, facts={**facts, **changed}, on=on)
    pairs = list(zip(before, after, strict=True))
    return Difference(
        entering=tuple(new for old, new in pairs if new.applies and not old.applies),
        leaving=tuple(new for old, new in pairs if old.applies and not new.applies),
        still=tuple(new for old, new in pairs if old.applies == new.applies),
    )


def count_leaves(difference: Difference) -> tuple[Count, ...]:
    """Return the counts of a difference by document, in the order of their ids."""
    entering, leaving, still = (
        [each for each in standings if each.rule.leaf]
        for standings in (difference.entering, difference.leaving, difference.still)
    )
    editions = {each.edition.id: each.edition for each in (*entering, *leaving, *still)}
    return tuple(
        Count(
            edition,
            before=_of(edition, leaving) + _of(edition, still, binding=True),
            after=_of(edition, entering) + _of(edition, still, binding=True),
            entering=_of(edition, entering),
            leaving=_of(edition, leaving),
        )
        for _, edition in sorted(editions.items())
    )


def _of(edition: Edition, standings: Iterable[Standing], *, binding: bool = False) -> int:
    return sum(each.edition is edition and (each.applies or not binding) for each in standings)
