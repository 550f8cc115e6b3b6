from dataclasses import replace

from chahe.documents.model import Table
from chahe.documents.reports import load_reports
from chahe.documents.writers import load_writers
from chahe.workflow import Verdict

from .outlines import docx_outline, golden, xlsx_outline
from .record_fixture import MADE_AT, NO_SCAN, RECORD, REVIEWED
from .work_fixture import WORKED_RECORD

REPORT = load_reports()["detail_table"]


def test_word_outline():
    document = REPORT.build(RECORD, made_at=MADE_AT)

    outline = docx_outline(load_writers()["docx"].write(document))

    assert outline == golden("detail_table", outline)


def test_workbook_outline():
    document = REPORT.build(RECORD, made_at=MADE_AT)

    outline = xlsx_outline(load_writers()["xlsx"].write(document))

    assert outline == golden("detail_table.xlsx", outline)


def test_every_rule_has_one_line_inspected_or_excluded():
    document = REPORT.build(RECORD, made_at=MADE_AT)

    (table,) = [part for part in document.parts if isinstance(part, Table)]
    assert [row[0:2] for row in table.rows] == [
        ("1", "七、(一)1"),
        ("2", "七、(一)2"),
        ("3", "七、(一)3"),
        ("4", "七、(一)9"),
    ]
    assert document.landscape


def test_a_rule_that_left_the_scope_is_not_applicable_and_says_why():
    why = "自115年11月10日起不適用：公司「使用雲端服務」為否"
    left = replace(NO_SCAN, applies=False, applies_reason=why, verdict=Verdict.NOT_APPLICABLE)
    left = replace(left, conclusion=why, signatures=())

    document = REPORT.build(replace(RECORD, papers=(REVIEWED, left)), made_at=MADE_AT)

    (table,) = [part for part in document.parts if isinstance(part, Table)]
    assert (table.rows[0][4], table.rows[1][4]) == ("適用", "不適用")
    assert (table.rows[1][6], table.rows[1][9]) == (why, "不適用")
    assert table.rows[1][11:] == ("", "", "")


def test_steps_samples_and_points_stand_on_the_line():
    document = REPORT.build(WORKED_RECORD, made_at=MADE_AT)

    (table,) = [part for part in document.parts if isinstance(part, Table)]
    assert table.rows[0][6:8] == (
        "取得：取得防火牆現行設定檔（✓）\n詢問：詢問例外規則之理由（未標記）",
        "母體：FW-01 設定檔，共 128 筆；與設備主控台筆數相符\n樣本：隨機，3 筆",
    )
    assert table.rows[0][10] == "115-CC17010-001\n扣 2 分"
