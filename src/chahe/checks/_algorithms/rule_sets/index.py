"""Which of many boxes hold, meet, or lie in another, as the bits of one whole number.

The boxes that do so in every dimension are what is left when the answers of all are ANDed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .spans import Box, Spans

_BLOCK = 64


class Index:
    """Boxes by number; one that is None holds nothing, meets nothing and lies in nothing."""

    def __init__(self, boxes: Sequence[Box | None]) -> None:
        wide = next((len(box) for box in boxes if box), 0)
        self._all = sum(1 << number for number, box in enumerate(boxes) if box)
        self._dimensions = [
            _Dimension([box[place] if box else None for box in boxes]) for place in range(wide)
        ]

    def holding_and_meeting(self, box: Box, among: int) -> tuple[int, int]:
        """Return, of some boxes, those that hold all of another, and those that meet it."""
        holding = meeting = among & self._all
        for dimension, spans in zip(self._dimensions, box, strict=False):
            meeting &= dimension.meeting(spans)
            if holding:
                holding &= dimension.containing(spans)
            if not meeting:
                break
        return holding, meeting

    def lying_in(self, box: Box, among: int) -> int:
        """Return, of some boxes, those that lie in another whole."""
        found = among & self._all
        for dimension, spans in zip(self._dimensions, box, strict=False):
            if not found:
                break
            found &= ~dimension.leaving(spans)
        return found


class _Dimension:
    """The sets of one dimension: which boxes have one that holds, or meets, another set."""

    def __init__(self, sets: Sequence[Spans | None]) -> None:
        having: dict[tuple[int, int], int] = {}
        for box, spans in enumerate(sets):
            for span in spans or ():
                having[span] = having.get(span, 0) | 1 << box
        ordered = sorted(having)  # a span's place here is its bit below
        self._having = [having[span] for span in ordered]
        self._lows = [low for low, _ in ordered]
        by_high = sorted(range(len(ordered)), key=lambda place: ordered[place][1])
        self._highs = [ordered[place][1] for place in by_high]
        self._from = [0] * (len(ordered) + 1)  # the spans that end at or after a place of `_highs`
        for place in range(len(ordered) - 1, -1, -1):
            self._from[place] = self._from[place + 1] | 1 << by_high[place]
        self._begun = _Sums(self._having)
        self._ended = _Sums([self._having[place] for place in reversed(by_high)])
        self._holding: dict[Spans, int] = {}
        self._meeting: dict[Spans, int] = {}
        self._leaving: dict[Spans, int] = {}

    def containing(self, spans: Spans) -> int:
        """Return the boxes whose set holds all of another."""
        if spans not in self._holding:
            boxes = -1
            for low, high in spans:
                boxes &= self._boxes(begun=low, ended=high)
            self._holding[spans] = boxes
        return self._holding[spans]

    def meeting(self, spans: Spans) -> int:
        """Return the boxes whose set has something in common with another."""
        if spans not in self._meeting:
            boxes = 0
            for low, high in spans:
                boxes |= self._boxes(begun=high, ended=low)
            self._meeting[spans] = boxes
        return self._meeting[spans]

    def leaving(self, spans: Spans) -> int:
        """Return the boxes whose set has something that another lacks."""
        if spans not in self._leaving:
            boxes = self._begun.first(bisect_left(self._lows, spans[0][0]))
            boxes |= self._ended.first(len(self._highs) - bisect_right(self._highs, spans[-1][1]))
            for (_, ended), (begun, _) in pairwise(spans):
                boxes |= self._boxes(begun=begun - 1, ended=ended + 1)
            self._leaving[spans] = boxes
        return self._leaving[spans]

    def _boxes(self, *, begun: int, ended: int) -> int:
        """Return the boxes with a span that begins by a number and does not end before another."""
        early = (1 << bisect_right(self._lows, begun)) - 1
        boxes = 0
        for place in bits(early & self._from[bisect_left(self._highs, ended)]):
            boxes |= self._having[place]
        return boxes


class _Sums:
    """The boxes of the first few of many: all of each block but the last are known beforehand."""

    def __init__(self, boxes: Sequence[int]) -> None:
        self._boxes = boxes
        self._blocks = [0]
        for start in range(0, len(boxes), _BLOCK):
            self._blocks.append(self._blocks[-1] | self._all(start, start + _BLOCK))

    def first(self, number: int) -> int:
        block = number // _BLOCK
        return self._blocks[block] | self._all(block * _BLOCK, number)

    def _all(self, start: int, end: int) -> int:
        found = 0
        for boxes in self._boxes[start:end]:
            found |= boxes
        return found


def bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set, lowest first."""
    text = bin(number)[:1:-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)


def lowest(number: int) -> int:
    """Return the place of the lowest bit that is set; of 0, -1."""
    return (number & -number).bit_length() - 1
