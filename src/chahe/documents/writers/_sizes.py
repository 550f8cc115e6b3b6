"""Sizes every writer agrees on, in points; text never under 8."""

from ..model import Table

BODY = 12.0
TITLE = 20.0
HEADINGS = {1: 15.0, 2: 13.0, 3: 12.0}
SMALL = 9.0
FACT_WIDTHS = (1.0, 3.6)
SIGN_OFF_WIDTHS = (1.2, 1.8, 2.2, 3.0, 6.0)


def table_size(columns: int) -> float:
    """Return the text size of a table: the more columns, the smaller."""
    if columns > 9:
        return 8.0
    return 9.5 if columns > 4 else 10.5


def shares(table: Table) -> tuple[float, ...]:
    """Return the width of each column as a share of 1."""
    widths = table.widths or (1.0,) * len(table.head)
    return tuple(width / sum(widths) for width in widths)
