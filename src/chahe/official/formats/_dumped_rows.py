"""The rows of a dumped table: cells counted into rows, at the least cost."""

from ..model import Line
from ._blocks import indented

Raw = tuple[str, int]  # a line as the file has it, and its number

_SHORT_ROW, _JOINED_ROW, _BLANK_INSIDE = 4, 3, 1


class Body:
    """The cells of a table under its header row."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.cells: list[list[Line]] = []
        self._blanks = [0]  # how many of the first n cells came after a blank line
        self._costs = [0]  # the least that parting the first n cells costs
        self._lengths = [0]  # of the last row where they are parted so
        self._airy = False  # blank lines part the paragraphs of a cell

    def take(self, raw: list[Raw], start: int) -> int:
        """Take cells from a line on, and return where what is no cell begins."""
        blanks = 0
        for place in range(start, len(raw)):
            text, number = raw[place]
            if text.startswith("\t"):
                self._add(after_blank=blanks > 0 or place == start)
                text = text[1:]
                blanks = 0
            elif not text.strip():
                blanks += 1
            else:
                if blanks and self._is_outside(blanks):
                    return place - blanks
                blanks = 0
            self.cells[-1].append(indented(text, number=number))
        return len(raw)

    def _add(self, *, after_blank: bool) -> None:
        """Begin a cell, and part the cells so far at the least cost."""
        self.cells.append([])
        self._blanks.append(self._blanks[-1] + after_blank)
        end = len(self.cells)
        ways = [
            (self._cost(end - length, end), length) for length in range(1, min(self.width, end) + 1)
        ]
        cost, length = min(ways, key=lambda way: (way[0], -way[1]))
        self._costs.append(cost)
        self._lengths.append(length)

    def _cost(self, start: int, end: int) -> int:
        """Return what it costs that the row before `end` begins at `start`."""
        return (
            self._costs[start]
            + _BLANK_INSIDE * (self._blanks[end] - self._blanks[start + 1])
            + _SHORT_ROW * (end - start < self.width)
            + _JOINED_ROW * (self._blanks[start + 1] == self._blanks[start])
        )

    def _is_outside(self, blanks: int) -> bool:
        """Say whether a line that follows blank ones is no longer of the cell before."""
        if len(self.cells) < self.width:
            self._airy = True
            return False
        if self._airy:
            return len(self.cells) % self.width == 0 and blanks >= 2
        return self._lengths[-1] == self.width

    def rows(self) -> list[list[list[Line]]]:
        """Return the cells parted into rows."""
        rows = []
        end = len(self.cells)
        while end:
            rows.append(self.cells[end - self._lengths[end] : end])
            end -= self._lengths[end]
        return rows[::-1]
