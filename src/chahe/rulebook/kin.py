"""Which rules are one and the same: carried unchanged from edition to edition, or adopted."""

from collections.abc import Iterable
from itertools import pairwise

from .model import ChangeKind, Edition

_CARRIED = {ChangeKind.SAME, ChangeKind.RENUMBERED}


class Classes:
    """Sets of citations that grow together; a citation nobody joined is alone in its own."""

    def __init__(self) -> None:
        self._members: dict[str, set[str]] = {}

    def join(self, one: str, other: str) -> None:
        """Put two citations, and all that is with either, into one set."""
        left = self._members.setdefault(one, {one})
        right = self._members.setdefault(other, {other})
        if left is right:
            return
        small, large = sorted((left, right), key=len)
        large |= small
        for member in small:
            self._members[member] = large

    def of(self, citation: str) -> frozenset[str]:
        """Return the set a citation is in, itself among it."""
        return frozenset(self._members.get(citation, {citation}))

    def all(self) -> tuple[tuple[str, ...], ...]:
        """Return every set of two or more, each sorted, in order."""
        distinct = {id(members): members for members in self._members.values()}
        return tuple(sorted(tuple(sorted(each)) for each in distinct.values() if len(each) > 1))


def kin(editions: Iterable[Edition]) -> Classes:
    """Join every rule with those it is unchanged from, and those it was adopted from."""
    found, ordered = Classes(), list(editions)
    for before, after in pairwise(ordered):
        if before.document == after.document:
            for rule in after.rules:
                change = rule.change
                if change and change.kind in _CARRIED and change.origin in before.by_path:
                    found.join(after.cite(rule), before.cite(before.by_path[change.origin]))
    for edition in ordered:
        for rule in edition.rules:
            for adopted in rule.lineage:
                found.join(edition.cite(rule), adopted)
    return found
