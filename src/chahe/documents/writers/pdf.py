"""PDF/A-2a and PDF/UA-1 by Typst; what users wrote goes in as data, never as markup."""

import json
import re
from datetime import UTC
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_tw
import typst

from ..model import (
    SIGN_OFF_HEAD,
    Cell,
    Document,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Part,
    SignOffs,
    Table,
)
from ._breaks import breakable
from ._flow import flow
from ._model import Writer
from ._printable import printable
from ._sizes import BODY, FACT_WIDTHS, HEADINGS, SIGN_OFF_WIDTHS, SMALL, TITLE, shares, table_size

STACK = (
    *("Times New Roman", "Libertinus Serif"),
    *("TW-Kai", "TW-Kai-Ext-B", "TW-Kai-Plus", "Noto Serif TC"),
    "DejaVu Sans Mono",  # tick marks; comes with Typst, so that they look the same everywhere
)
_ATTEMPTS = 8
_WIDTH = {False: 454.0, True: 700.0}  # points between the margins, upright and landscape
_LETTER = 0.6  # em, a generous mean of Latin letters
_LINE = 48  # letters that surely fit a line of the page
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
_UNSHOWN = re.compile(r'the (?:text|PDF contains the codepoint) `"(.*?)"`')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


def write_pdf(document: Document) -> bytes:
    """Write a document; a character no font has is shown by its number, as [U+2A6B2]."""
    data = json.dumps(_data(document), ensure_ascii=False)
    for _ in range(_ATTEMPTS):
        try:
            return _compile(data, document, archival=True)
        except typst.TypstError as error:
            unshown = _unshown(str(error)) & set(data)
            if not unshown:
                break
            data = data.translate({ord(char): _numbered(char) for char in unshown})
    return _compile(data, document, archival=False)


def _compile(data: str, document: Document, *, archival: bool) -> bytes:
    pdf: bytes = typst.compile(
        files(__package__).joinpath("pdf.typ").read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"document": data},
        pdf_standards=["a-2a", "ua-1"] if archival else [],
        timestamp=document.made_at.astimezone(UTC).replace(microsecond=0),
    )
    return pdf


def _unshown(message: str) -> set[str]:
    """Return the characters that Typst's message says no font can show."""
    texts = _UNSHOWN.findall(message)
    return set("".join(_ESCAPE.sub(lambda m: chr(int(m[1], 16)), text) for text in texts))


def _numbered(char: str) -> str:
    return f"[U+{ord(char):04X}]"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(font_paths=[str(Path(pylopdf_fonts_zh_tw.__file__).parent)])


def _data(document: Document) -> dict[str, Any]:
    installed = set(_fonts().families())
    return {
        "title": _shown(document.title),
        "author": _shown(document.author),
        "issuer": _shown(document.issuer),
        "subtitle": _shown(document.subtitle),
        "header": _shown(document.header),
        "footer": _shown(document.footer),
        "landscape": document.landscape,
        "fonts": [name for name in STACK if name in installed],
        "mono": ["DejaVu Sans Mono"],
        "body": BODY,
        "small": SMALL,
        "title-size": TITLE,
        "headings": HEADINGS,
        "parts": [_part(part, _WIDTH[document.landscape]) for part in flow(document)],
    }


def _part(part: Part, width: float) -> dict[str, Any]:
    match part:
        case Heading(text, level):
            return {"kind": "heading", "text": _shown(text), "level": level}
        case Paragraph(text):
            return {"kind": "paragraph", "text": _shown(text)}
        case PageBreak():
            return {"kind": "page-break"}
        case Facts(rows):
            return {**_table(Table(("", ""), rows, FACT_WIDTHS), width), "kind": "facts"}
        case SignOffs(rows):
            return _table(Table(SIGN_OFF_HEAD, rows, SIGN_OFF_WIDTHS), width)
        case Table():
            return _table(part, width)


def _table(table: Table, width: float) -> dict[str, Any]:
    size = table_size(len(table.head))
    rooms = [int(share * width / (size * _LETTER)) - 1 for share in shares(table)]
    head, *rows = (
        [_runs(cell, max(1, room)) for cell, room in zip(row, rooms, strict=True)]
        for row in (table.head, *table.rows)
    )
    return {
        "kind": "table",
        "caption": _shown(table.caption),
        "head": head,
        "rows": rows,
        "widths": shares(table),
        "size": size,
        "repeat": table.repeat_head,
    }


def _runs(cell: Cell, room: int) -> str | list[dict[str, str]]:
    """Return a cell's text or, where some of it stands out, its runs."""
    if isinstance(cell, str):
        return _shown(cell, room)
    return [{"text": _shown(text, room), "mark": mark.value} for text, mark in cell.runs]


def _shown(text: str, room: int = _LINE) -> str:
    """Return what PDF/A allows: printable, and characters of private use by number."""
    text = _PRIVATE.sub(lambda found: _numbered(found[0]), printable(text))
    return breakable(text, room)


PDF = Writer("PDF 文件", "pdf", "application/pdf", write_pdf)
