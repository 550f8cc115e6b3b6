"""The numbers that open a rule: 1. 1、 (1) （一） 一、 a. (a) 第一條 Article 1 ① 甲、 and more."""

import re
from dataclasses import dataclass
from functools import lru_cache

_CHINESE = "〇零一二三四五六七八九十百廿卅"
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_FORMAL = "壹貳參肆伍陸柒捌玖拾"
_VARIANTS = {chr(0x53C1): "三", chr(0x5F0D): "二"}  # of 參 and 貳
_ROMAN = {"i": 1, "v": 5, "x": 10}
_SPELLED = rf"[{_CHINESE}](?:\s?[{_CHINESE}]){{0,5}}"
_NUMBER = rf"\d{{1,4}}|{_SPELLED}"
# Letters and digits may follow a label at once, but "1.5", "e.g." and "a.m." are no labels.
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("article", re.compile(rf"第\s*({_NUMBER})\s*條(?:\s*(?:之|-)\s*({_NUMBER}))?")),
    ("article", re.compile(r"第\s*(\d{1,4})\s*-\s*(\d{1,3})\s*條")),
    ("article", re.compile(r"Article\s+(\d{1,4})(?:-(\d{1,3}))?\b\.?")),
    ("ordinal", re.compile(rf"第\s*({_NUMBER})\s*點(?:\s*之\s*({_NUMBER}))?(?!之?規定)")),
    ("chinese", re.compile(rf"({_SPELLED})\s?[、.]")),
    ("chinese", re.compile(rf"({_SPELLED})之({_SPELLED})\s?[、.]")),
    ("formal", re.compile(rf"([{_FORMAL}{''.join(_VARIANTS)}]{{1,3}})\s?[、.]")),
    ("chinese-paren", re.compile(rf"\(\s?({_SPELLED})\s?\)[.、]?")),
    ("number-mark", re.compile(r"(\d{1,3})(?:[-之](\d{1,2}))?\s?、")),
    ("number-dot", re.compile(r"(\d{1,3})(?:-(\d{1,2}))?\s?\.(?!\d)(?!\s\d+\s*(?:$|[%.,)]))")),
    ("paren-dot", re.compile(r"\(\s?(\d{1,3})\s?\)[.、]")),
    ("paren", re.compile(r"\(\s?(\d{1,3})(?:-(\d{1,2}))?\s?\)")),
    ("half-paren", re.compile(r"(\d{1,2})\)")),
    ("letter-paren", re.compile(r"\(\s?([a-z])\s?\)[.、]?")),
    ("capital-paren", re.compile(r"\(\s?([A-Z])\s?\)[.、]?")),
    ("roman-paren", re.compile(r"\(\s?([ivx]{2,5})\s?\)[.、]?")),
    ("letter", re.compile(r"([a-z])\s?[.、](?![a-z]\.)")),
    ("capital", re.compile(r"([A-Z])\s?[.、](?![A-Za-z]\.)")),
    ("roman", re.compile(r"([ivx]{2,5})\s?[.、]")),
    ("roman-capital", re.compile(r"([IVX]{2,5})\s?[.、]")),
    ("stem", re.compile(rf"([{_STEMS}])、")),
    ("circled", re.compile(r"([①-⑳])\s?[.、]?")),
)  # fmt: skip
_OPENS = re.compile(rf"[\d(第A-Za-z{_CHINESE}{_FORMAL}{''.join(_VARIANTS)}{_STEMS}①-⑳]")
_OPENED: dict[str, tuple[str, ...]] = {
    "第": ("article", "ordinal"),
    "(": ("chinese-paren", "paren-dot", "paren", "letter-paren", "capital-paren", "roman-paren"),
}
_BARE = re.compile(r"(\d{1,3})(?=\s+\S|$)")
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,5})\.?(?=\s|[\u2e80-\u9fff])")
_LONGEST = 32  # characters that a label, and what tells it from a figure, may take
_FAMILY = {
    "ordinal": "point", "number-mark": "point", "number-dot": "point", "bare": "point",
    "chinese-paren": "paren", "paren-dot": "paren", "paren": "paren",
}  # fmt: skip


@dataclass(frozen=True)
class Label:
    """`style` is how it is written; `ordinal` what it counts; `part` its part of a path.

    `chain` are the numbers above it that it repeats: (2, 1) of 2.1.3.
    """

    style: str
    ordinal: int
    part: str
    text: str
    chain: tuple[int, ...] = ()

    @property
    def family(self) -> str:
        """Styles of one family may follow one another at a level: (8) then (九)."""
        return _FAMILY.get(self.style, self.style)


def split_label(text: str) -> tuple[Label | None, str]:
    """Return the label a half-width text opens with, if it does, and the rest.

    >>> split_label("(九)備份管理")[0].ordinal, split_label("3.5億元")[0]
    (9, None)
    """
    if not _OPENS.match(text):
        return None, text
    label, end = _opening(text[:_LONGEST])
    return label, text[end:].lstrip() if label else text


@lru_cache(maxsize=256)
def _forms_for(character: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the forms that can open with a character."""
    opened: tuple[str, ...]
    if character.isascii() and character.isalpha():
        opened = ("article", "letter", "capital", "roman", "roman-capital")
    elif character.isdecimal():
        opened = ("number-mark", "number-dot", "half-paren")
    else:
        opened = _OPENED.get(character, ("chinese", "formal", "stem", "circled"))
    return tuple((style, form) for style, form in _FORMS if style in opened)


@lru_cache(maxsize=4096)
def _opening(text: str) -> tuple[Label | None, int]:
    """Return the label a text opens with and where it ends."""
    for style, form in _forms_for(text[:1]):
        if found := form.match(text):
            ordinal, part = _counted(found)
            if ordinal is not None:
                label = Label(style, ordinal, part, canonical_label(found.group()))
                return label, found.end()
    return None, 0


def split_bare(text: str) -> tuple[Label | None, str]:
    """Return the bare number a text opens with or consists of, and the rest.

    >>> split_bare("12 其他")[0].ordinal
    12
    """
    found = _BARE.match(text)
    if found and int(found.group(1)):
        label = Label("bare", int(found.group(1)), str(int(found.group(1))), found.group(1))
        return label, text[found.end() :].lstrip()
    return None, text


def split_decimal(text: str) -> tuple[Label | None, str]:
    """Return the number with its points that a text opens with, and the rest.

    >>> split_decimal("2.1.3 應登記。")[0].chain
    (2, 1)
    """
    if found := _DECIMAL.match(text):
        *chain, last = map(int, found.group(1).split("."))
        label = Label("decimal", last, str(last), found.group(), tuple(chain))
        return (label, text[found.end() :].lstrip()) if last else (None, text)
    return None, text


def roman_reading(label: Label) -> int | None:
    """Return what a lone i, v or x counts when it is a numeral; None for other labels."""
    styles = ("letter-paren", "letter", "capital", "capital-paren")
    return _ROMAN.get(label.part) if label.style in styles else None


def chinese_number(word: str) -> int | None:
    """Return what a Chinese or Arabic numeral counts; None for what is no numeral.

    >>> chinese_number("二十一"), chinese_number("十"), chinese_number("廿三"), chinese_number("15")
    (21, 10, 23, 15)
    """
    word = word.replace(" ", "")
    if word.isdecimal():
        return int(word)
    if word and all(c in _DIGITS for c in word):
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
    digits = _VARIANTS | dict(zip(_FORMAL, "一二三四五六七八九十", strict=True))
    if word[0] in digits:
        return chinese_number("".join(digits[c] for c in word))
    if "①" <= word <= "⑳":
        return ord(word) - ord("①") + 1
    if word.isascii() and word.isalpha():
        return ord(word.lower()) - 96 if len(word) == 1 else _roman(word.lower())
    return chinese_number(word)


def _roman(word: str) -> int:
    values = [_ROMAN[c] for c in word]
    return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
