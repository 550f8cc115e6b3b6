from dataclasses import replace

from chahe.documents.comparison import (
    ComparisonRecord,
    comparison_table,
    counted,
    with_headings,
)
from chahe.documents.model import Mark, Marked, Paragraph, Table
from chahe.documents.writers import load_writers
from chahe.rulebook.compare import compare
from chahe.rulebook.compared import Node

from .outlines import docx_outline, golden, xlsx_outline
from .record_fixture import MADE_AT

BEFORE = (
    Node("1", "X-1", "實體安全", "（每年）"),
    Node("1.1", "X-1", "", "機房應備妥滅火設備，並定期請廠商檢驗。"),
    Node("1.2", "X-1", "", "門禁卡遺失時，應當日停用並登記於簿冊。"),
    Node("2", "X-2", "資產管理", ""),
    Node("2.1", "X-2", "", "資產清單每半年盤點一次，盤點結果送主管核閱。"),
    Node("2.2", "X-2", "", "報廢的硬碟先抹除資料，再交由清運廠商銷毀。"),
    Node("3", "X-3", "附則", ""),
)
WHY = "因應遠距作業增訂。"
AFTER = (
    BEFORE[0],
    BEFORE[1],
    Node("1.2", "X-1", "", "每年至少演練一次備援切換。", reason=WHY),
    Node("1.2.a", "X-1", "", "演練結果應予檢討。", reason=WHY),
    Node("1.3", "X-1", "", "門禁卡遺失時，應立即停用並登記於簿冊。"),
    *BEFORE[3:5],
    BEFORE[6],
)
RECORD = ComparisonRecord(
    "示範機制",
    "示範單位",
    "修訂前",
    "修訂後",
    BEFORE,
    AFTER,
    compare(BEFORE, AFTER),
    ("示範附註。",),
)
DOCUMENT = comparison_table(RECORD, made_at=MADE_AT)


def rows(document):
    (table,) = [part for part in document.parts if isinstance(part, Table)]
    return [tuple(str(cell) for cell in row) for row in table.rows]


def test_word_outline():
    outline = docx_outline(load_writers()["docx"].write(DOCUMENT))

    assert outline == golden("comparison", outline)


def test_workbook_outline():
    outline = xlsx_outline(load_writers()["xlsx"].write(DOCUMENT))

    assert outline == golden("comparison.xlsx", outline)


def test_only_what_changed_is_listed_under_its_headings():
    assert [row[0].split("\n")[0].split("　")[0] for row in rows(DOCUMENT)] == [
        "1", "1(2)", "1(2)a", "1(3)", "2", "（刪除）",
    ]  # fmt: skip


def test_every_rule_is_listed_when_asked():
    every = rows(comparison_table(RECORD, made_at=MADE_AT, every=True))

    assert len(every) == len(RECORD.compared) == 9
    assert every[-1] == ("3　附則", "3　附則", "")


def test_what_changed_stands_out_on_its_own_side():
    (table,) = [part for part in DOCUMENT.parts if isinstance(part, Table)]

    assert table.rows[3][:2] == (
        Marked((
            ("1(3)", Mark.ADDED), ("　", Mark.PLAIN), ("門禁卡遺失時，應", Mark.PLAIN),
            ("立即", Mark.ADDED), ("停用並登記於簿冊。", Mark.PLAIN),
        )),
        Marked((
            ("1(2)", Mark.REMOVED), ("　", Mark.PLAIN), ("門禁卡遺失時，應", Mark.PLAIN),
            ("當日", Mark.REMOVED), ("停用並登記於簿冊。", Mark.PLAIN),
        )),
    )  # fmt: skip
    assert table.rows[1][1:] == ("（新增）", WHY)
    assert table.rows[5][0] == "（刪除）"


def test_a_reason_is_not_said_twice():
    assert [row[2] for row in rows(DOCUMENT)][1:3] == [WHY, "同上"]


def test_equal_editions_have_no_table():
    same = replace(RECORD, after=BEFORE, compared=compare(BEFORE, BEFORE))

    document = comparison_table(same, made_at=MADE_AT)

    assert document.parts[-1] == Paragraph("兩個版本相同。")
    assert with_headings(same.compared) == ()


def test_kinds_are_counted():
    assert counted(RECORD.compared) == "共 9 條：未修正 5、文字修正 1、新增 2、刪除 1"
