import io
import zipfile

import docx
import pytest
from tests.official.formats.samples import drawn, item, level, numbers, paragraph, word, zipped

from chahe.official.formats import load_formats, read_blocks
from chahe.official.model import Line, OfficialError

DOCX = load_formats()["docx"]

LIST = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "taiwaneseCountingThousand", "%1、")
    + level(1, "taiwaneseCountingThousand", "(%2)")
    + level(2, "decimal", "%3.", '<w:suff w:val="nothing"/>')
    + level(3, "lowerLetter", "%3-%4")
    + level(4, "none", "")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    + '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def read(body: str, *, numbering: str = "", styles: str = "") -> list[str]:
    return drawn(DOCX.read(word(body, numbering=numbering, styles=styles)))


def test_docx_made_by_python_docx_is_read_in_order() -> None:
    document = docx.Document()
    document.add_heading("某規範", level=1)
    document.add_paragraph("甲項", style="List Number")
    document.add_paragraph("乙項", style="List Number")
    document.add_paragraph("點", style="List Bullet")
    table = document.add_table(rows=2, cols=3)
    for place, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"格{place}"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(0, 2).merge(table.cell(1, 2))
    document.sections[0].header.paragraphs[0].text = "頁首"
    stream = io.BytesIO()
    document.save(stream)

    blocks = read_blocks(stream.getvalue(), "a.docx")

    assert drawn(blocks) == [
        *("某規範", "1. 甲項", "2. 乙項", "• 點"),
        "| 格0 / 格1 |  | 格2 / 格5 |",
        "| 格3 | 格4 |  |",
    ]
    assert numbers(blocks) == list(range(1, 11))


def test_docx_numbers_become_text_as_word_counts_them() -> None:
    body = (
        *(item("甲"), item("子", 1), item("一", 2), item("二", 2), item("末", 3), item("丑", 1)),
        *(item("三", 2), item("乙"), item("寅", 1), item("無", 4)),
        *(item("另起", instance=2), item("續", instance=2), item("再續")),
    )

    assert read("".join(body), numbering=LIST) == [
        *("一、 甲", "(一) 子", "1.一", "2.二", "2-a 末", "(二) 丑"),
        *("1.三", "二、 乙", "(一) 寅", "無"),
        *("五、 另起", "六、 續", "七、 再續"),
    ]


WRITTEN = {
    "decimal": ("1", "12"),
    "decimalZero": ("01", "12"),
    "decimalFullWidth": ("１", "１２"),
    "upperLetter": ("A", "L"),
    "lowerRoman": ("i", "xii"),
    "taiwaneseCountingThousand": ("一", "十二"),
    "ideographTraditional": ("甲", "12"),
    "ideographLegalTraditional": ("壹", "壹拾貳"),
    "ideographDigital": ("一", "一二"),
    "decimalEnclosedCircle": ("①", "⑫"),
    "unheardOf": ("1", "12"),
}


def test_docx_numbers_are_written_in_every_way() -> None:
    lists = [
        f'<w:abstractNum w:abstractNumId="{place}">{level(0, format, "第%1條")}</w:abstractNum>'
        for place, format in enumerate(WRITTEN)
    ]
    instances = [
        f'<w:num w:numId="{place + 1}"><w:abstractNumId w:val="{place}"/></w:num>'
        for place in range(len(WRITTEN))
    ]
    body = "".join(item("文", instance=place + 1) * 12 for place in range(len(WRITTEN)))

    lines = read(body, numbering="".join(lists + instances))

    assert [(lines[at], lines[at + 11]) for at in range(0, len(lines), 12)] == [
        (f"第{first}條 文", f"第{last}條 文") for first, last in WRITTEN.values()
    ]


def test_docx_level_that_never_restarts_and_legal_numbers() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "upperRoman", "%1.")
        + level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/><w:isLgl/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )

    lines = read(item("甲") + item("a", 1) + item("乙") + item("b", 1), numbering=numbering)

    assert lines == ["I. 甲", "1.1 a", "II. 乙", "2.2 b"]


def test_docx_style_numbers_its_paragraphs_unless_one_says_no() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Art"><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Sub">'
        '<w:basedOn w:val="Art"/><w:pPr><w:ind w:left="480"/></w:pPr></w:style>'
    )
    numbering = LIST.replace('<w:suff w:val="nothing"/>', '<w:pStyle w:val="Art"/>')
    style = '<w:p><w:pPr><w:pStyle w:val="{}"/>{}</w:pPr><w:r><w:t>文</w:t></w:r></w:p>'
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'

    lines = read(
        style.format("Art", "") + style.format("Sub", "") + style.format("Art", none),
        numbering=numbering,
        styles=styles,
    )

    assert lines == ["1. 文", "." * 24 + "2. 文", "文"]


def test_docx_indent_is_in_points_and_hanging_lines_are_further_in() -> None:
    body = (
        '<w:p><w:pPr><w:ind w:left="480" w:hanging="240"/></w:pPr><w:r><w:t>甲</w:t><w:br/>'
        "<w:t>乙</w:t></w:r></w:p>" + paragraph("　丙")
    )

    assert DOCX.read(word(body)) == (Line("甲", 1, 12), Line("乙", 2, 24), Line("丙", 3, 12))


def test_docx_changes_are_read_as_accepted() -> None:
    gone = "<w:del><w:r><w:delText>刪</w:delText></w:r></w:del>"
    end = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    body = (
        f"<w:p>{gone}<w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:r><w:t>留</w:t></w:r></w:p>"
        f"<w:p>{end}<w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>後半</w:t></w:r></w:p>"
        f"<w:p>{end}{gone}</w:p>"
        + item("甲")
        + item("乙").replace("<w:numPr>", end[7:-8] + "<w:numPr>")
        + "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc>"
        + paragraph("一")
        + "</w:tc><w:tc>"
        + paragraph("二")
        + "</w:tc></w:tr></w:tbl>"
    )

    assert read(body, numbering=LIST) == ["增留", "前半後半", "一、 甲", "| 乙一 | 二 |"]


def test_docx_reads_what_is_wrapped_and_boxed_once() -> None:
    box = "<w:txbxContent>" + paragraph("框") + "</w:txbxContent>"
    body = (
        "<w:sdt><w:sdtPr><w:t>提示</w:t></w:sdtPr><w:sdtContent>"
        + paragraph("控制項")
        + "</w:sdtContent></w:sdt><w:p><w:hyperlink><w:r><w:t>連</w:t><w:tab/><w:t>結</w:t></w:r>"
        "</w:hyperlink><w:r><w:noBreakHyphen/><w:sym w:font='x' w:char='2460'/>"
        "<w:sym w:char='D800'/><w:instrText>PAGE</w:instrText></w:r></w:p>"
        "<w:p><w:r><w:t>文</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert read(body) == ["控制項", "連\t結-①�", "文", "框"]


def test_docx_merged_cells_and_tables_in_cells() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"

    inner = "<w:tbl><w:tr>" + cell(paragraph("a")) + cell(paragraph("b")) + "</w:tr></w:tbl><w:p/>"
    start, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        "<w:tbl><w:tr>"
        + cell(paragraph("大標題"), '<w:gridSpan w:val="2"/>')
        + cell("<w:p/>")
        + "</w:tr><w:tr>"
        + cell(paragraph("左"), start)
        + cell(paragraph("很長的中間") + inner)
        + cell(paragraph("右"))
        + "</w:tr><w:tr>"
        + cell("<w:p/>", more)
        + cell(paragraph("中"))
        + cell(paragraph("孤"), more)
        + "</w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>"
        + cell(paragraph("一"))
        + cell(paragraph("二"))
        + "</w:tr></w:tbl>"
    )

    assert read(body) == [
        "| 大標題 |  |  |",
        "| 左 | 很長的中間 / a / b | 右 |",
        "|  | 中 | 孤 |",
        "|  | 一 | 二 |",
    ]


def test_docx_notes_come_last() -> None:
    data = io.BytesIO(word(paragraph("本文")))
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {w}><w:footnote w:type="separator">{paragraph("線")}</w:footnote>'
            f"<w:footnote>{paragraph('註一')}</w:footnote></w:footnotes>",
        )

    assert drawn(DOCX.read(data.getvalue())) == ["本文", "", "註一"]


_BOMB = b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 not a zip", "壓縮結構損壞"),
        (zipped({"word/other.xml": b"<x/>"}), "缺少 word/document.xml"),
        (zipped({"word/document.xml": b"<x>"}), "不是正確的 XML"),
        (zipped({"word/document.xml": _BOMB}), "DOCTYPE"),
        (zipped({"word/document.xml": b"<x>" * 300}), "過大或巢狀過深"),
        (zipped({"word/document.xml": b" " * 40_000_000}), "解壓縮後過大"),
        (zipped({f"word/{place}": b"" for place in range(5001)}), "超過 5,000 個檔案"),
        (word("<w:altChunk/>"), "內嵌另一份文件"),
        (
            word(
                '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999"/></w:tcPr></w:tc>'
                "</w:tr></w:tbl>"
            ),
            "過寬",
        ),
    ],
)
def test_docx_that_is_broken_or_hostile_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(OfficialError, match=message):
        read_blocks(data, "a.docx")
