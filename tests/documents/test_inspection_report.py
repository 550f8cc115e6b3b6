from dataclasses import replace

from chahe.documents.model import Facts, Paragraph, Table
from chahe.documents.reports import load_reports
from chahe.documents.writers import load_writers

from .outlines import docx_outline, golden, xlsx_outline
from .record_fixture import FINDING, MADE_AT, RECORD, at

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
