"""Print rows in columns on a terminal, where a Chinese character takes two."""

import unicodedata
from collections.abc import Sequence


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows, the first of them the headings, each column as wide as its widest cell."""
    rows = [[plain(cell) for cell in cells] for cells in rows]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        padded = (
            cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)
        )
        print("  ".join(padded).rstrip())


def plain(text: str) -> str:
    """Show control characters, which could drive a terminal, as what they are."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
