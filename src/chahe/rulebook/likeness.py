"""How alike two Chinese texts are, and which of many are nearest to one.

Dice's coefficient over pairs of neighbouring characters, each counted as often as it occurs:
twice the pairs in common over all pairs of both. Width, case, spaces and punctuation do not count.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import pairwise

_IGNORED = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Near:
    """A text of a `LikenessIndex` by its place, and how alike it is, above 0 and up to 1."""

    place: int
    likeness: float


def likeness(a: str, b: str) -> float:
    """Return how alike two texts are, from 0 to 1; 1 is all the same letters in order.

    >>> likeness("應定期檢視紀錄。", "應 定期檢視紀錄"), likeness("防火牆", "密碼")
    (1.0, 0.0)
    """
    left, right = _letters(a), _letters(b)
    if left == right:
        return 1.0
    pairs, others = _pairs(left), _pairs(right)
    return _capped(2 * (pairs & others).total() / (pairs.total() + others.total()))


class LikenessIndex:
    """Texts held so that those nearest to another are found without comparing it with each."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._letters = [_letters(text) for text in texts]
        self._totals: list[int] = []
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, letters in enumerate(self._letters):
            pairs = _pairs(letters)
            self._totals.append(pairs.total())
            for pair, times in pairs.items():
                self._places[pair].append((place, times))

    def nearest(self, text: str, *, limit: int = 5, at_least: float = 0.0) -> tuple[Near, ...]:
        """Return the texts that share anything with one, the most alike first, then in order."""
        letters = _letters(text)
        pairs = _pairs(letters)
        common: dict[int, int] = defaultdict(int)
        for pair, times in pairs.items():
            for place, held in self._places.get(pair, ()):
                common[place] += times if times < held else held
        total, found = pairs.total(), []
        for place, shared in common.items():
            alike = 2 * shared / (total + self._totals[place])
            if alike == 1.0 and self._letters[place] != letters:
                alike = _capped(alike)
            if alike >= at_least:
                found.append((-alike, place))
        return tuple(Near(place, -less) for less, place in nsmallest(limit, found))


def _letters(text: str) -> str:
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text).casefold())


def _pairs(letters: str) -> Counter[str]:
    """Count neighbouring pairs; a single letter stands for itself, nothing for nothing."""
    return Counter(a + b for a, b in pairwise(letters)) or Counter([letters])


def _capped(dice: float) -> float:
    """Keep 1 for texts whose letters are the same: other orders can have the same pairs."""
    return min(dice, 0.999)
