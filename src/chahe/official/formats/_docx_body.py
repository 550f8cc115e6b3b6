"""The paragraphs and tables of a Word document, in order, as it reads with all changes accepted."""

import re
from collections.abc import Iterator

from ..model import Block, Line, OfficialError
from ._blocks import MAX_CELLS, indented, table_of
from ._docx_numbering import Numbering
from ._docx_styles import Indent, Styles, indent_of, integer, numbered_of
from ._xml import Element, within

_SPACE = 6  # points that a half-width space at the beginning of a line is worth
_WIDEST = 200
_THROUGH = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo"})
_GONE = frozenset(
    {"w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:rt", "w:delText"}
)
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_HEX = re.compile(r"(?![dD][89a-fA-F])[0-9A-Fa-f]{4}")  # of a character, not half a pair


class Body:
    """Reads block after block; numbers go on from one call of `blocks` to the next."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self._numbering, self._styles = numbering, styles
        self._joined = ""  # text of paragraphs whose end was deleted
        self._cells = 0

    def blocks(self, parent: Element) -> list[Block]:
        """Return the blocks in an element.

        :raises OfficialError: if it embeds another document, or has too large a table
        """
        blocks: list[Block] = []
        for child in _through(parent):
            if child.tag == "w:p":
                blocks += self._paragraph(child)
            elif child.tag == "w:tbl":
                blocks += self._table(child)
            elif child.tag == "w:altChunk":
                raise OfficialError("Word 文件內嵌另一份文件，請用 Word 開啟後另存新檔，再重新上傳")
        return blocks

    def _paragraph(self, paragraph: Element) -> list[Block]:
        boxes: list[Element] = []
        text = self._joined + "".join(_text(paragraph, boxes))
        inside = [block for box in boxes for block in self.blocks(box)]
        properties = paragraph.find("w:pPr")
        if _end_is_gone(properties):
            self._joined = text
            return inside
        self._joined = ""
        style = self._styles.of(properties)
        own = numbered_of(properties)
        label = self._numbering.label(own, style)
        indent = style.indent
        if label:
            text = label.text + text
            is_own = own.instance is not None
            indent = label.indent.over(indent) if is_own else indent.over(label.indent)
        return [*_lines(text, indent_of(properties).over(indent)), *inside]

    def _table(self, table: Element) -> list[Block]:
        rows: list[list[list[Block]]] = []
        merged: set[int] = set()  # columns whose cell may reach into the next row
        for row in (child for child in _through(table) if child.tag == "w:tr"):
            if within(row, "w:trPr", "w:del") is not None:
                continue
            cells, merged = self._row(row, merged)
            rows.append(cells)
            self._cells += len(cells)
            if self._cells > MAX_CELLS:
                raise OfficialError("Word 文件裡的表格過大，請分成幾個檔案後重新上傳")
        return table_of(rows)

    def _row(self, row: Element, merged: set[int]) -> tuple[list[list[Block]], set[int]]:
        cells: list[list[Block]] = []
        still_merged = set()
        _widen(cells, integer(within(row, "w:trPr", "w:gridBefore"), 0))
        for cell in (child for child in _through(row) if child.tag == "w:tc"):
            merge = within(cell, "w:tcPr", "w:vMerge")
            if merge is not None:
                still_merged.add(len(cells))
            goes_on = merge is not None and merge.get("w:val", "continue") == "continue"
            cells.append([] if goes_on and len(cells) in merged else self.blocks(cell))
            _widen(cells, integer(within(cell, "w:tcPr", "w:gridSpan"), 1) - 1)
        return cells, still_merged


def _end_is_gone(properties: Element | None) -> bool:
    """Say whether a paragraph's end was deleted or moved, so that it runs on into the next."""
    return any(within(properties, "w:rPr", gone) is not None for gone in ("w:del", "w:moveFrom"))


def _widen(cells: list[list[Block]], count: int) -> None:
    """Add empty cells, where another spans them."""
    if len(cells) + count > _WIDEST:
        raise OfficialError("Word 文件裡的表格過寬，不是正常的文件，請另存新檔後再上傳")
    cells += [[]] * count


def _through(parent: Element) -> Iterator[Element]:
    """Yield children, going through what only wraps them."""
    for child in parent:
        if child.tag in _THROUGH:
            yield from _through(child)
        elif child.tag == "mc:AlternateContent":
            for chosen in _chosen(child):
                yield from _through(chosen)
        else:
            yield child


def _chosen(alternate: Element) -> list[Element]:
    """Return the first of the ways in which one thing is given, so that none is read twice."""
    return (alternate.findall("mc:Choice") or alternate.findall("mc:Fallback"))[:1]


def _text(element: Element, boxes: list[Element]) -> Iterator[str]:
    """Yield the text of a paragraph; text boxes in it are set aside."""
    for child in element:
        if child.tag in {"w:t", "m:t"}:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == "w:sym":
            code = _HEX.fullmatch(child.get("w:char", ""))
            yield chr(int(code[0], 16)) if code else "�"
        elif child.tag == "w:txbxContent":
            boxes.append(child)
        elif child.tag == "mc:AlternateContent":
            for chosen in _chosen(child):
                yield from _text(chosen, boxes)
        elif child.tag not in _GONE:
            yield from _text(child, boxes)


def _lines(text: str, indent: Indent) -> list[Line]:
    left, first = indent.left or 0, indent.first or 0
    head, *others = text.split("\n")
    return [
        indented(head, start=max(0, left + first), unit=_SPACE),
        *(indented(other, start=max(0, left), unit=_SPACE) for other in others),
    ]
