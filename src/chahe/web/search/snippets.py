"""Show a text around what was found in it, in pieces: what was found, and what stands between."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from .terms import squeeze

Pieces = list[tuple[str, bool]]  # text, whether it was asked for
BEFORE = 20  # characters shown before the first thing found


def marked(text: str, needles: Iterable[str]) -> Pieces:
    """Return a whole text in pieces."""
    return _pieces(text, _spans(text, needles), 0, len(text))


def snippet(text: str, needles: Iterable[str], *, most: int) -> Pieces:
    """Return at most so many characters of a text, from a little before what was found first."""
    text = " ".join(text.split())
    spans = _spans(text, needles)
    start = max(0, spans[0][0] - BEFORE) if spans else 0
    start = max(0, min(start, len(text) - most))
    end = min(len(text), start + most)
    pieces = _pieces(text, spans, start, end)
    return [
        *([("…", False)] if start else []),
        *pieces,
        *([("…", False)] if end < len(text) else []),
    ]


def _spans(text: str, needles: Iterable[str]) -> list[tuple[int, int]]:
    """Return where something asked for stands, first to last; what overlaps is one."""
    letters = [(letter, place) for place, each in enumerate(text) for letter in _folded(each)]
    squeezed = "".join(letter for letter, _ in letters)
    found = sorted(
        (letters[match.start()][1], letters[match.end() - 1][1] + 1)
        for needle in needles
        for match in re.finditer(_pattern(needle), squeezed)
    )
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            first, last = joined.pop()
            joined.append((first, max(last, end)))
        else:
            joined.append((start, end))
    return joined


def _pattern(needle: str) -> str:
    """A word that is not Chinese is found where it begins."""
    return (r"(?<![a-z0-9])" if re.match("[a-z0-9]", needle) else "") + re.escape(needle)


@lru_cache(maxsize=20_000)
def _folded(letter: str) -> str:
    return squeeze(letter)


def _pieces(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> Pieces:
    pieces, at = [], start
    for first, last in spans:
        first, last = max(first, at), min(last, end)
        if first < last:
            pieces += [(text[at:first], False), (text[first:last], True)]
            at = last
    pieces.append((text[at:end], False))
    return [piece for piece in pieces if piece[0]]
