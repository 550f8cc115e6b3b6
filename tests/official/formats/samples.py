"""Small documents of our own in every format, and blocks drawn as text."""

import io
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import docx
import pylopdf_fonts_zh_tw
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from chahe.official.model import Block, Table

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"


def drawn(blocks: Iterable[Block]) -> list[str]:
    """Draw each line as its indent in dots and its text, each row as `| cell / cell's line |`."""
    lines = []
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                cells = (" / ".join(line.text for line in cell) for cell in row)
                lines.append("| " + " | ".join(cells) + " |")
        else:
            lines.append("." * int(block.indent) + block.text)
    return lines


def numbers(blocks: Iterable[Block]) -> list[int]:
    """Return the numbers of all lines in reading order."""
    found = []
    for block in blocks:
        rows = block.rows if isinstance(block, Table) else (((block,),),)
        found += [line.number for row in rows for cell in row for line in cell]
    return found


W = nsdecls("w")


def word(body: str, *, numbering: str = "", styles: str = "") -> bytes:
    """Make a Word document of a body in WordprocessingML, in python-docx's own parts."""
    document = docx.Document()
    holder = document.element.body
    for child in list(holder)[:-1]:
        holder.remove(child)
    for child in list(parse_xml(f"<w:body {W} {MORE}>{body}</w:body>")):
        holder.insert(len(holder) - 1, child)
    if numbering:
        root = document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        for child in list(parse_xml(f"<w:numbering {W}>{numbering}</w:numbering>")):
            root.append(child)
    for child in list(parse_xml(f"<w:styles {W}>{styles}</w:styles>")):
        document.styles.element.append(child)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps"'
)


def level(depth: int, format: str, text: str, more: str = "") -> str:
    """Write a level of a list."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def item(text: str, depth: int = 0, instance: int = 1) -> str:
    """Write a numbered paragraph."""
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{instance}"/></w:numPr>'
        f"</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODF = " ".join(
    [
        *(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "text", "table", "style")),
        f'xmlns:draw="{_OASIS}:drawing:1.0"',
        f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0"',
    ]
)


def odf(body: str, *, styles: str = "", extra: dict[str, bytes] | None = None) -> bytes:
    """Make an ODF text document."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODF}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": mimetype.encode(), "content.xml": content.encode(), **(extra or {})})


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else None
            archive.writestr(name, data, stored)
    return stream.getvalue()


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(font_paths=[str(Path(pylopdf_fonts_zh_tw.__file__).parent)])


def paged(source: str) -> bytes:
    """Make a PDF of small pages by Typst."""
    settings = (
        "#set page(width: 400pt, height: 300pt, margin: 40pt)\n"
        '#set text(font: ("Noto Serif TC", "TW-Kai"), size: 10pt, lang: "zh", region: "tw")\n'
    )
    made: bytes = typst.compile((settings + source).encode(), font_paths=_fonts())
    return made
