from dataclasses import replace

import pytest

from chahe.documents.model import Facts, Paragraph, Table
from chahe.documents.reports import load_reports
from chahe.documents.writers import load_writers
from chahe.workflow import InspectionKind

from .outlines import docx_outline, golden, xlsx_outline
from .record_fixture import FINDING, MADE_AT, RECORD, at
from .work_fixture import WORKED_RECORD

REPORT = load_reports()["inspection_report"]


def test_word_outline():
    document = REPORT.build(RECORD, made_at=MADE_AT)

    outline = docx_outline(load_writers()["docx"].write(document))

    assert outline == golden("inspection_report", outline)


def test_workbook_outline():
    document = REPORT.build(RECORD, made_at=MADE_AT)

    outline = xlsx_outline(load_writers()["xlsx"].write(document))

    assert outline == golden("inspection_report.xlsx", outline)


def test_empty_inspection_concludes_nothing():
    empty = replace(RECORD, papers=(), findings=(), exclusions=(), history=(), head=None)

    document = REPORT.build(empty, made_at=MADE_AT)

    assert [part.text for part in document.parts if isinstance(part, Paragraph)] == [
        "本次查核未開立缺失。",
        "範圍內沒有排除任何項目。",
        "本次查核沒有任何工作底稿，不能作成結論。",
        "注意：本查核尚未封存，內容仍可能變更。",
        "尚無簽核。",
        "沒有軌跡紀錄。",
        "產製時未附帳本之簽署樹首。",
    ]


def test_undecided_papers_are_listed_and_counted():
    undecided = replace(RECORD, papers=(replace(RECORD.papers[0], verdict=None, conclusion=""),))

    document = REPORT.build(undecided, made_at=MADE_AT)

    tables = {part.caption: part.rows for part in document.parts if isinstance(part, Table)}
    assert tables["查核結果統計"][-2:] == (
        ("尚未判定", "1", "查核人員尚未作成結果，不計入符合"),
        ("合計", "1", ""),
    )
    assert tables["待處理項目"] == (("七、(一)1", "網路安全管理制度", "尚未判定", "未填"),)


def test_closed_finding_says_by_whom():
    closed = replace(FINDING, closed_by="陳大文", closed_at=at(27))

    document = REPORT.build(replace(RECORD, findings=(closed,)), made_at=MADE_AT)

    facts = dict(row for part in document.parts if isinstance(part, Facts) for row in part.rows)
    assert facts["結案"] == "陳大文，115年12月27日 10:15"


def signed(record):
    document = REPORT.build(record, made_at=MADE_AT)
    (table,) = [p for p in document.parts if isinstance(p, Table) and p.caption == "簽核歷程"]
    return table.rows


def test_word_outline_of_an_inspection_with_everything():
    document = REPORT.build(WORKED_RECORD, made_at=MADE_AT)

    outline = docx_outline(load_writers()["docx"].write(document))

    assert outline == golden("worked_report", outline)


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (InspectionKind.SELF.label, "自行查核報告"),
        (InspectionKind.INTERNAL_AUDIT.label, "內部稽核報告"),
        (InspectionKind.ROUTINE.label, "例行查核報告"),
        (InspectionKind.SELECTED.label, "選案查核報告"),
        (InspectionKind.SPECIAL.label, "專案查核報告"),
        (InspectionKind.CPA.label, "會計師查核報告"),
        ("其他", "查核報告"),
    ],
)
def test_the_first_line_says_the_kind(kind, title):
    document = REPORT.build(replace(RECORD, kind=kind), made_at=MADE_AT)

    assert (document.title, document.header) == (title, f"示範證券股份有限公司　{title}")
    assert REPORT.title == "查核報告"


def test_a_return_voids_the_signatures_before_it_and_keeps_them():
    assert [(row[0], row[1], row[5]) for row in signed(WORKED_RECORD)] == [
        ("七、(一)2", "編製", "已退回"),
        ("七、(一)2", "退回", "—"),
        ("七、(一)2", "編製", "有效"),
        ("全案", "核定", "有效"),
    ]


def test_a_sealed_inspection_says_that_its_history_is_whole():
    sealed = REPORT.build(replace(RECORD, sealed_at=at(27)), made_at=MADE_AT)

    said = "本查核已完成最終簽核，內容唯讀；以下為全部簽核及退回，依時間列出。"
    assert Paragraph(said) in sealed.parts
    assert Paragraph(said) not in REPORT.build(RECORD, made_at=MADE_AT).parts


def facts_of(record):
    document = REPORT.build(record, made_at=MADE_AT)
    return dict(row for part in document.parts if isinstance(part, Facts) for row in part.rows)


def test_points_are_totalled_only_by_a_named_scheme():
    nameless = replace(WORKED_RECORD, deduction=replace(WORKED_RECORD.deduction, scheme=""))

    said = facts_of(WORKED_RECORD)

    assert (said["扣分合計"], said["扣分標準"]) == ("2 分", "示範扣分標準")
    assert (said["來源"], said["說明"]) == ("使用者自訂，115年1月1日", "僅為範例")
    assert {"扣分合計", "扣分標準"}.isdisjoint(facts_of(RECORD))
    assert {"扣分合計", "扣分標準"}.isdisjoint(facts_of(nameless))
