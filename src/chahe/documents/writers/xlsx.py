"""Excel: a sheet of facts and a sheet a table; whatever a cell says, it stays text."""

from datetime import UTC
from io import BytesIO
from typing import Any

import xlsxwriter

from ..model import Cell, Document, Mark, runs_of
from ._model import Writer
from ._printable import printable
from ._sheets import Sheet, sheets_of

CELL_LIMIT = 32_767
_CUT = "……（內容過長，其餘見工作底稿或原檔）"
_FORMULA = ("=", "+", "-", "@")
_WIDEST, _NARROWEST = 60, 6
_A4 = 9
_LOOKS: dict[str, dict[str, Any]] = {
    Mark.PLAIN: {},
    Mark.ADDED: {"underline": 1},
    Mark.REMOVED: {"font_strikeout": True},
}
_FONT = {"font_name": "標楷體", "font_size": 11, "text_wrap": True, "valign": "top", "border": 1}


def write_xlsx(document: Document) -> bytes:
    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        created = document.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        book.set_properties(
            {
                "title": printable(document.title)[:255],
                "subject": printable(document.subtitle)[:255],
                "author": printable(document.author)[:255],
                "created": created,
            }
        )
        formats = {
            "head": book.add_format({**_FONT, "bold": True, "bg_color": "#EDEDED"}),
            "text": book.add_format(_FONT),
            "quoted": book.add_format({**_FONT, "quote_prefix": True}),
            **{mark: book.add_format({**_FONT, **look}) for mark, look in _LOOKS.items()},
        }
        for sheet in sheets_of(document):
            _write_sheet(book.add_worksheet(sheet.name), sheet, document, formats)
    return out.getvalue()


def _write_sheet(page: Any, sheet: Sheet, document: Document, formats: dict[str, Any]) -> None:
    rows = (sheet.head, *sheet.rows)
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            _write_cell(page, line, column, value, formats)
    last, right = len(rows) - 1, len(sheet.head) - 1
    for column, cells in enumerate(zip(*rows, strict=True)):
        page.set_column(column, column, _width(cells))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, last, right)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    page.repeat_rows(0)
    page.set_paper(_A4)
    page.set_margins(left=0.98, right=0.98, top=0.98, bottom=0.98)  # 2.5 cm in inches
    page.fit_to_pages(1, 0)
    if document.landscape or len(sheet.head) > 4:
        page.set_landscape()
    if header := _code(document.header):
        page.set_header(f"&R{header}")
    page.set_footer(f"&C{_code(document.footer)}　第 &P 頁，共 &N 頁")


def _write_cell(page: Any, line: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    text = cell_text(str(cell))
    runs = [(printable(part), mark) for part, mark in runs_of(cell) if part]
    plain = "quoted" if text.startswith(_FORMULA) else "text"
    if len(runs) > 1 and text == "".join(part for part, _ in runs):
        pieces = [piece for part, mark in runs for piece in (formats[mark], part)]
        page.write_rich_string(line, column, *pieces, formats[plain])
        return
    marked = runs[0][1] if len(runs) == 1 else Mark.PLAIN
    kind = "head" if line == 0 else plain if marked is Mark.PLAIN else marked
    page.write_string(line, column, text, formats[kind])


def cell_text(text: str) -> str:
    """Return what a cell holds: printable, and cut with a note where Excel would refuse it."""
    text = printable(text)
    if _units(text) <= CELL_LIMIT:
        return text
    kept = text.encode("utf-16-le")[: 2 * (CELL_LIMIT - len(_CUT))]
    return kept.decode("utf-16-le", "ignore") + _CUT


def _units(text: str) -> int:
    """Count as Excel does: a character beyond the first plane is two."""
    return len(text) + sum(char > "\uffff" for char in text)


def _code(text: str) -> str:
    """Return text for a header or footer, where `&` begins a code and 255 is the end."""
    return printable(text).strip()[:100].replace("&", "&&")


def _width(cells: tuple[Cell, ...]) -> float:
    """Return a column's width in characters; a Chinese one counts as two."""
    lines = (line for cell in cells[:500] for line in str(cell)[:500].split("\n"))
    widest = max((sum(2 if char > "\u2e7f" else 1 for char in line) for line in lines), default=0)
    return min(max(widest + 3, _NARROWEST), _WIDEST)


XLSX = Writer(
    "Excel 活頁簿",
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write_xlsx,
)
