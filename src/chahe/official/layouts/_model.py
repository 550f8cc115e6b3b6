"""What a layout is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..model import Block, EditionText, Line, Table

Blocks = Sequence[Block]


@dataclass(frozen=True)
class Laid:
    """What a layout made of blocks: editions, and the lines that belong to none."""

    editions: tuple[EditionText, ...]
    unplaced: tuple[Line, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Layout:
    """`suits` says how well blocks suit the layout, from 0 (not at all) to 1."""

    title: str
    suits: Callable[[Blocks], float]
    lay_out: Callable[[Blocks], Laid]


def flattened(blocks: Blocks) -> list[Line]:
    """Return all lines of blocks in reading order, those of tables cell by cell."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Table):
            lines += [line for row in block.rows for cell in row for line in cell]
        else:
            lines.append(block)
    return lines


def cell_text(cell: Sequence[Line]) -> str:
    return "".join(line.text for line in cell)
