from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from docx import Document as open_word

from chahe.documents.model import Document, Heading, Mark, Marked, PageBreak, Paragraph, Table
from chahe.documents.reports import load_reports
from chahe.documents.writers import load_writers

from .record_fixture import MADE_AT, RECORD

WRITE = load_writers()["docx"].write
DETAIL = load_reports()["detail_table"].build(RECORD, made_at=MADE_AT)
PAPERS = load_reports()["working_papers"].build(RECORD, made_at=MADE_AT)


def part_of(content: bytes, name: str) -> str:
    return ZipFile(BytesIO(content)).read(name).decode()


def test_same_document_is_the_same_bytes():
    assert WRITE(PAPERS) == WRITE(replace(PAPERS))


def test_marked_runs_stand_out():
    runs = (("留", Mark.PLAIN), ("新", Mark.ADDED), ("舊", Mark.REMOVED))
    document = replace(DETAIL, parts=(Table(("甲",), ((Marked(runs),),)),))

    cell = open_word(BytesIO(WRITE(document))).tables[0].rows[1].cells[0]

    assert [(run.text, run.font.underline, run.font.strike) for run in cell.paragraphs[0].runs] == [
        ("留", None, None),
        ("新", True, None),
        ("舊", None, True),
    ]


def test_upright_page_is_a4_with_margins():
    section = open_word(BytesIO(WRITE(PAPERS))).sections[0]

    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert [
        round(margin.cm, 1)
        for margin in (
            section.left_margin,
            section.right_margin,
            section.top_margin,
            section.bottom_margin,
        )
    ] == [2.5, 2.5, 2.5, 2.5]


def test_landscape_page_is_turned():
    section = open_word(BytesIO(WRITE(DETAIL))).sections[0]

    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)


def test_no_theme_font_is_left():
    styles = part_of(WRITE(PAPERS), "word/styles.xml")

    assert styles.count('w:eastAsia="標楷體"') == styles.count("<w:rFonts ")
    assert "Theme=" not in styles.replace("themeColor=", "")


def test_language_and_properties_are_ours():
    content = WRITE(replace(PAPERS, author="王小明"))

    properties = open_word(BytesIO(content)).core_properties
    assert (properties.author, properties.last_modified_by) == ("王小明", "王小明")
    assert (properties.title, properties.comments) == ("工作底稿", "")
    assert properties.created == properties.modified == MADE_AT
    assert 'w:val="zh-TW"' in part_of(content, "word/styles.xml")
    assert 'w:eastAsia="zh-TW"' in part_of(content, "word/settings.xml")
    assert "docProps/thumbnail.jpeg" not in ZipFile(BytesIO(content)).namelist()


def test_footer_counts_pages_with_fields():
    footer = part_of(WRITE(PAPERS), "word/footer1.xml")

    assert footer.count('<w:fldSimple w:instr="PAGE">') == 1
    assert footer.count('<w:fldSimple w:instr="NUMPAGES">') == 1


def test_head_repeats_unless_told_not_to():
    twice = Document(
        title="甲",
        issuer="乙",
        made_at=MADE_AT,
        parts=(Table(("一",), ()), Table(("一",), (), repeat_head=False)),
    )

    assert part_of(WRITE(twice), "word/document.xml").count("<w:tblHeader/>") == 1


def test_columns_fill_the_page_by_their_shares():
    document = Document(
        title="甲", issuer="乙", made_at=MADE_AT, parts=(Table(("一", "二"), (), (1, 3)),)
    )

    (table,) = open_word(BytesIO(WRITE(document))).tables
    assert [round(cell.width.cm, 1) for cell in table.rows[0].cells] == [4.0, 12.0]


def test_lines_and_markup_are_kept_as_text():
    text = "一 <w:p/> & 二\n三"
    document = Document(
        title="甲",
        issuer="乙",
        made_at=MADE_AT,
        parts=(Heading("甲"), Paragraph(text), PageBreak(), Table(("一",), ((text,),))),
    )

    word = open_word(BytesIO(WRITE(document)))

    assert word.tables[0].rows[1].cells[0].text == text
    assert text in [paragraph.text for paragraph in word.paragraphs]
