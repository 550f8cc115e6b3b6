"""A firm's brands as what to look for: names to find inside others, and names that are theirs but
for a slip.

A key of fewer than `SHORT` letters is found everywhere by chance, so it counts only as a whole word
beside a word of finance. What is left of a Chinese name without 證券 and its like is treated the
same below three characters.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from ....readers import Row
from .letters import folded_forms, shared_part
from .near import Near, own_letters, slips_allowed, without_trade
from .typing import double_slips, likely_slips, slips
from .words import CHINESE, EVERYDAY, LATIN, SECOND_LEVEL, SECURITIES, only_finance

SHORT = 5
MOST = 200  # spellings: each is held with some ten thousand names
_LONG, _RARE, _UNCOMMON, _APART = 10, 8, 7, 6
_SHORTEST, _LONGEST = 3, 63  # no label is longer (RFC 1035, section 2.3.4)
_SHORT_CHINESE = 3
_FULL_CHINESE = 4
_LATIN_RUN = re.compile(r"[a-z0-9]+")
_CHINESE_RUN = re.compile(r"[\u3400-\u9fff]+")
_GLUED = tuple(word for word in LATIN if len(word) >= _SHORTEST or word == "tw")
_AROUND = re.compile(rf"^(?:{'|'.join(CHINESE)})+|(?:{'|'.join(CHINESE)})+$")


@dataclass(frozen=True)
class Key:
    """One spelling of a brand; `full` is a Chinese name that needs nothing beside it.

    One `apart` is nobody else's word: told wherever it stands as a word. One `uncommon` is told
    with a letter or two at one end as well, one `rare` is so long that it stands in no other word
    by chance.
    """

    text: str
    brand: str
    full: bool = False

    @property
    def chinese(self) -> bool:
        return not self.text.isascii()

    @property
    def everyday(self) -> bool:
        return self.text in EVERYDAY

    @property
    def apart(self) -> bool:
        return not self.chinese and len(self.text) >= _APART and not self.everyday

    @property
    def uncommon(self) -> bool:
        return self.apart and len(self.text) >= _UNCOMMON

    @property
    def rare(self) -> bool:
        return self.apart and len(self.text) >= _RARE

    @property
    def short(self) -> bool:
        return len(self.text) < (_SHORT_CHINESE if self.chinese else SHORT)


class Variant(NamedTuple):
    """A word that is a key but for `how`; `lone` says it is enough by itself."""

    key: Key
    kind: str
    how: str
    lone: bool


def split_name(name: str) -> tuple[list[str], str]:
    """Return the labels before the public suffix, and the suffix.

    >>> split_name("www.yuanta.com.tw"), split_name("yuanta.top")
    ((['www', 'yuanta'], 'com.tw'), (['yuanta'], 'top'))
    """
    labels = name.split(".")
    country = len(labels[-1]) == 2 and len(labels) > 1 and labels[-2] in SECOND_LEVEL
    size = 2 if country else 1
    return labels[:-size], ".".join(labels[-size:])


class Brands:
    """What to look for: `forms` inside names, `words` as whole words; `any_form` finds one.

    Where none of the `parts` is, there is no form in Latin letters; they are fewer. `near` are the
    long ones that are told with several slips, by how long a word may be that is one; where none of
    the `pieces` is there is none of them.
    `own` are the firm's domains, each with its brand; they and what is under them are never
    reported. `handled` are look-alikes the firm has dealt with, `left_out` how many spellings are
    more than `MOST` and are not looked for.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self.own: dict[str, str] = {}
        self.handled: set[str] = set()
        self.without_keys: list[str] = []
        keys: dict[str, Key] = {}
        for row in rows:
            for domain in row["domains"]:
                self.own.setdefault(domain.removeprefix("www."), row["name"])
            self.handled.update(name.removeprefix("www.") for name in row["handled"])
            found = list(_keys(row))
            if not found:
                self.without_keys.append(row["name"])
            for key in found:
                keys.setdefault(key.text, key)
        self.left_out = max(len(keys) - MOST, 0)
        keys = dict(islice(keys.items(), MOST))
        self.forms = tuple(
            (form, key)
            for key in keys.values()
            if key.chinese or not key.short
            for form in sorted(folded_forms(key.text))
        )
        shared = ((form, shared_part(key.text)) for form, key in self.forms if not key.chinese)
        self.parts = _sought(part if len(part) >= SHORT else form for form, part in shared)
        self.near: dict[int, list[tuple[Near, Key]]] = {}
        pieces: set[str] = set()
        for key in keys.values():
            if not key.chinese and slips_allowed(key.text):
                near = Near(key.text)
                pieces.update(near.pieces)
                for size in near.sizes:
                    self.near.setdefault(size, []).append((near, key))
        self.pieces = _sought(pieces)
        self.any_form = re.compile("|".join(form for form, _ in self.forms) or "(?!)")
        self.words: set[str] = set()
        self._variants: dict[str, Variant] = {}
        self._glued: dict[str, Variant] = {}
        latin = [key for key in keys.values() if not key.chinese]
        for key in latin:
            self._add(_exact(key))
        for key in latin:
            self._add(_slipped(key))
            for word, variant in _glued(key):
                self._glued.setdefault(word, variant)
                self.words.update([word + beside for beside in _GLUED])
                self.words.update([beside + word for beside in _GLUED])
            self._add(_twice_slipped(key))
        self.words.difference_update(LATIN, EVERYDAY)

    def _add(self, variants: Iterable[tuple[str, Variant]]) -> None:
        for word, variant in variants:
            if word not in self.words:
                self.words.add(word)
                self._variants[word] = variant

    def variant(self, word: str) -> Variant | None:
        """Return what one of `words` is a variant of, None for any other."""
        if word not in self.words:
            return None
        if found := self._variants.get(word):
            return found
        rests = {
            rest
            for beside in _GLUED
            for rest in (word.removesuffix(beside), word.removeprefix(beside))
            if rest in self._glued
        }
        return next(variant for rest, variant in self._glued.items() if rest in rests)

    def near_to(self, word: str) -> Sequence[tuple[Near, Key]]:
        """Return the long brands that a word, as it looks, is not too long or too short for."""
        return self.near.get(len(word), ())

    def is_handled(self, name: str) -> bool:
        return name.removeprefix("www.") in self.handled

    def is_own(self, name: str) -> bool:
        while name not in self.own:
            _, dot, name = name.partition(".")
            if not dot:
                return False
        return True


def _sought(strings: Iterable[str]) -> AhoCorasick:
    """Return what finds the lines that have one of some strings; of two that overlap, the first."""
    return AhoCorasick(sorted({*strings}), matchkind=MatchKind.LeftmostFirst)


def _keys(row: Row) -> Iterator[Key]:
    brand = row["name"]
    for domain in row["domains"]:
        labels, _ = split_name(domain)
        yield from _latin(labels[-1] if labels else "", brand)
    for text in (brand, *row["keywords"], row["app"]):
        for run in _LATIN_RUN.findall(text.lower()):
            yield from _latin(run, brand)
        for run in _CHINESE_RUN.findall(text):
            yield from _chinese(run, brand)


def _latin(text: str, brand: str) -> Iterator[Key]:
    text = text.replace("-", "").replace("_", "")
    if _SHORTEST <= len(text) <= _LONGEST and not text.startswith("xn") and not only_finance(text):
        yield Key(text, brand)


def _chinese(run: str, brand: str) -> Iterator[Key]:
    core = _AROUND.sub("", run)
    if len(core) < 2:
        return
    for spelt in dict.fromkeys((core, core.replace("台", "臺"), core.replace("臺", "台"))):
        yield Key(spelt, brand, full=len(core) >= _FULL_CHINESE)
        for name in SECURITIES:
            yield Key(spelt + name, brand, full=True)


def _exact(key: Key) -> Iterator[tuple[str, Variant]]:
    """Yield a short key by itself and misspelt with digits, and both glued to a word of finance."""
    if not key.short:
        return
    spelt = {key.text: ("combination", "")}
    for at, letter in enumerate(key.text):
        for like in _PASSES_FOR.get(letter, ""):
            word = key.text[:at] + like + key.text[at + 1 :]
            spelt[word] = ("homoglyph", f"以形似字元寫成「{word}」")
    for word, (kind, how) in spelt.items():
        yield word, Variant(key, kind, how, lone=False)
        glued = Variant(key, kind, f"{how}並加上金融用語".removeprefix("並"), lone=True)
        for beside in _GLUED:
            yield word + beside, glued
            yield beside + word, glued


_PASSES_FOR = {"o": "0", "l": "1i", "i": "1l", "e": "3", "a": "4", "s": "5", "b": "68", "t": "7",
               "g": "9", "z": "2"}  # fmt: skip


def _slipped(key: Key) -> Iterator[tuple[str, Variant]]:
    for word, how in () if key.short else slips(key.text).items():
        yield word, Variant(key, "typo", how, lone=len(word) >= SHORT)


def _glued(key: Key) -> Iterator[tuple[str, Variant]]:
    """Yield what counts with a word of finance glued to it: too many to be held each."""
    for word, how in () if key.short else likely_slips(key.text).items():
        yield word, Variant(key, "typo", f"{how}並加上金融用語", lone=True)


def _twice_slipped(key: Key) -> Iterator[tuple[str, Variant]]:
    """Yield two of the likely slips in a brand too short for any two."""
    long = len(without_trade(key.text)) >= _LONG or own_letters(key.text) >= _RARE
    if long and not slips_allowed(key.text):
        for word in double_slips(key.text):
            yield word, Variant(key, "typo", "錯了兩處", lone=True)
