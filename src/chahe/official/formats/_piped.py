"""Tables drawn with pipes, a row a line: `| a | b |`."""

import re
from itertools import groupby

from ..model import Block, Line, Table
from ._blocks import indented

_ROW = re.compile(r"\|.*\|")
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = frozenset("|:+=- \t")


def piped_tables(blocks: list[Block]) -> list[Block]:
    """Return blocks, consecutive rows of as many cells as one another made tables.

    The rules under headers stay lines, after their table. A lone row is no table.
    """
    done: list[Block] = []
    for width, group in groupby(blocks, key=_width):
        run = list(group)
        lines = [block for block in run if isinstance(block, Line)]
        rows = [line for line in lines if not _is_rule(line)]
        if width < 2 or len(rows) < 2:
            done += run
            continue
        done.append(Table(tuple(map(_cells, rows))))
        done += [line for line in lines if _is_rule(line)]
    return done


def _is_rule(line: Line) -> bool:
    return "-" in line.text and set(line.text) <= _RULE


def _width(block: Block) -> int:
    """Count the cells of a row between pipes; 0 for anything else."""
    if isinstance(block, Table) or not _ROW.fullmatch(block.text):
        return 0
    return len(_PIPE.findall(block.text)) - 1


def _cells(row: Line) -> tuple[tuple[Line, ...], ...]:
    texts = [text.replace("\\|", "|") for text in _PIPE.split(row.text)[1:-1]]
    lines = [indented(text, number=row.number) for text in texts]
    return tuple(((Line(line.text, line.number),) if line.text else ()) for line in lines)
