"""What stands on a page but belongs to no rule: rules, page numbers, running heads, bullets."""

import re
from collections import Counter
from collections.abc import Sequence

from .fold import display_width, narrow
from .model import Line

_PAGE = re.compile(
    r"第\s*\d+\s*頁.*|共\s*\d+\s*頁.*|頁次?\s*[:：]?\s*\d+.*|page\s+\d+(\s*(of|/)\s*\d+)?"
    r"|[-–—－]\s*\d+\s*[-–—－]|\d+\s*/\s*\d+",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"^(?:[|\-–—*•●○■□◆◇▪‧・>\uf000-\uf0ff]+\s+|[|•●○■□◆◇▪\uf000-\uf0ff]+\s*)(?=\S)"
)
_TRAILING_RULE = re.compile(r"(?<=\S)\s*\|$")
_CHAPTER = re.compile(r"第\s*[\d一二三四五六七八九十百]+\s*[編章節](?![約度點])")
_RUNNING = 3  # a line that comes back so often is a running head
_SHORTEST_RUNNING = 4
_WIDEST = 160
_NARROWEST = 30


def is_rule(line: Line) -> bool:
    """Say whether a line holds nothing but drawing: |, -, =, ・ and the like."""
    text = line.text.strip()
    return (
        bool(text)
        and not any(c.isalnum() for c in text)
        and not re.fullmatch("[。，、；：）)」]+", text)
    )


def is_page_number(line: Line) -> bool:
    return bool(_PAGE.fullmatch(narrow(line.text).strip()))


def is_chapter(text: str) -> bool:
    """Say whether a line heads a chapter; articles are numbered on through chapters."""
    return bool(_CHAPTER.match(text)) and len(text) <= 40 and "。" not in text


def without_bullet(text: str) -> str:
    """Drop the bullet or table rule a half-width line opens with.

    >>> without_bullet("- (1)應建立防火牆"), without_bullet("| 1.總則 |"), without_bullet("-3")
    ('(1)應建立防火牆', '1.總則', '-3')
    """
    return _TRAILING_RULE.sub("", _BULLET.sub("", text)).strip()


def running_heads(lines: Sequence[Line]) -> frozenset[str]:
    """Return the lines that come back over and over and end no sentence, as page heads do."""
    counted = Counter(narrow(line.text).strip() for line in lines if line.text)
    return frozenset(
        text
        for text, count in counted.items()
        if count >= _RUNNING
        and len(text) >= _SHORTEST_RUNNING
        and not re.search(r"[。；;：:，,)」]$|^\(", text)
        and not re.match(r"[\da-z(第一二三四五六七八九十]", text)
    )


def wrap_column(lines: Sequence[Line]) -> int | None:
    """Return the display column at which a text was wrapped; None where it was not.

    Lines were wrapped when several stop near the longest and nearly none of those ends a sentence.
    """
    widths = [(line.indent + display_width(line.text), line.text) for line in lines if line.text]
    widest = max((width for width, _ in widths), default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return None
    near = [text for width, text in widths if width >= widest - 4]
    cut = [text for text in near if not re.search(r"[。：；:;.]\s*$", text)]
    return int(widest) if len(cut) >= 2 and len(cut) * 2 >= len(near) else None
