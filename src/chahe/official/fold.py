"""One way of writing for what official sources write in many: widths, brackets, spaces, breaks.

Folding never leaves a character's compatibility class (Unicode NFKC), so that a text folded here
and a text folded by anyone else compare equal.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Characters that stand for others: ㈠ ⑴ ⒈ ⒜ Ⅲ, small marks ﹙﹚, the radicals ⼀ of a PDF's text.
_STANDING_FOR = (
    *range(0x2160, 0x2180), *range(0x2474, 0x249C), *range(0x249C, 0x24B6), *range(0x2E80, 0x2FD6),
    *range(0x3220, 0x3244), *range(0xFE50, 0xFE6C),
)  # fmt: skip
_WIDE: dict[int, int | str] = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in _STANDING_FOR},
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    0x3000: 0x20,
    0xA0: 0x20,
}
_ARTEFACT = re.compile(r"\[bookmark:[^\]]*\]|[\u200b-\u200d\u2060\ufeff\u00ad]")
_FULL = dict(zip("(),:;?!", "（），：；？！", strict=True))
_PUNCTUATED = re.compile(r"[(),:;?!]")
_SPACES = re.compile(r"\s+")
_ASCII = re.compile(r"[!-~]")
_HYPHENATED = re.compile(r"[A-Za-z]-[a-z]")
_SHORT = 400
CUT = "\u2060"  # ends a line that was cut where it was full, may be within a word


def narrow(text: str) -> str:
    """Return a text with full-width letters, digits, brackets and spaces made half-width.

    >>> narrow("（１）ＡＰＩ　服務")
    '(1)API 服務'
    """
    return _narrowed_short(text) if len(text) <= _SHORT else _narrowed(text)


def _narrowed(text: str) -> str:
    return text if text.isascii() and "[" not in text else _ARTEFACT.sub("", text).translate(_WIDE)


_narrowed_short = lru_cache(maxsize=4096)(_narrowed)  # a line is asked about many times in a row


def canonical(text: str) -> str:
    """Return a text as this product writes it: no stray spaces, full-width marks round Chinese.

    >>> canonical("應採加密(例如: SSL)處理,並 保存 3 年。")
    '應採加密（例如：SSL）處理，並保存3年。'
    >>> canonical("Internet Protocol (IP), v6")
    'Internet Protocol (IP), v6'
    """
    folded = _closed_up(narrow(text))
    if not any(_is_chinese(c) for c in folded):
        return folded
    brackets = _chinese_brackets(folded) if "(" in folded or ")" in folded else set()
    widened = _PUNCTUATED.sub(lambda m: _widened(folded, m.start(), brackets), folded)
    return _closed_up(widened)


def squeezed(text: str) -> str:
    """Return what is left of a text when width, spaces, dashes and marks do not count.

    >>> squeezed("CC–11000，年度 查核") == squeezed("ＣＣ-11000,年度查核")
    True
    """
    kept = unicodedata.normalize("NFKC", _ARTEFACT.sub("", text))
    return "".join(filter(str.isalnum, kept)).casefold()


def joined(lines: Iterable[str]) -> str:
    """Join the lines of one text; between Latin words goes a space unless a line was `CUT`.

    >>> joined(["電腦", "等設備"]), joined(["to the", "firm"]), joined(["soft" + CUT, "ware"])
    ('電腦等設備', 'to the firm', 'software')
    """
    whole, cut = "", False
    for line in lines:
        part = narrow(line).strip()
        latin = whole[-1:].isascii() and part[:1].isascii()
        apart = whole and latin and not cut and not _HYPHENATED.search(whole[-2:] + part[:1])
        whole += f" {part}" if apart else part
        cut = line.endswith(CUT) if part else cut
    return canonical(whole)


def display_width(text: str) -> int:
    """Count the columns a text takes; Chinese characters and full-width marks take two."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map(_is_wide, text))


@lru_cache(maxsize=8192)
def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _closed_up(text: str) -> str:
    """Keep one space between two Latin words, and none beside a Chinese character or mark."""
    parts = _SPACES.split(text.strip())
    whole = parts[0]
    for part in parts[1:]:
        both = _ASCII.match(whole[-1:]) and _ASCII.match(part[:1])
        whole += f" {part}" if both else part
    return whole


def _widened(text: str, place: int, chinese: set[int]) -> str:
    """Return a mark in full width, unless it stands among Latin letters and digits."""
    mark = text[place]
    if mark in "()":
        return _FULL[mark] if place in chinese else mark
    before, after = _beside(text, place, -1), _beside(text, place, 1)
    if before.isascii() and after.isascii() and before and after:
        return mark
    return _FULL[mark]


def _beside(text: str, place: int, step: int, over: str = " ") -> str:
    """Return the first character before or after a place that is none of some; "" at the end."""
    place += step
    while 0 <= place < len(text) and text[place] in over:
        place += step
    return text[place] if 0 <= place < len(text) else ""


def _chinese_brackets(text: str) -> set[int]:
    """Return the places of brackets that hold, or stand beside, a Chinese character."""
    found, waiting = set[int](), list[int]()
    last, chinese = -1, 0  # the bracket opened last, and the Chinese characters so far
    counts = {-1: 0}

    def is_told(start: int, after: str) -> bool:
        before = _beside(text, start, -1) if start > 0 else ""
        return chinese > counts[start] or _is_chinese(before) or _is_chinese(after)

    for place, character in enumerate(text):
        if character == "(":
            last, counts[place] = place, chinese
            waiting.append(place)
        elif character == ")":
            after = _beside(text, place, 1, " .")
            found |= {start for start in waiting if is_told(start, after)}
            found |= {place} if is_told(last, after) else set()
            waiting.clear()
        else:
            chinese += _is_chinese(character)
    return found | {start for start in waiting if is_told(start, "")}


def _is_chinese(character: str) -> bool:
    return character >= "\u2e80" and not "\uff00" <= character <= "\uff5e"
