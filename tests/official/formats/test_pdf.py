import io

import pypdfium2
import pytest
from tests.official.formats.samples import drawn, numbers, paged

from chahe.official.formats import load_formats, read_blocks
from chahe.official.model import OfficialError

PDF = load_formats()["pdf"]

TABLE = """#set page(header: [某某公會規範])
#set page(footer: context [第 #counter(page).display() 頁])
附表　評估 Security Token 之項目

#table(columns: (60pt, 90pt, 1fr),
  table.header([重點], [依據], [程序]),
  table.cell(rowspan: 2)[一、甲類], [(1) 應備妥名冊 ABC def 並存檔。], [取得名冊。\\ 檢查名冊。],
  [(2) 應覆核。], [取得紀錄。],
  [二、乙類], [(1) 應], [#for i in range(1, 26) [檢查第 #i 項之紀錄 \\ ]],
  table.cell(colspan: 2)[合併], [末],
)
結語：本表自發布日施行。
"""


def test_pdf_ruled_table_over_pages_is_one_table() -> None:
    blocks = read_blocks(paged(TABLE), "a.pdf")

    assert drawn(blocks) == [
        "附表　評估Security Token之項目",
        "| 重點 | 依據 | 程序 |",
        "| 一、甲類 | (1)應備妥名冊 / ABC def並存 / 檔。 | 取得名冊。 / 檢查名冊。 |",
        "|  | (2)應覆核。 | 取得紀錄。 |",
        "| 二、乙類 | (1)應 | "
        + " / ".join(f"檢查第{number}項之紀錄" for number in range(1, 26))
        + " |",
        "| 合併 |  | 末 |",
        "結語：本表自發布日施行。",
        "",
        "某某公會規範",
        "第1頁",
        "某某公會規範",
        "第2頁",
        "某某公會規範",
        "第3頁",
    ]
    assert numbers(blocks) == list(range(1, len(numbers(blocks)) + 1))


def test_pdf_new_row_under_the_same_heading_is_not_joined_to_the_row_before() -> None:
    rows = "\n".join(f"  [], [({number}) 重點。], [{number}. 程序。]," for number in range(2, 14))

    blocks = PDF.read(
        paged(f"#table(columns: 3,\n  [一、甲類], [(1) 重點。], [1. 程序。],\n{rows}\n)")
    )

    assert drawn(blocks) == [
        "| 一、甲類 | (1)重點。 | 1.程序。 |",
        *(f"|  | ({number})重點。 | {number}.程序。 |" for number in range(2, 14)),
    ]


def test_pdf_row_cut_by_the_page_goes_on() -> None:
    text = "\\ ".join(f"第{number}句" for number in range(1, 26))

    blocks = PDF.read(paged(f"#table(columns: 3, [甲], [乙], [{text}], [丙], [丁], [戊])"))

    assert drawn(blocks) == [
        "| 甲 | 乙 | " + " / ".join(f"第{number}句" for number in range(1, 26)) + " |",
        "| 丙 | 丁 | 戊 |",
    ]


def test_pdf_lines_have_indents_and_no_stray_spaces() -> None:
    source = """#set text(spacing: 200%)
第 1 條 本 規 範 Web API 之 定 義
#pad(left: 20pt)[(a) 縮排　兩格]
左欄 #h(60pt) 右欄 #super[註] 上標
"""

    assert drawn(PDF.read(paged(source))) == [
        "第1條本規範Web API之定義",
        "." * 20 + "(a)縮排　兩格",
        "左欄 右欄註上標",
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pdf_page_is_read_the_way_its_text_stands(turn: int) -> None:
    body = "標題文字\n\n第二行\n#table(columns: 2, [甲], [乙], [丙], [丁])"
    upright = PDF.read(paged("#set page(width: 300pt)\n" + body))

    drawn_turned = PDF.read(
        paged(f"#set page(width: 300pt)\n#rotate({turn}deg, reflow: true)[{body}]")
    )
    shown_turned = PDF.read(_turned(paged("#set page(width: 300pt)\n" + body), turn))

    assert drawn(drawn_turned) == drawn(shown_turned) == drawn(upright)


def _turned(data: bytes, turn: int) -> bytes:
    stream = io.BytesIO()
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            page.set_rotation(turn)
            page.close()
        document.save(stream)
    return stream.getvalue()


def test_pdf_boxes_and_underlines_are_no_tables() -> None:
    source = (
        "#box(stroke: 1pt, inset: 4pt)[方框文字]\n\n#underline[底線文字]\n#line(length: 100%)\n後"
    )

    assert [line.strip(".") for line in drawn(PDF.read(paged(source)))] == [
        *("方框文字", "底線文字", "後"),
    ]


def test_pdf_open_sided_table_keeps_its_outer_columns() -> None:
    source = """#table(columns: (80pt, 80pt, 80pt), stroke: (x, y) => (
      top: 1pt, bottom: 1pt, left: if x > 0 { 1pt }), [甲], [乙], [丙], [丁], [戊], [己])"""

    assert drawn(PDF.read(paged(source))) == ["| 甲 | 乙 | 丙 |", "| 丁 | 戊 | 己 |"]


def test_pdf_says_which_pages_are_images() -> None:
    blocks = PDF.read(paged(f"文字\n#pagebreak()\n{_PIXEL}"))

    assert drawn(blocks) == ["文字", "", "〔第 2 頁只有圖片，沒有文字可讀〕"]


_PIXEL = (
    "#image(bytes(("
    + ", ".join(
        str(byte)
        for byte in bytes.fromhex(
            "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
            "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
        )
    )
    + ')), format: "png", width: 50pt)'
)


def _locked() -> bytes:
    """Encrypt nothing, but say that it is encrypted with a key nobody has."""
    data = paged("文字")
    return data.replace(
        b"trailer\n<<",
        b"trailer\n<< /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O ("
        + b"o" * 32
        + b") /U ("
        + b"u" * 32
        + b") >> ",
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7\n", "PDF 損壞或無法讀取"),
        (paged(""), "沒有文字，可能是掃描"),
        (paged(_PIXEL), "沒有文字，可能是掃描"),
        (_locked(), "有密碼保護"),
        (paged("#pagebreak()\n" * 2000), "超過 2,000 頁"),
    ],
)
def test_pdf_that_cannot_be_read_says_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(OfficialError, match=message):
        read_blocks(data, "a.pdf")
