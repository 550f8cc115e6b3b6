"""Word: A4, margins 2.5 cm, 標楷體 with Times New Roman, fields for page numbers."""

from datetime import UTC
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as new_word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from ..model import SIGN_OFF_HEAD, Document, Facts, Heading, PageBreak, Paragraph, SignOffs, Table
from ._docx_body import add_page_break, add_paragraph, add_table
from ._flow import flow
from ._model import Writer
from ._printable import printable
from ._sizes import BODY, FACT_WIDTHS, HEADINGS, SIGN_OFF_WIDTHS, SMALL, TITLE

FONT = "標楷體"  # named, not embedded: proprietary, but on every Windows desk in Taiwan
LATIN = "Times New Roman"
MARGIN, SHORT, LONG = Cm(2.5), Cm(21), Cm(29.7)
_STYLES = {
    "Normal": BODY,
    "Title": TITLE,
    "Subtitle": BODY,
    **{f"Heading {level}": size for level, size in HEADINGS.items()},
    "Header": SMALL,
    "Footer": SMALL,
    "Caption": SMALL,
}


def write_docx(document: Document) -> bytes:
    word = new_word()
    _set_styles(word)
    _set_page(word, document)
    _set_properties(word, document)
    for text, style in (
        (document.issuer, "Subtitle"),
        (document.title, "Title"),
        (document.subtitle, "Subtitle"),
    ):
        if text:
            add_paragraph(word, text, style)
    width = (LONG if document.landscape else SHORT) - 2 * MARGIN
    for part in flow(document):
        _add(word, part, width)
    return _repacked(word)


def _add(word: Any, part: Any, width: int) -> None:
    match part:
        case Heading(text, level):
            add_paragraph(word, text, f"Heading{level}")
        case Paragraph(text):
            add_paragraph(word, text)
        case PageBreak():
            add_page_break(word)
        case Facts(rows):
            add_table(word, Table(("", ""), rows, FACT_WIDTHS), width, headless=True)
        case SignOffs(rows):
            add_table(word, Table(SIGN_OFF_HEAD, rows, SIGN_OFF_WIDTHS), width)
        case Table():
            add_table(word, part, width)


def _set_styles(word: Any) -> None:
    for name, size in _STYLES.items():
        style = word.styles[name]
        style.font.size = Pt(size)
        style.font.italic, style.font.color.rgb = False, RGBColor(0, 0, 0)
        style.element.get_or_add_rPr().get_or_add_rFonts()
    for fonts in word.styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()  # a theme's font would win over ours
        for script in ("ascii", "hAnsi", "cs"):
            fonts.set(qn(f"w:{script}"), LATIN)
        fonts.set(qn("w:eastAsia"), FONT)
    for name in ("Title", "Subtitle"):
        word.styles[name].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for borders in word.styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        borders.getparent().remove(borders)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "zh-TW")
        language.set(qn("w:eastAsia"), "zh-TW")
    for language in word.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "zh-TW")
        language.set(qn("w:eastAsia"), "zh-TW")


def _set_page(word: Any, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = SHORT, LONG
    if document.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = LONG, SHORT
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = MARGIN
    section.header.paragraphs[0].text = printable(document.header)
    section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer = section.footer.paragraphs[0]
    footer.text = printable(document.footer + "　" if document.footer else "")
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("第 ", "PAGE"), (" 頁，共 ", "NUMPAGES")):
        footer.add_run(text)
        _add_field(footer, field)
    footer.add_run(" 頁")


def _add_field(paragraph: Any, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _set_properties(word: Any, document: Document) -> None:
    properties = word.core_properties
    properties.title = printable(document.title)[:255]
    properties.subject = printable(document.subtitle)[:255]
    properties.author = properties.last_modified_by = printable(document.author)[:255]
    properties.comments = ""
    properties.language = "zh-TW"
    properties.revision = 1
    made_at = document.made_at.astimezone(UTC).replace(microsecond=0)
    properties.created = properties.modified = made_at


def _repacked(word: Any) -> bytes:
    """Save without the zip's own times, so that equal documents are equal bytes."""
    relations = word.part.package.rels
    for key in [key for key, held in relations.items() if held.reltype.endswith("/thumbnail")]:
        del relations[key]  # a picture of python-docx's own template
    saved, out = BytesIO(), BytesIO()
    word.save(saved)
    with ZipFile(saved) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return out.getvalue()


DOCX = Writer(
    "Word 文件",
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    write_docx,
)
