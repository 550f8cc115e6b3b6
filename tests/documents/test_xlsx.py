from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from chahe.documents.model import Document, Heading, Mark, Marked, Table
from chahe.documents.reports import load_reports
from chahe.documents.writers import load_writers
from chahe.documents.writers.xlsx import CELL_LIMIT, cell_text

from .record_fixture import MADE_AT, RECORD

WRITE = load_writers()["xlsx"].write
DETAIL = load_reports()["detail_table"].build(RECORD, made_at=MADE_AT)


def of(*parts) -> Document:
    return Document(title="甲", issuer="乙", made_at=MADE_AT, parts=parts)


def open_book(document: Document):
    return load_workbook(BytesIO(WRITE(document)))


def test_same_document_is_the_same_bytes():
    assert WRITE(DETAIL) == WRITE(replace(DETAIL))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", "http://a.tw", "0012", "1e5"]
)
def test_whatever_a_cell_says_stays_text(text):
    cell = open_book(of(Table(("甲",), ((text,),))))["表"]["A2"]

    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert bool(cell.quotePrefix) is text.startswith(("=", "+", "-", "@"))


def test_marked_runs_stand_out_and_stay_text():
    runs = (("=1", Mark.PLAIN), ("新", Mark.ADDED), ("舊", Mark.REMOVED), ("", Mark.ADDED))
    document = of(Table(("甲", "乙"), ((Marked(runs), Marked(runs[1:2])),)))

    sheet = load_workbook(BytesIO(WRITE(document)), rich_text=True)["表"]

    first, second = sheet["A2"], sheet["B2"]
    assert [(str(run), run.font.u, run.font.strike) for run in first.value] == [
        ("=1", None, None),
        ("新", "single", None),
        ("舊", None, True),
    ]
    assert first.quotePrefix
    assert (second.value, second.font.u) == ("新", "single")


def test_marked_text_too_long_is_cut_with_a_note():
    long = Marked((("字" * 40_000, Mark.PLAIN), ("新", Mark.ADDED)))

    text = open_book(of(Table(("甲",), ((long,),))))["表"]["A2"].value

    assert text == cell_text("字" * 40_000)


def test_sheet_is_ready_to_print():
    sheet = open_book(DETAIL)["查核明細"]

    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.auto_filter.ref == "A1:N5"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.oddFooter.center.text == (
        "查核編號 115-自-017　產製 115年12月28日 09:30　第 &P 頁，共 &N 頁"
    )


def test_chinese_counts_two_in_a_column_width():
    sheet = open_book(of(Table(("查核項目", "abcdefghij", "一"), (("長" * 90, "", ""),))))["表"]

    widths = [sheet.column_dimensions[column].width for column in "ABC"]
    assert [int(width) for width in widths] == [60, 13, 6]


def test_created_when_the_document_was_made():
    properties = open_book(DETAIL).properties

    assert properties.created == MADE_AT.replace(tzinfo=None)


def test_long_text_is_cut_with_a_note():
    text = cell_text("字" * 40_000)

    assert len(text) == CELL_LIMIT
    assert text.endswith("……（內容過長，其餘見工作底稿或原檔）")
    assert open_book(of(Table(("甲",), (("字" * 40_000,),))))["表"]["A2"].value == text


def test_text_of_the_limit_is_left_alone():
    assert cell_text("字" * CELL_LIMIT) == "字" * CELL_LIMIT


def test_rare_characters_count_as_two_and_are_never_halved():
    text = cell_text("a" + "𪚲" * 20_000)

    assert len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert "\ufffd" not in text


def test_tables_of_one_kind_share_a_sheet_and_say_where_they_stood():
    one, two = (
        Table(("名",), (("甲",),), caption="例外"),
        Table(("名",), (("乙",),), caption="例外"),
    )

    book = open_book(of(Heading("一"), one, Heading("二"), two))

    assert book.sheetnames == ["摘要", "例外"]
    assert [*book["例外"].values] == [("章節", "名"), ("一", "甲"), ("二", "乙")]


def test_a_table_deep_in_headings_says_where_it_stood():
    deep = Table(("名",), (("甲",),), caption="例外")

    book = open_book(of(Heading("一"), Heading("子", 2), deep))

    assert [*book["例外"].values] == [("章節", "名"), ("一／子", "甲")]


def test_sheet_names_are_made_fit_for_excel():
    captions = ("History", "a/b:c*d?[e]", "'引號'", "長" * 40, "長" * 40, "", "摘要")

    tables = [Table((str(n),), (), caption=caption) for n, caption in enumerate(captions)]

    assert open_book(of(*tables)).sheetnames == [
        "摘要",
        "History(2)",
        "a_b_c_d__e_",
        "引號",
        "長" * 31,
        "長" * 28 + "(2)",
        "表",
        "摘要(2)",
    ]


def test_footer_code_in_a_name_is_only_text():
    document = replace(of(), header="甲&P乙", footer="&" * 300)

    sheet = open_book(document)["摘要"]

    assert sheet.oddHeader.right.text == "甲&&P乙"
    assert "第 &P 頁" in sheet.oddFooter.center.text
