"""Pages put together: a table that goes on over the page is one table."""

import re

from ._pdf_model import Row, RuledTable, TextLine

_SAME_EDGE = 4
_HEAD_ROWS = 3
_ITEM = re.compile(r"[(（]?[\d０-９一二三四五六七八九十甲乙丙丁a-zA-Z]{1,3}[)）.．、]")

Item = TextLine | RuledTable


def joined(pages: list[list[Item]]) -> list[Item]:
    """Return what is on pages, in order, tables joined over page breaks."""
    items: list[Item] = []
    for page in pages:
        for place, item in enumerate(page):
            last = items[-1] if items else None
            if (
                place == 0
                and isinstance(item, RuledTable)
                and isinstance(last, RuledTable)
                and _same_columns(last, item)
            ):
                _join(last, item)
            else:
                items.append(item)
    return items


def _same_columns(above: RuledTable, below: RuledTable) -> bool:
    """Compare widths, not places: the margins of left and right pages differ."""
    return len(above.edges) == len(below.edges) and all(
        abs((edge - above.edges[0]) - (other - below.edges[0])) <= _SAME_EDGE
        for edge, other in zip(above.edges, below.edges, strict=True)
    )


def _join(above: RuledTable, below: RuledTable) -> None:
    rows = below.rows
    for head in above.rows[:_HEAD_ROWS]:
        if not rows or _text(rows[0]) != _text(head):
            break
        rows = rows[1:]
    is_cut = above.is_cut_below or below.is_cut_above
    if rows and above.rows and _goes_on(rows[0], is_cut):
        above.rows[-1] = [
            [*cell, *rest] for cell, rest in zip(above.rows[-1], rows[0], strict=True)
        ]
        rows = rows[1:]
    above.rows += rows
    above.is_cut_below = below.is_cut_below


def _goes_on(row: Row, is_cut: bool) -> bool:
    """Say whether the first row of a page goes on from the last of the page before.

    No ruling parts them then (`is_cut`), or its first cell is empty. It may be so with a new row as
    well: under the same heading, or where no ruling is drawn at the break. But a new row has every
    other cell filled, and the first that is begins with an item's number.
    """
    first, *others = row
    key = next(cell for cell in row if cell)
    is_new = all(others) and bool(_ITEM.match(key[0].text))
    return not is_new and (is_cut or not first)


def _text(row: Row) -> list[str]:
    return ["".join(line.text for line in cell) for cell in row]
