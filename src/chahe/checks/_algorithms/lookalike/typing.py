"""Slips of the finger and of the memory that give another name.

The classes are those of the literature on typosquatting: Wang et al., "Strider Typo-Patrol" (2006)
for omission, insertion, repetition, transposition and neighbouring keys; Dinaburg,
"Bitsquatting" (2011) for a flipped bit. In a word of six letters or more any one letter may be
another: a shorter one has honest words for neighbours.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from string import ascii_lowercase, digits

_KEYBOARD = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = "aeiou"
_ALIKE = {"b": "dh", "c": "eo", "d": "bc", "e": "co", "g": "q", "h": "bn", "i": "jl", "j": "i",
          "l": "it", "m": "nr", "n": "hmr", "o": "ce", "q": "g", "r": "mn", "t": "fl", "f": "t",
          "u": "v", "v": "uy", "y": "v"}  # fmt: skip
_ANY_LETTER = 6
_LETTERS = ascii_lowercase + digits


def slips(word: str) -> dict[str, str]:
    """Return every name one slip away, with what the slip is called.

    >>> slips("kgi")["kig"], slips("kgi")["kg"], slips("kgi")["lgi"]
    ('相鄰字母互換', '漏字', '鍵盤鄰鍵')
    """
    return _named(word, chain(_likely(word), _at_random(word)))


def likely_slips(word: str) -> dict[str, str]:
    """Return those slips that people make, leaving out letters at random and flipped bits."""
    return _named(word, _likely(word))


def double_slips(word: str) -> set[str]:
    """Return every name two of the likely slips away."""
    return {twice for once in likely_slips(word) for twice in likely_slips(once)} - {word}


def _named(word: str, made: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the names with the first thing each is called."""
    found: dict[str, str] = {}
    for name, what in made:
        found.setdefault(name, what)
    found.pop(word, None)
    return found


def _likely(word: str) -> Iterator[tuple[str, str]]:
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        yield before + after, "漏字"
        yield before + letter + letter + after, "重複字"
        if after:
            yield before + after[0] + letter + after[1:], "相鄰字母互換"
        for near in _NEIGHBOURS.get(letter, ""):
            yield before + near + after, "鍵盤鄰鍵"
        for like in _ALIKE.get(letter, ""):
            yield before + like + after, "形近字母"
        if letter in _VOWELS:
            for vowel in _VOWELS:
                yield before + vowel + after, "母音替換"


def _at_random(word: str) -> Iterator[tuple[str, str]]:
    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        for flipped in _flipped(letter):
            yield before + flipped + after, "位元翻轉"
        for other in _LETTERS if len(word) >= _ANY_LETTER else "":
            yield before + other + after, "換字"
    for at in range(len(word) + 1):
        for letter in _LETTERS:
            yield word[:at] + letter + word[at:], "多字"


def _flipped(letter: str) -> Iterator[str]:
    for bit in range(7):
        found = chr(ord(letter) ^ 1 << bit).lower()
        if found in _LETTERS and found != letter:
            yield found


def _neighbours() -> dict[str, str]:
    """Return the keys that touch each key, a row being half a key to the right of the one above."""
    where = {
        key: (row, column) for row, keys in enumerate(_KEYBOARD) for column, key in enumerate(keys)
    }
    steps = ((0, -1), (0, 1), (-1, 0), (-1, 1), (1, 0), (1, -1))
    at = {place: key for key, place in where.items()}
    return {
        key: "".join(at.get((row + down, column + right), "") for down, right in steps)
        for key, (row, column) in where.items()
    }


_NEIGHBOURS = _neighbours()
