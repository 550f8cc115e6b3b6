"""PDF 文件

Text by its place on the page: ruled tables by their rulings, also where they go on over the page;
page headers, footers and numbers come last. Scripts, forms and attachments are never loaded.
"""

from dataclasses import dataclass

from ..model import Block, Line, OfficialError
from ._blocks import numbered, table_of, with_rest
from ._model import file_format
from ._pdf_margins import set_aside
from ._pdf_model import Page, Row, RuledTable, TextLine
from ._pdf_pages import Item, joined
from ._pdf_read import KIND, read_pages
from ._pdf_tables import tables_and_lines

_UNKNOWN = "�"
_MOST_UNKNOWN = 0.1
_REMEDY = (
    "請向發布機關取得有文字的版本（.docx、.odt 或網頁），"
    "或先做文字辨識（OCR）並校對後，存成 .txt 或 .docx 再上傳"
)


def _sniff(head: bytes, name: str) -> bool:
    return b"%PDF-" in head[:1024]


@dataclass(frozen=True)
class _Found:
    """What a page came to, its characters put together."""

    height: float
    tables: list[RuledTable]
    lines: list[TextLine]
    characters: int
    unknown: int
    is_image: bool


@file_format(extensions=(".pdf",), sniff=_sniff)
def pdf(data: bytes) -> tuple[Block, ...]:
    """Read a PDF that has text; indents are in points from where the text around begins.

    :raises OfficialError: if it is broken, locked, too large, or an image without text
    """
    pages = [_found(page) for page in read_pages(data)]
    _check(pages)
    kept, aside = set_aside([(page.height, page.lines) for page in pages])
    items = joined([_in_order(page.tables, lines) for page, lines in zip(pages, kept, strict=True)])
    margin = min((line.left for lines in kept for line in lines), default=0)
    blocks = [block for item in items for block in _blocks(item, margin)]
    return numbered(with_rest(blocks, [*(_line(line, margin) for line in aside), *_unread(pages)]))


def _found(page: Page) -> _Found:
    tables, lines = tables_and_lines(page)
    unknown = sum(glyph.text == _UNKNOWN for glyph in page.glyphs)
    is_image = page.has_image and not page.glyphs
    return _Found(page.height, tables, lines, len(page.glyphs), unknown, is_image)


def _check(pages: list[_Found]) -> None:
    if not any(page.characters for page in pages):
        raise OfficialError(f"{KIND} 裡沒有文字，可能是掃描的圖片，{_REMEDY}")
    unknown = sum(page.unknown for page in pages)
    if unknown > _MOST_UNKNOWN * sum(page.characters for page in pages):
        raise OfficialError(f"{KIND} 的字型沒有文字對照，讀出來會是亂碼，{_REMEDY}")


def _unread(pages: list[_Found]) -> list[Line]:
    """Say which pages are only images, so that nothing is left out in silence."""
    return [
        Line(f"〔第 {number} 頁只有圖片，沒有文字可讀〕", 0)
        for number, page in enumerate(pages, start=1)
        if page.is_image
    ]


def _in_order(tables: list[RuledTable], lines: list[TextLine]) -> list[Item]:
    placed: list[tuple[float, Item]] = [
        *((table.top, table) for table in tables if table.rows),
        *((line.base, line) for line in lines),
    ]
    return [item for _, item in sorted(placed, key=lambda place: place[0])]


def _blocks(item: Item, margin: float) -> list[Block]:
    if isinstance(item, TextLine):
        return [_line(item, margin)]
    starts = [_start(item.rows, column) for column in range(len(item.edges) - 1)]
    return table_of(
        [
            [[_line(line, start) for line in cell] for cell, start in zip(row, starts, strict=True)]
            for row in item.rows
        ]
    )


def _start(rows: list[Row], column: int) -> float:
    return min((line.left for row in rows for line in row[column]), default=0)


def _line(line: TextLine, margin: float) -> Line:
    return Line(line.text, 0, max(0.0, round(line.left - margin, 1)))
