"""Words that phishing puts beside a securities firm's name.

The lures are those of combosquatting as it was found (Kintis et al., "Hiding in Plain Sight", 2017)
and of lists of phishing names; they are not looked for glued to a brand that is misspelt.
"""

from collections.abc import Iterator
from pathlib import Path

_FILE = Path(__file__).with_name("words.txt")  # in every script: what is sought, not what we say


def _sections() -> dict[str, tuple[str, ...]]:
    sections = _FILE.read_text("utf-8").removeprefix("[").split("\n[")
    named = (section.partition("]") for section in sections)
    return {name: tuple(words.split()) for name, _, words in named}


_SECTIONS = _sections()
LATIN, CHINESE = _SECTIONS["latin"], _SECTIONS["chinese"]
SECURITIES, TAIWAN = _SECTIONS["securities"], _SECTIONS["taiwan"]
EVERYDAY = frozenset(_SECTIONS["everyday"])
"""Words that are some firm's name and much else besides; a name that holds one says nothing."""
TRADES = _SECTIONS["trades"]
"""Words that many firms of the trade have in their names."""
SECOND_LEVEL = frozenset(_SECTIONS["second-level"])
"""Labels under which a country's registry sells names: com.tw."""
_FINANCE = frozenset((*LATIN, *CHINESE))
_WORDS = _FINANCE.union(_SECTIONS["lures"], [f"{word}s" for word in (*LATIN, *_SECTIONS["lures"])])
_LONGEST = max(map(len, _WORDS))


def only_words(text: str) -> bool:
    """Say whether nothing but these words, digits and hyphens stands in a text.

    >>> only_words("-login88"), only_words("secure-flowers")
    (True, False)
    """
    return _made_of(_WORDS, text)


def only_finance(text: str) -> bool:
    """Say whether nothing but words of finance stands in a text, lures not being such.

    >>> only_finance("securetrade"), only_finance("myetherwallet")
    (True, False)
    """
    return _made_of(_FINANCE, text)


def _made_of(words: frozenset[str], text: str) -> bool:
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            reached.update(_ends(words, text, start))
    return len(text) in reached


def has_word(text: str) -> bool:
    """Say whether a text holds nothing but these words, and at least one of them."""
    return only_words(text) and any(character.isalpha() for character in text)


def _ends(words: frozenset[str], text: str, start: int) -> Iterator[int]:
    if text[start] == "-" or (text[start].isascii() and text[start].isdigit()):
        yield start + 1
    for end in range(start + 2, min(len(text), start + _LONGEST) + 1):
        if text[start:end] in words:
            yield end
