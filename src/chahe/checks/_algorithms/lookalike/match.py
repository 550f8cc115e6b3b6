"""Which brand one name passes for, and how."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .brands import Brands, Key, Variant, split_name
from .letters import FOLD, skeleton
from .near import looks
from .words import TAIWAN, has_word, only_words

CONTAINS = "contains"
_TAG, _GLUED = 3, 2


@dataclass(frozen=True)
class Match:
    """`kind` is the technique, or `contains` where the brand stands among other words.

    `imitated` is the spelling of the brand, or its own domain, that the name passes for.
    """

    kind: str
    brand: str
    imitated: str
    how: str


class _Label(NamedTuple):
    """One label of a name; `host` where it stands before the one that was registered."""

    shown: str
    looks: str
    host: bool
    taiwanese: bool

    @property
    def foreign(self) -> bool:
        return self.looks != self.shown


def match(shown: str, brands: Brands) -> Match | None:
    """Return what a name, as people see it, passes for; the surest of several."""
    found = _matches(shown, brands)
    first = next(found, None)
    if first is None or first.kind != CONTAINS:
        return first
    return next((each for each in found if each.kind != CONTAINS), first)


def _matches(shown: str, brands: Brands) -> Iterator[Match]:
    names, suffix = split_name(shown)
    taiwanese = suffix.rpartition(".")[2] in TAIWAN
    last = len(names) - 1
    labels = [_Label(name, skeleton(name), at < last, taiwanese) for at, name in enumerate(names)]
    yield from _own_in_front(".".join(names[:-1]), brands)
    for label in reversed(labels):
        yield from _inside(label, brands)
        yield from _whole_words(label, brands)
    if len(labels) > 1:
        yield from _over_dots("".join(label.looks for label in labels), brands)


def _own_in_front(hosts: str, brands: Brands) -> Iterator[Match]:
    if "." not in hosts:
        return
    for own, brand in brands.own.items():
        if f".{own}." in f".{hosts}.":
            yield Match("subdomain", brand, own, "寫在他人的網域之前")


def _whole_words(label: _Label, brands: Brands) -> Iterator[Match]:
    words = label.looks.split("-")
    for at, word in enumerate(words):
        variant = brands.variant(word)
        if variant:
            beside = "-".join((*words[:at], *words[at + 1 :]))
            yield from _of_variant(variant, label, beside)
    joined = brands.variant("".join(words)) if len(words) > 1 else None
    if joined and not joined.key.short:
        yield from _of_variant(joined, label, "")
    if brands.near:
        yield from _misspelt("".join(words), "", brands)
        for at, word in enumerate(words if len(words) > 1 else ()):
            yield from _misspelt(word, "-".join((*words[:at], *words[at + 1 :])), brands)


def _misspelt(word: str, beside: str, brands: Brands) -> Iterator[Match]:
    seen = looks(word)
    for near, key in brands.near_to(seen):
        slips = near.slips(seen)
        if slips is None or not only_words(beside):
            continue
        if slips:
            yield Match("typo", key.brand, key.text, f"錯了 {slips} 處")
        else:
            yield Match("homoglyph", key.brand, key.text, f"以形似字元寫成「{word}」")


def _of_variant(variant: Variant, label: _Label, beside: str) -> Iterator[Match]:
    key, kind, how = variant.key, variant.kind, variant.how
    exact = not how
    if label.foreign:
        kind, how = "homoglyph", "以其他文字的形似字母拼成"
    elif exact and has_word(beside):
        how = f"加上「{beside}」"
    elif exact and label.taiwanese and not beside and not label.host:
        kind, how = "tld_swap", "換了頂級網域"
    enough = (
        has_word(beside)
        or (variant.lone and only_words(beside))
        or (exact and not beside and kind in ("homoglyph", "tld_swap"))
    )
    if enough:
        yield Match(kind, key.brand, key.text, how)
    elif exact:
        yield Match(CONTAINS, key.brand, key.text, "是其中一個詞")


def _inside(label: _Label, brands: Brands) -> Iterator[Match]:
    joined = label.looks.replace("-", "")
    for text in dict.fromkeys((label.looks, joined)):
        folded = text.translate(FOLD)
        for form, key in brands.forms if brands.any_form.search(folded) else ():
            if form in folded:
                at = folded.index(form)
                beside = f"{text[:at]}-{text[at + len(form) :]}".strip("-")
                hyphenated = text is not label.looks
                around = text[:at], text[at + len(form) :]
                written = text[at : at + len(form)]
                yield _of_form(key, written, beside, label, hyphenated, _told(key, *around))


def _told(key: Key, before: str, after: str) -> bool:
    """Say whether a brand is told whatever stands beside: apart by hyphens, or nobody else's word.

    One that others may have too wants nothing beside it but words, and a few letters.
    """
    if key.rare or key.chinese or key.everyday:
        return key.rare
    if (before and before[-1] != "-") or (after and after[0] != "-"):
        return key.uncommon and len(before + after) <= _GLUED
    if key.apart:
        return True
    others = [part for part in (before + after).split("-") if not only_words(part)]
    return len(others) == 1 and len(others[0]) <= _TAG


def _of_form(
    key: Key, written: str, beside: str, label: _Label, hyphenated: bool, told: bool
) -> Match:
    enough = key.full or told or (has_word(beside) if key.short else only_words(beside))
    if not enough:
        return Match(CONTAINS, key.brand, key.text, "夾在其他字詞之中")
    return Match(*_technique(key, written, beside, label, hyphenated))


def _technique(
    key: Key, written: str, beside: str, label: _Label, hyphenated: bool
) -> tuple[str, str, str, str]:
    if key.chinese:
        kind, how = "chinese_name", f"加上「{beside}」" if beside else "以中文名稱註冊"
    elif label.foreign:
        kind, how = "homoglyph", "以其他文字的形似字母拼成"
    elif written != key.text:
        kind, how = "homoglyph", f"以形似字元寫成「{written}」"
    elif hyphenated:
        kind, how = "hyphenation", "增減連字號"
    elif beside:
        kind, how = "combination", f"加上「{beside}」"
    elif label.host:
        kind, how = "subdomain", "用作他人網域的主機名稱"
    else:
        kind, how = "tld_swap", "換了頂級網域"
    return kind, key.brand, key.text, how


def _over_dots(joined: str, brands: Brands) -> Iterator[Match]:
    """Find a brand that a dot cuts in two."""
    joined = joined.replace("-", "")
    folded = joined.translate(FOLD)
    for form, key in brands.forms if brands.any_form.search(folded) else ():
        at = folded.find(form) if form == key.text.translate(FOLD) else -1
        if at >= 0 and only_words(joined[:at]) and only_words(joined[at + len(form) :]):
            yield Match("subdomain", key.brand, key.text, "以點號拆開")
