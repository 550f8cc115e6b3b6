"""Pairs of like text: first where the parents are paired, in order; then wherever it moved.

How much must be alike was read off the exchange's mechanism: the likeness of a rule and the one
most like it, of those that are not it, is under a half for nine in ten, and its one reworded
point kept 0.58. So half is enough under the same parent; less at the very same path, where nothing
else stood; more for what moved. Each letter short of 20 asks for more: headings share
their codes and cadences.
"""

from ..likeness import LikenessIndex
from ._exact import pair_under
from ._in_order import pair_in_order
from ._outline import ROOT
from ._pairs import Pairs

UNRELATED = 0.3  # what any two rules of a book have in common: its way of speaking
SAME_PATH, SAME_PARENT, ANYWHERE = 0.4, 0.5, 0.6
CLEARLY = 0.25  # by so much another must be more alike to be preferred over one in place
_LONG, _A_LETTER = 20, 0.02
_NEAREST = 50


def pair_alike(pairs: Pairs) -> None:
    found = _Alike(pairs)
    for new in pairs.after.subtree(ROOT):
        if new == ROOT or new in pairs.origin:
            found.pair_children(pairs.origin.get(new, ROOT), new)
    found.pair_rest()


class _Alike:
    """The likeness of every two free rules that have more in common than any two have."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self.likeness: dict[tuple[int, int], float] = {}
        self.best_of_old: dict[int, float] = {}
        self.best_of_new: dict[int, float] = {}
        olds = pairs.free_before()
        index = LikenessIndex([pairs.before.words[old] for old in olds])
        for new in pairs.free_after():
            words = pairs.after.words[new]
            for near in index.nearest(words, limit=_NEAREST, at_least=UNRELATED):
                self._note(olds[near.place], new, near.likeness)

    def _note(self, old: int, new: int, likeness: float) -> None:
        self.likeness[old, new] = likeness
        self.best_of_old[old] = max(likeness, self.best_of_old.get(old, 0.0))
        self.best_of_new[new] = max(likeness, self.best_of_new.get(new, 0.0))

    def pair_children(self, old: int, new: int) -> None:
        """Pair what is alike under two paired headings, keeping the order of both."""
        olds = [each for each in self.pairs.before.children[old] if each not in self.pairs.became]
        news = [each for each in self.pairs.after.children[new] if each not in self.pairs.origin]
        for one, other in pair_in_order(olds, news, self._weight):
            self._add(one, other)

    def pair_rest(self) -> None:
        """Pair what is alike anywhere, the most alike first."""
        rest = sorted(
            (-likeness, self.pairs.distance(old, new), old, new)
            for (old, new), likeness in self.likeness.items()
            if self.pairs.are_free(old, new)
            and not self.pairs.after.is_short(new)
            and likeness >= self._enough(old, new, ANYWHERE)
        )
        for _, _, old, new in rest:
            if self.pairs.are_free(old, new):
                self._add(old, new)

    def _weight(self, old: int, new: int) -> float:
        likeness = self.likeness.get((old, new))
        if likeness is None:
            return 0.0
        same_path = self.pairs.same_path(old, new)
        if likeness < self._enough(old, new, SAME_PATH if same_path else SAME_PARENT):
            return 0.0
        if max(self.best_of_old[old], self.best_of_new[new]) >= max(likeness + CLEARLY, ANYWHERE):
            return 0.0
        return likeness - UNRELATED + 0.01 * same_path

    def _enough(self, old: int, new: int, for_long: float) -> float:
        letters = min(len(self.pairs.before.keys[old]), len(self.pairs.after.keys[new]))
        return for_long + _A_LETTER * max(0, _LONG - letters)

    def _add(self, old: int, new: int) -> None:
        if self.pairs.are_free(old, new):
            self.pairs.add(old, new)
            pair_under(self.pairs, old, new)
