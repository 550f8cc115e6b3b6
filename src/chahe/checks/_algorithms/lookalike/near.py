"""A long brand spelt with several slips: which names are the whole of it but for so many.

A slip is a letter left out, put in, taken for another, or swapped with the next: the optimal string
alignment distance, counted with the bit-parallel method of Hyyrö, "A Bit-Vector Algorithm for
Computing Levenshtein and Damerau Edit Distances" (2003). Words are compared as they look.
"""

import re
from collections.abc import Iterator
from itertools import combinations

from .letters import FOLD, PAIRS
from .words import EVERYDAY, TRADES

_TWO, _THREE = 10, 13
"""From how many letters on two and three slips leave a name that people still read as the brand."""
_ANY_TRADE = re.compile("|".join(TRADES))
_ANY_EVERYDAY = re.compile("|".join(sorted(EVERYDAY, key=len, reverse=True)))


def own_letters(text: str) -> int:
    """Return how many of a brand's letters are its own, not an everyday word's or its trade's.

    >>> own_letters("sinotrade"), own_letters("masterlink"), own_letters("kgifutures")
    (9, 4, 3)
    """
    return len(_ANY_EVERYDAY.sub("", without_trade(text)))


def without_trade(text: str) -> str:
    """Return a brand without securities, futures and their like, which every firm's may have.

    >>> without_trade("kgifutures")
    'kgi'
    """
    return _ANY_TRADE.sub("", text)


def slips_allowed(text: str) -> int:
    """Return how many slips may be in a brand, 0 if too few letters are its own for two.

    Waterlink is no slip of masterlink, nor gofutures of kgifutures.

    >>> [*map(slips_allowed, ("myetherwallet", "sinotrades", "masterlink", "kgifutures"))]
    [3, 2, 0, 0]
    """
    size = own_letters(text)
    return 3 if size >= _THREE else 2 if size >= _TWO else 0


def looks(text: str) -> str:
    """Return a text as it looks: pairs that pass for a letter as it, digits as letters.

    >>> looks("vvei1iang")
    'welllang'
    """
    for letter, pair in PAIRS:
        text = text.replace(pair, letter)
    return text.translate(FOLD)


class Near:
    """A brand's spelling that may have several slips, and what tells that a word is close to it."""

    def __init__(self, text: str) -> None:
        self._word = looks(text)
        self._most = slips_allowed(text)
        self._letters = frozenset(self._word)
        self._places: dict[str, int] = {}
        for at, letter in enumerate(self._word):
            self._places[letter] = self._places.get(letter, 0) | 1 << at
        self.sizes = range(len(self._word) - self._most, len(self._word) + self._most + 1)
        """How long a word may be that is close."""
        self.pieces = tuple(self._pieces())
        """One stands in every word that is close: they are one more than the slips may be, and
        several together, as they are where letters were swapped between each and the next."""

    def _pieces(self) -> Iterator[str]:
        size, number = len(self._word), self._most + 1
        cuts = [piece * size // number for piece in range(number + 1)]
        for first, last in combinations(range(number + 1), 2):
            letters = [*self._word[: cuts[last]]]
            for cut in cuts[first + 1 : last]:
                letters[cut - 1 : cut + 1] = letters[cut], letters[cut - 1]
            yield "".join(letters[cuts[first] :])

    def slips(self, word: str) -> int | None:
        """Return how many slips a word, as it looks, is away; None for more than are allowed.

        >>> Near("sinotrades").slips("slmotrabes"), Near("sinotrades").slips("casinotrace")
        (2, None)
        """
        if len(word) not in self.sizes:
            return None
        if len(self._letters.difference(word)) > self._most:
            return None
        found = self._distance(word)
        return found if found <= self._most else None

    def _distance(self, word: str) -> int:
        score, places = len(self._word), self._places
        mask, last = (1 << score) - 1, 1 << score - 1
        more, less, diagonal, before = mask, 0, 0, 0
        for letter in word:
            here = places.get(letter, 0)
            swapped = (~diagonal & here) << 1 & before
            diagonal = ((here & more) + more ^ more | here | less | swapped) & mask
            across, back = (less | ~(diagonal | more)) & mask, diagonal & more
            score += bool(across & last) - bool(back & last)
            across = across << 1 | 1
            more, less = (back << 1 | ~(diagonal | across)) & mask, diagonal & across & mask
            before = here
        return score
