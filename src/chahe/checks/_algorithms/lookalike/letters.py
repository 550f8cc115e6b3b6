"""Letters that pass for others: what a name looks like, in plain lower-case Latin letters.

Sources: Unicode Technical Standard #39 (`confusables.txt`), wider on purpose in two ways: a Latin
letter with a stroke, a hook or any other mark passes for the plain one, and so do the Greek and
Cyrillic letters of `_ALSO`. What Unicode decomposes (full-width, mathematical, accented) is left to
its own tables. Digits and pairs of letters are those of everyday phishing.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

_ALSO = {
    "b": "\u0185\u044c\u03b2",
    "c": "\u03f2",
    "e": "\u03b5\u0454\u0259",
    "g": "\u050d",
    "h": "\u043d",
    "k": "\u0138\u043a\u03ba\u049b",
    "l": "\u01aa",
    "m": "\u043c",
    "n": "\u043f\u03b7\u014b",
    "p": "\u00fe",
    "t": "\u0442\u03c4",
    "w": "\u03c9",
    "x": "\u03c7",
}
_MARKED = re.compile(
    r"LATIN (?:SMALL LETTER|LETTER SMALL CAPITAL) (?:BARRED |BROKEN |DOTLESS |INSULAR )?([A-Z])"
    r"(?: WITH .*| BAR)?"
)


def _confusables() -> dict[int, str]:
    text = Path(__file__).with_name("confusables.txt").read_text("utf-8")
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    found = {ord(letter): latin for latin, letters in lines for letter in letters}
    return found | {ord(letter): latin for latin, letters in _ALSO.items() for letter in letters}


_LATIN = _confusables()
_FOLDED = {"0": "o", "1": "l", "i": "l", "2": "z", "3": "e", "4": "a", "5": "s", "6": "b",
           "7": "t", "8": "b", "9": "g"}  # fmt: skip
PAIRS = (("m", "rn"), ("m", "nn"), ("w", "vv"), ("d", "cl"))

FOLD = str.maketrans(_FOLDED)


@cache
def _looks(letter: str) -> str:
    if letter.isascii():
        return letter
    if found := _LATIN.get(ord(letter)):
        return found
    if marked := _MARKED.fullmatch(unicodedata.name(letter, "")):
        return marked[1].lower()
    decomposed = unicodedata.normalize("NFKD", letter)
    plain = [part for part in decomposed if not unicodedata.combining(part)]
    return "".join(_LATIN.get(ord(part), part) for part in plain).lower()


def skeleton(text: str) -> str:
    """Return what a name looks like; letters that look like no Latin letter stay.

    >>> skeleton("y\\u0443\\u0430nta\\uff11"), skeleton("元大")
    ('yyanta1', '元大')
    """
    return text if text.isascii() else "".join(map(_looks, text))


def folded_forms(word: str) -> set[str]:
    """Return a word with digits folded to the letters they pass for, and its pairs written out.

    >>> sorted(folded_forms("mega5"))
    ['megas', 'nnegas', 'rnegas']
    """
    folded = word.translate(FOLD)
    forms = {folded}
    for letter, pair in PAIRS:
        forms |= {form.replace(letter, pair, 1) for form in forms}
        forms |= {form.replace(letter, pair) for form in forms}
    return forms


def shared_part(word: str) -> str:
    """Return the longest part of a word that stands in each of its folded forms.

    >>> shared_part("mega5bank")
    'egasbank'
    """
    replaced = "".join(letter for letter, _ in PAIRS)
    return max(re.split(f"[{replaced}]", word.translate(FOLD)), key=len)
