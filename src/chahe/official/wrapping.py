"""Where a text was wrapped: the column, which lines are full, and which cut a word in two."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .fold import CUT, display_width
from .model import Line

_SHORT_OF = 3
_WIDEST = 160
_NARROWEST = 30
_ENDED = re.compile(r"[。：；:;.|]$")
_FEW = 10  # one line in so many may stick out of a text that was wrapped


class Wrapping:
    """How a run of lines was wrapped."""

    def __init__(self, lines: Sequence[Line]) -> None:
        written = [line for line in lines if line.text]
        counted = Counter(line.number for line in written)
        self._widths = {  # parts of one line were not wrapped
            line.number: line.indent + display_width(line.text)
            for line in written
            if counted[line.number] == 1
        }
        self.column = wrap_column(written)
        self._cuts = self._where_cut(written)

    def is_full(self, line: Line) -> bool:
        """Say whether a line goes to where the text was wrapped, or one wide character short."""
        width = self._widths.get(line.number, 0)
        return self.column is not None and 0 <= self.column - width <= _SHORT_OF

    def cut(self, line: Line) -> Line:
        """Mark a line that was cut because it was full, so that a word may go on in the next."""
        return replace(line, text=line.text + CUT) if line.number in self._cuts else line

    def _where_cut(self, lines: Sequence[Line]) -> frozenset[int]:
        """Return the lines that had no room for the first character of the next."""
        chinese = sum(not line.text.isascii() for line in lines)
        if chinese * 2 < len(lines):  # other languages are wrapped between words
            return frozenset()
        return frozenset(
            line.number
            for line, after in pairwise(lines)
            if self.is_full(line)
            and self._widths[line.number] + display_width(after.text[0]) > (self.column or 0)
        )


def wrap_column(lines: Sequence[Line]) -> int | None:
    """Return the display column at which a text was wrapped; None where it was not.

    Lines were wrapped when several stop near the longest and nearly none of those ends a sentence;
    a few that no one wrapped, as headings of a page, may stick out.
    """
    full, cut = Counter[int](), Counter[int]()
    for line in lines:
        width = int(line.indent + display_width(line.text))
        full[width] += 1
        cut[width] += not _ENDED.search(line.text.rstrip())
    longer = 0
    for width in sorted(full, reverse=True):
        near = range(width - _SHORT_OF, width + 1)
        many, open_ = sum(full[n] for n in near), sum(cut[n] for n in near)
        if width < _NARROWEST or longer * _FEW > len(lines):
            return None
        if width <= _WIDEST and open_ >= 2 and open_ * 2 >= many:
            return width
        longer += full[width]
    return None
