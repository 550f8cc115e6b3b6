"""Paragraphs and tables of a Word file, written as XML: python-docx's own are far slower.

Tables are made as text and parsed once: an element made at a time takes ten times as long.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ..model import Cell, Mark, Table, runs_of
from ._printable import printable
from ._sizes import shares, table_size

_TWIP = 635  # EMU
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>'
_NAMESPACE = nsdecls("w")
_LOOKS = {
    Mark.PLAIN: ("", ""),
    Mark.ADDED: ("", '<w:u w:val="single"/>'),
    Mark.REMOVED: ("<w:strike/>", ""),
}


def add_paragraph(word: Any, text: str, style: str = "Normal") -> None:
    """Add a paragraph; `style` is a style's id, which has no space."""
    keep = "<w:keepNext/>" if style == "Caption" else ""
    _append(
        word,
        f'<w:p {_NAMESPACE}><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>'
        f"<w:r>{_text(text)}</w:r></w:p>",
    )


def add_page_break(word: Any) -> None:
    _append(
        word,
        f'<w:p {_NAMESPACE}><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
        '<w:r><w:br w:type="page"/></w:r></w:p>',
    )


def add_table(word: Any, table: Table, width: int, *, headless: bool = False) -> None:
    """Add a table of `width` EMU after its caption; without a head, first cells are labels."""
    if table.caption:
        add_paragraph(word, table.caption, "Caption")
    grid = [round(share * width / _TWIP) for share in shares(table)]
    _append(word, "".join(_table(table, grid, headless=headless)))
    # two tables that touch would become one
    _append(
        word,
        f'<w:p {_NAMESPACE}><w:pPr><w:spacing w:after="40" w:line="160" w:lineRule="exact"/>'
        "</w:pPr></w:p>",
    )


def _append(word: Any, xml: str) -> None:
    word.element.body[-1].addprevious(parse_xml(xml))  # the last is always the section's properties


def _table(table: Table, grid: Sequence[int], *, headless: bool) -> Iterator[str]:
    size = table_size(len(table.head))
    yield f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
    yield f'<w:tblW w:w="{sum(grid)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    yield f"<w:tblGrid>{columns}</w:tblGrid>"
    if not headless:
        repeat = "<w:tblHeader/>" if table.repeat_head else ""
        yield f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>"
        yield from _cells(table.head, grid, size, bold=len(grid))
    for row in table.rows:
        yield "<w:tr>"
        yield from _cells(row, grid, size, bold=1 if headless else 0)
    yield "</w:tbl>"


def _cells(cells: Sequence[Cell], grid: Sequence[int], size: float, *, bold: int) -> Iterator[str]:
    """Yield a row's cells, of which the first `bold` are labels, and the row's end."""
    for column, (held, width) in enumerate(zip(cells, grid, strict=True)):
        shade, strong = (_SHADE, "<w:b/>") if column < bold else ("", "")
        yield f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        yield '<w:p><w:pPr><w:spacing w:before="20" w:after="20"/></w:pPr>'
        for text, mark in runs_of(held):
            before, after = _LOOKS[mark]
            yield f"<w:r><w:rPr>{strong}{before}"
            yield f'<w:sz w:val="{round(size * 2)}"/>{after}</w:rPr>{_text(text)}</w:r>'
        yield "</w:p></w:tc>"
    yield "</w:tr>"


def _text(text: str) -> str:
    lines = escape(printable(text)).split("\n")
    return "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
