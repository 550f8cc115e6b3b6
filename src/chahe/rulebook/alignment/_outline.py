"""An edition as a tree of places, comparable with another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..folding import fold

ROOT = -1
SHORT = 6  # letters of a text so short that it may stand anywhere: 其他, 附則, 密碼管理


@dataclass(frozen=True)
class Written:
    """A rule by its path and all its words; paths are in the order of the edition."""

    path: str
    words: str


class Outline:
    """Lists by place. `keys` are equal for equal words, `wholes` for equal subtrees."""

    def __init__(self, rules: Sequence[Written], ids: dict[object, int]) -> None:
        self.paths = [rule.path for rule in rules]
        self.words = [rule.words for rule in rules]
        self.keys = [fold(rule.words) for rule in rules]
        self.parents = self._parents()
        self.children: dict[int, list[int]] = {place: [] for place in range(ROOT, len(rules))}
        for place, parent in enumerate(self.parents):
            self.children[parent].append(place)
        self.below: list[Counter[str]] = [Counter() for _ in rules]
        self.wholes = [0] * len(rules)
        for place in sorted(range(len(rules)), key=self._depth, reverse=True):
            under = self.children[place]
            for child in under:
                self.below[place] += self.below[child]
                self.below[place][self.keys[child]] += 1
            whole = (self.keys[place], tuple(self.wholes[child] for child in under))
            self.wholes[place] = ids.setdefault(whole, len(ids))

    def _parents(self) -> list[int]:
        """Return the place of the nearest rule above each, as an excerpt may lack some."""
        places: dict[str, int] = {}
        for place, path in enumerate(self.paths):
            places.setdefault(path, place)
        found = []
        for path in self.paths:
            above = path.rpartition(".")[0]
            while above and above not in places:
                above = above.rpartition(".")[0]
            found.append(places[above] if above else ROOT)
        return found

    def _depth(self, place: int) -> int:
        return self.paths[place].count(".")

    def subtree(self, place: int) -> list[int]:
        """Return a place and all under it, parents first."""
        found, waiting = [], [place]
        while waiting:
            found.append(waiting.pop())
            waiting += self.children[found[-1]][::-1]
        return found

    def is_short(self, place: int) -> bool:
        return len(self.keys[place]) < SHORT


def outlines(before: Sequence[Written], after: Sequence[Written]) -> tuple[Outline, Outline]:
    """Return both as outlines whose keys can be compared with each other."""
    ids: dict[object, int] = {}
    return Outline(before, ids), Outline(after, ids)
