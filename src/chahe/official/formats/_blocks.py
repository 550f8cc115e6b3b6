"""Blocks being made: indents, tables that are tables, and numbers in reading order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from ..model import Block, Cell, Line, OfficialError, Table

MAX_LINES = 100_000
MAX_CELLS = 100_000
_TAB = 8
_MARGIN = re.compile(r"\s{0,1000}")

Drafted = Sequence[Sequence[Sequence[Block]]]  # rows of cells, each lines and inner tables


def indented(text: str, *, number: int = 0, start: float = 0, unit: float = 1) -> Line:
    """Return a line without the white space around it, which counts as its indent.

    `unit` is how much a half-width column is worth, and `start` what the indent begins with.
    """
    margin = _MARGIN.match(text)
    columns = _columns(margin[0]) if margin else 0
    return Line(text.strip(), number, start + columns * unit)


def _columns(margin: str) -> int:
    columns = 0
    for character in margin:
        if character == "\t":
            columns += _TAB - columns % _TAB
        else:
            columns += 2 if is_wide(character) else 1
    return columns


def is_wide(character: str) -> bool:
    """Say whether a character is as wide as a Chinese one."""
    return east_asian_width(character) in "WF"


def table_of(rows: Drafted) -> list[Block]:
    """Return a table, or what its cells hold where it only arranges a page.

    It arranges where no row has two filled cells, or where most of its text is in tables inside it.
    """
    filled = max((sum(any(map(has_text, cell)) for cell in row) for row in rows), default=0)
    blocks = [block for row in rows for cell in row for block in cell]
    inside = sum(len(line.text) for line in lines_of(blocks, inside_only=True))
    if filled < 2 or 2 * inside > sum(len(line.text) for line in lines_of(blocks)):
        return blocks
    return [Table(tuple(tuple(_cell(cell) for cell in row) for row in rows))]


def has_text(block: Block) -> bool:
    return any(line.text for line in lines_of([block]))


def lines_of(blocks: Iterable[Block], *, inside_only: bool = False) -> Iterator[Line]:
    """Yield the lines of blocks in reading order; or only those inside tables."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from cell
        elif not inside_only:
            yield block


def _cell(blocks: Sequence[Block]) -> Cell:
    return trimmed(list(lines_of(blocks)))


def trimmed(lines: Sequence[Line]) -> Cell:
    """Return lines without the blank ones at either end."""
    filled = [place for place, line in enumerate(lines) if line.text]
    return tuple(lines[filled[0] : filled[-1] + 1]) if filled else ()


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Number the lines of blocks from 1, in reading order.

    :raises OfficialError: if there are too many
    """
    count = 0

    def next_number(line: Line) -> Line:
        nonlocal count
        count += 1
        if count > MAX_LINES:
            raise too_many_lines()
        return replace(line, number=count)

    return tuple(
        Table(tuple(tuple(tuple(map(next_number, cell)) for cell in row) for row in block.rows))
        if isinstance(block, Table)
        else next_number(block)
        for block in blocks
    )


def with_rest(blocks: Sequence[Block], rest: Sequence[Block]) -> list[Block]:
    """Return blocks, a blank line, and what is no part of their flow: notes, page headers."""
    return [*blocks, Line("", 0), *rest] if rest else list(blocks)


def too_many_lines() -> OfficialError:
    return OfficialError(f"文件超過 {MAX_LINES:,} 行的上限，請分成幾個檔案後重新上傳")
