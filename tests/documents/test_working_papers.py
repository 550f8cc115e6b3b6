from dataclasses import replace

from chahe.documents.model import Heading, PageBreak, Paragraph, Table
from chahe.documents.reports import load_reports
from chahe.documents.writers import load_writers

from .outlines import docx_outline, golden, xlsx_outline
from .record_fixture import ANY_SOURCE, MADE_AT, OPEN_RULES, RECORD

REPORT = load_reports()["working_papers"]


def test_word_outline():
    document = REPORT.build(RECORD, made_at=MADE_AT)

    outline = docx_outline(load_writers()["docx"].write(document))

    assert outline == golden("working_papers", outline)


def test_workbook_outline():
    document = REPORT.build(RECORD, made_at=MADE_AT)

    outline = xlsx_outline(load_writers()["xlsx"].write(document))

    assert outline == golden("working_papers.xlsx", outline)


def test_many_exceptions_are_cut_and_the_cut_is_said():
    rows = tuple({"account": f"a{n}", "zone": "dmz", "why": "逾期"} for n in range(1_234))
    paper = replace(OPEN_RULES, checks=(replace(ANY_SOURCE, rows=rows, digest="abc"),))

    document = REPORT.build(replace(RECORD, papers=(paper,)), made_at=MADE_AT)

    (table,) = [p for p in document.parts if isinstance(p, Table) and p.caption == "例外"]
    assert len(table.rows) == 200
    assert table.rows[-1] == ("200", "account：a199\nzone：dmz", "逾期", "未載明")
    assert [p.text for p in document.parts if isinstance(p, Paragraph)] == [
        "以上列印前 200 筆，另有 1,034 筆未列印；"
        "全部 1,234 筆存於檢測 firewall_any_source 之結果（摘要值 abc）。"
    ]


def test_exactly_the_printed_rows_say_nothing_of_more():
    rows = ({"account": "a", "why": "逾期"},) * 200
    paper = replace(OPEN_RULES, checks=(replace(ANY_SOURCE, rows=rows),))

    document = REPORT.build(replace(RECORD, papers=(paper,)), made_at=MADE_AT)

    assert [p for p in document.parts if isinstance(p, Paragraph)] == []


def test_each_paper_but_the_first_begins_a_page():
    document = REPORT.build(RECORD, made_at=MADE_AT)

    assert sum(isinstance(part, PageBreak) for part in document.parts) == 2
    assert isinstance(document.parts[0], Heading)


def test_no_papers_is_said():
    document = REPORT.build(replace(RECORD, papers=()), made_at=MADE_AT)

    assert document.parts == (Paragraph("本次查核沒有任何工作底稿。"),)
