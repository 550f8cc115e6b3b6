"""Paragraphs and tables of a Word file, built as XML: python-docx's own are far slower."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn as _qualified

from ..model import Cell, Mark, Table, runs_of
from ._printable import printable
from ._sizes import shares, table_size

_TWIP = 635  # EMU
_SHADE = "EDEDED"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_qn = cache(_qualified)


def add_paragraph(word: Any, text: str, style: str = "Normal") -> None:
    """Add a paragraph; `style` is a style's id, which has no space."""
    paragraph = OxmlElement("w:p")
    properties = _under(paragraph, "w:pPr")
    _under(properties, "w:pStyle", val=style)
    if style == "Caption":
        _under(properties, "w:keepNext")
    _write(_under(paragraph, "w:r"), text)
    _append(word, paragraph)


def add_page_break(word: Any) -> None:
    paragraph = OxmlElement("w:p")
    _under(_under(paragraph, "w:pPr"), "w:spacing", after="0", line="20", lineRule="exact")
    _under(_under(paragraph, "w:r"), "w:br", type="page")
    _append(word, paragraph)


def add_table(word: Any, table: Table, width: int, *, headless: bool = False) -> None:
    """Add a table of `width` EMU after its caption; without a head, first cells are labels."""
    if table.caption:
        add_paragraph(word, table.caption, "Caption")
    grid = [round(share * width / _TWIP) for share in shares(table)]
    size = table_size(len(table.head))
    element = _element(grid)
    if not headless:
        _add_row(element, table.head, grid, size, bold=len(grid), head=True)
        if table.repeat_head:
            _under(element[-1][0], "w:tblHeader")
    for row in table.rows:
        _add_row(element, row, grid, size, bold=1 if headless else 0)
    _append(word, element)
    after = OxmlElement("w:p")  # two tables that touch would become one
    _under(_under(after, "w:pPr"), "w:spacing", after="40", line="160", lineRule="exact")
    _append(word, after)


def _append(word: Any, element: Any) -> None:
    word.element.body[-1].addprevious(element)  # the last is always the section's properties


def _element(grid: Sequence[int]) -> Any:
    element = OxmlElement("w:tbl")
    properties = _under(element, "w:tblPr")
    _under(properties, "w:tblStyle", val="TableGrid")
    _under(properties, "w:tblW", w=str(sum(grid)), type="dxa")
    _under(properties, "w:tblLayout", type="fixed")
    columns = _under(element, "w:tblGrid")
    for width in grid:
        _under(columns, "w:gridCol", w=str(width))
    return element


def _add_row(
    table: Any,
    cells: Sequence[Cell],
    grid: Sequence[int],
    size: float,
    *,
    bold: int,
    head: bool = False,
) -> None:
    """Add a row whose first `bold` cells are labels."""
    row = _under(table, "w:tr")
    properties = _under(row, "w:trPr")
    if head:
        _under(properties, "w:cantSplit")
    for column, (held, width) in enumerate(zip(cells, grid, strict=True)):
        _add_cell(row, held, width, size, bold=column < bold)


def _add_cell(row: Any, held: Cell, width: int, size: float, *, bold: bool) -> None:
    cell = _under(row, "w:tc")
    properties = _under(cell, "w:tcPr")
    _under(properties, "w:tcW", w=str(width), type="dxa")
    if bold:
        _under(properties, "w:shd", val="clear", color="auto", fill=_SHADE)
    paragraph = _under(cell, "w:p")
    _under(_under(paragraph, "w:pPr"), "w:spacing", before="20", after="20")
    for text, mark in runs_of(held):
        run = _under(paragraph, "w:r")
        look = _under(run, "w:rPr")
        if bold:
            _under(look, "w:b")
        if mark is Mark.REMOVED:
            _under(look, "w:strike")
        _under(look, "w:sz", val=str(round(size * 2)))
        if mark is Mark.ADDED:
            _under(look, "w:u", val="single")
        _write(run, text)


def _write(run: Any, text: str) -> None:
    for number, line in enumerate(printable(text).split("\n")):
        if number:
            _under(run, "w:br")
        element = _under(run, "w:t")
        element.text = line
        element.set(_SPACE, "preserve")


def _under(parent: Any, name: str, **attributes: str) -> Any:
    values = {_qn(f"w:{key}"): value for key, value in attributes.items()}
    child = parent.makeelement(_qn(name), values)
    parent.append(child)
    return child
