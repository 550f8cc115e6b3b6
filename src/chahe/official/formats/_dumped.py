"""Tables that a converter dumped as text: a cell begins with a tab, a row ends with a blank line.

    \\t控制重點          the header row: its cells, in lines of their own,
    \\t執行程序          tell how many columns there are
                      a blank line
    \\t1. …             a cell, of as many lines as it has, some of them blank
    2. …
    \\t取得 …           the next cell; a line with a tab alone is an empty one

A blank line within a cell looks like the end of a row, so rows are found by counting cells: of all
ways to part them, the one that has most rows of full width and fewest blank lines inside rows.
An excerpt may have lost its header row; then rows of one length, with empty cells, tell the width.
"""

import re
from collections import Counter

from ..model import Block, Line, Table
from ._blocks import indented, trimmed
from ._dumped_rows import Body, Raw

_WIDEST = 12
_LONGEST_HEADING = 40
_TALLEST_HEADING = 4
_OPENING = re.compile(r"[ \u3000]*\t")
_ITEM = re.compile(r"\s*[(（]?[\d０-９一二三四五六七八九十甲乙丙丁a-zA-Z]{1,3}[)）.．、]")
_SENTENCE = tuple("。；，：、;,:")
_LOOK_AHEAD = 100  # lines of an excerpt without its header row


def dumped_tables(raw: list[Raw]) -> list[Block]:
    """Return lines as blocks, those of dumped tables as tables."""
    blocks: list[Block] = []
    place = 0
    while place < len(raw):
        found = _table(raw, place)
        if found:
            blocks.append(found[0])
            place = found[1]
        else:
            blocks.append(_line(raw[place]))
            place += 1
    return blocks


def _line(raw: Raw) -> Line:
    return indented(raw[0], number=raw[1])


def _table(raw: list[Raw], start: int) -> tuple[Table, int] | None:
    """Return the table that begins at a line, and where what follows it begins."""
    if not _OPENING.match(raw[start][0]) or (start and _opens(raw, start - 1)):
        return None
    head, place = _head(raw, start)
    while place < len(raw) and _is_blank(raw[place][0]):
        place += 1
    if not _is_head(head) or not _opens(raw, place):
        head, place = [], start
    width = len(head) or _width(raw, start)
    if not width:
        return None
    body = Body(width)
    end = body.take(raw, place)
    if len(body.cells) < width:
        return None
    rows = [head, *body.rows()] if head else body.rows()
    if len(rows[0]) < width:  # the excerpt begins within a row
        rows[0] = [[]] * (width - len(rows[0])) + rows[0]
    return Table(tuple(tuple(trimmed(cell) for cell in row) for row in rows)), end


def _width(raw: list[Raw], start: int) -> int:
    """Return how many columns a table without its header row has, or 0 where it is none."""
    if not _opens(raw, start):
        return 0
    lengths: Counter[int] = Counter()
    length, empty, ahead = 0, False, raw[start : start + _LOOK_AHEAD]
    for (text, _), (after, _) in zip(ahead, [*ahead[1:], ("", 0)], strict=True):
        length += text.startswith("\t")
        empty |= text == "\t"
        if _is_blank(text) and after.startswith("\t"):
            lengths[length] += 1
            length = 0
    width, times = max(lengths.items(), key=lambda item: item[1], default=(0, 0))
    likely = empty and 3 <= width <= _WIDEST and times >= 2
    return width if likely else 0


def _is_blank(text: str) -> bool:
    return not text.strip(" \u3000")


def _opens(raw: list[Raw], place: int) -> bool:
    return place < len(raw) and raw[place][0].startswith("\t")


def _head(raw: list[Raw], start: int) -> tuple[list[list[Line]], int]:
    """Return the cells of the header row at a line, if there is one, and where it ends."""
    cells: list[list[Line]] = []
    for place in range(start, min(start + _WIDEST * _TALLEST_HEADING, len(raw))):
        text, number = raw[place]
        if place == start or text.startswith("\t"):
            cells.append([])
            text = _OPENING.sub("", text, count=1)
        elif not text.strip():
            return cells, place
        cells[-1].append(indented(text, number=number))
    return [], start


def _is_head(cells: list[list[Line]]) -> bool:
    texts = ["".join(line.text for line in cell) for cell in cells]
    return (
        2 <= len(texts) <= _WIDEST
        and sum(map(bool, texts)) >= 2
        and all(len(text) <= _LONGEST_HEADING for text in texts)
        and not any(text.endswith(_SENTENCE) or _ITEM.match(text) for text in texts)
    )
