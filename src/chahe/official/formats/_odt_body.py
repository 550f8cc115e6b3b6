"""The paragraphs, lists and tables of an ODF document, in order, tracked deletions left out."""

import re
from collections.abc import Iterator

from ..model import Block, OfficialError
from ._blocks import MAX_CELLS, indented, table_of
from ._odt_lists import Lists, OpenList
from ._odt_styles import Styles, integer
from ._xml import Element

_SPACE = 6  # points that a half-width space at the beginning of a line is worth
_STEP = 18  # points that a list inside another is further in, where styles do not say
_WIDEST = 200
_MOST_REPEATED = 100
_ROWS = frozenset({"table:table-header-rows", "table:table-rows", "table:table-row-group"})
_GONE = frozenset(
    {"office:annotation", "text:ruby-text", "text:tracked-changes", "draw:object", "table:shapes"}
)
_COLLAPSED = re.compile("[ \t\r\n]+")
_KEPT = str.maketrans("\1\2\3", " \t\n")  # no XML holds these


class Body:
    """Reads block after block; `notes` gathers foot- and endnotes on the way."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._lists = Lists(styles)
        self._cells = 0
        self.notes: list[Block] = []

    def blocks(self, parent: Element) -> list[Block]:
        """Return the blocks in an element, whatever wraps them.

        :raises OfficialError: if it has too large a table
        """
        blocks: list[Block] = []
        for child in parent:
            blocks += self._block(child)
        return blocks

    def _block(self, element: Element) -> list[Block]:
        if element.tag == "text:p":
            return self._paragraph(element, "")
        if element.tag == "text:h":
            return self._paragraph(element, self._lists.heading(element))
        if element.tag == "text:list":
            return self._list(element, None)
        if element.tag == "table:table":
            return self._table(element)
        return [] if element.tag in _GONE else self.blocks(element)

    def _list(self, element: Element, outer: OpenList | None) -> list[Block]:
        blocks: list[Block] = []
        opened = self._lists.open(element, outer)
        for item in element:
            is_marked = item.tag == "text:list-item"
            for child in item:
                if child.tag == "text:list":
                    blocks += self._list(child, opened)
                elif child.tag in {"text:p", "text:h"}:
                    mark = opened.mark(item) if is_marked else ""
                    is_marked = False
                    blocks += self._paragraph(child, mark, _STEP * (opened.depth - 1))
                else:
                    blocks += self._block(child)
        return blocks

    def _paragraph(self, element: Element, mark: str, further_in: float = 0) -> list[Block]:
        aside: list[Element] = []
        raw = _COLLAPSED.sub(" ", "".join(_text(element, aside))).strip(" ").translate(_KEPT)
        start = self._styles.indent(element.get("text:style-name", "")) or further_in
        blocks: list[Block] = [
            indented(line, start=start, unit=_SPACE) for line in (mark + raw).split("\n")
        ]
        for found in aside:
            if found.tag == "text:note":
                self.notes += [
                    block for body in found.iter("text:note-body") for block in self.blocks(body)
                ]
            else:
                blocks += self.blocks(found)
        return blocks

    def _table(self, table: Element) -> list[Block]:
        rows: list[list[list[Block]]] = []
        for row in _rows(table):
            cells: list[list[Block]] = []
            for cell in row:
                held = self.blocks(cell) if cell.tag == "table:table-cell" else []
                cells += [held] * _times(cell, "table:number-columns-repeated")
            times = _times(row, "table:number-rows-repeated")
            rows += [cells] * times
            self._cells += len(cells) * times
            if len(cells) > _WIDEST or self._cells > MAX_CELLS:
                raise OfficialError("ODF 文件裡的表格過大，請分成幾個檔案後重新上傳")
        return table_of(rows)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "table:table-row":
            yield child
        elif child.tag in _ROWS:
            yield from _rows(child)


def _times(element: Element, name: str) -> int:
    """Return how often a row or cell is repeated; one without text is not worth more than once."""
    times = integer(element.get(name), 1)
    has_text = any(found.text for found in element.iter("text:p"))
    return max(1, min(times, _MOST_REPEATED)) if has_text or times <= _MOST_REPEATED else 1


def _text(element: Element, aside: list[Element]) -> Iterator[str]:
    """Yield the text of a paragraph; notes and text boxes in it are set aside."""
    yield element.text or ""
    for child in element:
        if child.tag == "text:s":
            yield "\1" * min(integer(child.get("text:c"), 1), _WIDEST)
        elif child.tag == "text:tab":
            yield "\2"
        elif child.tag == "text:line-break":
            yield "\3"
        elif child.tag == "text:note" or (child.tag.startswith("draw:") and child.tag != "draw:a"):
            aside.append(child)
        elif child.tag not in _GONE:
            yield from _text(child, aside)
        yield child.tail or ""
