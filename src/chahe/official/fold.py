"""One way of writing for what official sources write in many: widths, brackets, spaces, breaks.

Folding never leaves a character's compatibility class (Unicode NFKC), so that a text folded here
and a text folded by anyone else compare equal.
"""

import re
import unicodedata
from collections.abc import Iterable

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_ARTEFACT = re.compile(r"\[bookmark:[^\]]*\]|[\u200b-\u200d\u2060\ufeff\u00ad]")
_FULL = dict(zip("(),:;?!", "（），：；？！", strict=True))
_PUNCTUATED = re.compile(r"[(),:;?!]")
_SPACES = re.compile(r"\s+")
_ASCII = re.compile(r"[!-~]")
CUT = "\u2060"  # ends a line that was cut where it was full, may be within a word


def narrow(text: str) -> str:
    """Return a text with full-width letters, digits, brackets and spaces made half-width.

    >>> narrow("（１）ＡＰＩ　服務")
    '(1)API 服務'
    """
    return _ARTEFACT.sub("", text).translate(_WIDE)


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
    widened = _PUNCTUATED.sub(lambda m: _widened(folded, m.start()), folded)
    return _closed_up(widened)


def squeezed(text: str) -> str:
    """Return what is left of a text when width, spaces, dashes and marks do not count.

    >>> squeezed("CC–11000，年度 查核") == squeezed("ＣＣ-11000,年度查核")
    True
    """
    kept = unicodedata.normalize("NFKC", _ARTEFACT.sub("", text))
    return "".join(c for c in kept if c.isalnum()).casefold()


def joined(lines: Iterable[str]) -> str:
    """Join the lines of one text; between Latin words goes a space unless a line was `CUT`.

    >>> joined(["電腦", "等設備"]), joined(["to the", "firm"]), joined(["soft" + CUT, "ware"])
    ('電腦等設備', 'to the firm', 'software')
    """
    whole, cut = "", False
    for line in lines:
        part = narrow(line).strip()
        latin = whole[-1:].isascii() and part[:1].isascii()
        whole += f" {part}" if whole and latin and not cut else part
        cut = line.endswith(CUT) if part else cut
    return canonical(whole)


def display_width(text: str) -> int:
    """Count the columns a text takes; Chinese characters and full-width marks take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _closed_up(text: str) -> str:
    """Keep one space between two Latin words, and none beside a Chinese character or mark."""
    parts = _SPACES.split(text.strip())
    whole = parts[0]
    for part in parts[1:]:
        both = _ASCII.match(whole[-1:]) and _ASCII.match(part[:1])
        whole += f" {part}" if both else part
    return whole


def _widened(text: str, place: int) -> str:
    """Return a mark in full width, unless it stands among Latin letters and digits."""
    mark = text[place]
    before, after = text[:place].rstrip()[-1:], text[place + 1 :].lstrip()[:1]
    if mark in ",:;?!" and before.isascii() and after.isascii() and before and after:
        return mark
    if mark in "()" and not _bracket_is_chinese(text, place):
        return mark
    return _FULL[mark]


def _bracket_is_chinese(text: str, place: int) -> bool:
    """Say whether a bracket's pair holds, or stands beside, a Chinese character."""
    start, end = (place, text.find(")", place)) if text[place] == "(" else (
        text.rfind("(", 0, place), place
    )  # fmt: skip
    inside = text[max(start, 0) : end if end >= 0 else len(text)]
    beside = text[: max(start, 0)].rstrip()[-1:] + text[end + 1 :].lstrip(" .")[:1]
    return any(map(_is_chinese, inside)) or any(map(_is_chinese, beside))


def _is_chinese(character: str) -> bool:
    return character >= "\u2e80" and not "\uff00" <= character <= "\uff5e"
