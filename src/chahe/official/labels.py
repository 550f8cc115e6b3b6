"""The numbers that open a rule: 1. 1、 (1) （一） 一、 a. (a) 第一條 Article 1 ① 甲、 and more."""

import re
from dataclasses import dataclass

_CHINESE = "〇零一二三四五六七八九十百廿卅"
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = {"i": 1, "v": 5, "x": 10}
_NUMBER = rf"\d{{1,3}}|[{_CHINESE}]{{1,5}}"
# Letters and digits may follow a label at once, but "1.5", "e.g." and "a.m." are no labels.
_FORMS: tuple[tuple[str, str], ...] = (
    ("article", rf"第\s*({_NUMBER})\s*條(?:\s*(?:之|-)\s*({_NUMBER}))?"),
    ("article", r"第\s*(\d{1,3})\s*-\s*(\d{1,3})\s*條"),
    ("article", r"Article\s+(\d{1,3})(?:-(\d{1,3}))?\b\.?"),
    ("ordinal", rf"第\s*({_NUMBER})\s*點"),
    ("chinese", rf"([{_CHINESE}]{{1,5}})\s?[、.]"),
    ("chinese-paren", rf"\(\s?([{_CHINESE}]{{1,5}})\s?\)[.、]?"),
    ("number-mark", r"(\d{1,3})\s?、"),
    ("number-dot", r"(\d{1,3})\s?\.(?!\s?\d)"),
    ("paren-dot", r"\(\s?(\d{1,3})\s?\)[.、]"),
    ("paren", r"\(\s?(\d{1,3})\s?\)"),
    ("half-paren", r"(\d{1,2})\)"),
    ("letter-paren", r"\(\s?([a-z])\s?\)[.、]?"),
    ("capital-paren", r"\(\s?([A-Z])\s?\)[.、]?"),
    ("roman-paren", r"\(\s?([ivx]{2,5})\s?\)[.、]?"),
    ("letter", r"([a-z])\s?[.、](?![a-z]\.)"),
    ("capital", r"([A-Z])\s?[.、](?![A-Za-z]\.)"),
    ("stem", rf"([{_STEMS}])、"),
    ("circled", r"([①-⑳])"),
)  # fmt: skip
_COMPILED = tuple((style, re.compile(form)) for style, form in _FORMS)
_BARE = re.compile(r"(\d{1,3})(?=\s+\S|$)")
_FAMILY = {
    "ordinal": "point", "number-mark": "point", "number-dot": "point", "bare": "point",
    "chinese-paren": "paren", "paren-dot": "paren", "paren": "paren",
}  # fmt: skip


@dataclass(frozen=True)
class Label:
    """`style` is how it is written; `ordinal` what it counts; `part` its part of a path."""

    style: str
    ordinal: int
    part: str
    text: str

    @property
    def family(self) -> str:
        """Styles of one family may follow one another at a level: (8) then (九)."""
        return _FAMILY.get(self.style, self.style)


def split_label(text: str) -> tuple[Label | None, str]:
    """Return the label a half-width text opens with, if it does, and the rest.

    >>> split_label("(九)備份管理")[0].ordinal, split_label("3.5億元")[0]
    (9, None)
    """
    for style, form in _COMPILED:
        if found := form.match(text):
            ordinal, part = _counted(found)
            if ordinal is None:
                continue
            label = Label(style, ordinal, part, canonical_label(found.group()))
            return label, text[found.end() :].lstrip()
    return None, text


def split_bare(text: str) -> tuple[Label | None, str]:
    """Return the bare number a text opens with or consists of, and the rest.

    >>> split_bare("12 其他")[0].ordinal
    12
    """
    if found := _BARE.match(text):
        label = Label("bare", int(found.group(1)), found.group(1), found.group(1))
        return label, text[found.end() :].lstrip()
    return None, text


def chinese_number(word: str) -> int | None:
    """Return what a Chinese or Arabic numeral counts; None for what is no numeral.

    >>> chinese_number("二十一"), chinese_number("十"), chinese_number("廿三"), chinese_number("15")
    (21, 10, 23, 15)
    """
    if word.isdigit():
        return int(word)
    if all(c in _DIGITS for c in word):
        return int("".join(str(_DIGITS[c]) for c in word))
    spelled = re.fullmatch(
        r"(?:(?P<h>[一二三四五六七八九])百零?)?(?:(?P<t>[一二三四五六七八九]?)(?P<ten>十)|(?P<s>[廿卅]))?"
        r"(?P<u>[一二三四五六七八九]?)",
        word,
    )
    if not spelled or not word:
        return None
    tens = _DIGITS[spelled["t"]] if spelled["t"] else 1 if spelled["ten"] else 0
    tens = {"廿": 2, "卅": 3}.get(spelled["s"] or "", tens)
    hundreds = _DIGITS[spelled["h"]] if spelled["h"] else 0
    return hundreds * 100 + tens * 10 + (_DIGITS[spelled["u"]] if spelled["u"] else 0)


def canonical_label(text: str) -> str:
    """Write a label without stray spaces.

    >>> canonical_label("第 三 條"), canonical_label("Article  3")
    ('第三條', 'Article 3')
    """
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![\dA-Za-z])", "", re.sub(r"\s+", " ", text))


def _counted(found: re.Match[str]) -> tuple[int | None, str]:
    word = found.group(1)
    ordinal = _ordinal(word)
    if ordinal is None or ordinal == 0:
        return None, ""
    part = word.lower() if word.isascii() and word.isalpha() and len(word) == 1 else str(ordinal)
    if found.re.groups > 1 and found.group(2):
        part += f"-{chinese_number(found.group(2))}"
    return ordinal, part


def _ordinal(word: str) -> int | None:
    if word in _STEMS:
        return _STEMS.index(word) + 1
    if "①" <= word <= "⑳":
        return ord(word) - ord("①") + 1
    if word.isascii() and word.isalpha():
        return ord(word.lower()) - 96 if len(word) == 1 else _roman(word)
    return chinese_number(word)


def _roman(word: str) -> int:
    values = [_ROMAN[c] for c in word]
    return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
