"""Page headers, footers and page numbers, set aside so that they do not interrupt the text."""

import re
from collections import Counter

from ._pdf_model import TextLine

_EDGE = 0.12  # of a page's height
_REPEATED = 3  # pages
_LONGEST_NUMBER = 30
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:第|Page|P\.?)?\s*\d+\s*(?:[/／]\s*\d+|of\s*\d+)?\s*頁?[\W_]*", re.I
)

Numbered = tuple[float, list[TextLine]]  # a page's height, and its lines outside tables


def set_aside(pages: list[Numbered]) -> tuple[list[list[TextLine]], list[TextLine]]:
    """Return the lines of each page without what repeats at its edges, and what that is."""
    pages_of = Counter(
        key
        for height, lines in pages
        for key in {_key(line) for line in lines if _is_edge(line, height)}
    )
    kept: list[list[TextLine]] = []
    aside: list[TextLine] = []
    for height, lines in pages:
        kept.append([])
        for line in lines:
            repeats = pages_of[_key(line)] >= _REPEATED or _is_page_number(line)
            (aside if repeats and _is_edge(line, height) else kept[-1]).append(line)
    return kept, aside


def _is_page_number(line: TextLine) -> bool:
    return len(line.text) <= _LONGEST_NUMBER and bool(_PAGE_NUMBER.fullmatch(line.text))


def _key(line: TextLine) -> str:
    return _DIGITS.sub("#", _SPACE.sub("", line.text))


def _is_edge(line: TextLine, height: float) -> bool:
    return not _EDGE * height < line.base < (1 - _EDGE) * height
