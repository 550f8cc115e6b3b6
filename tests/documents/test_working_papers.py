from dataclasses import replace

from chahe.documents.model import Facts, Heading, PageBreak, Paragraph, Table
from chahe.documents.reports import load_reports
from chahe.documents.writers import load_writers

from .outlines import docx_outline, golden, xlsx_outline
from .record_fixture import ANY_SOURCE, MADE_AT, OPEN_RULES, RECORD
from .work_fixture import SAMPLING, WORKED, WORKED_RECORD

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


def built(**changes):
    record = replace(WORKED_RECORD, papers=(replace(WORKED, **changes),))
    return REPORT.build(record, made_at=MADE_AT)


def tables(document):
    return {part.caption: part for part in document.parts if isinstance(part, Table)}


def facts(document):
    return dict(row for part in document.parts if isinstance(part, Facts) for row in part.rows)


def test_word_outline_of_a_paper_with_everything():
    outline = docx_outline(load_writers()["docx"].write(built()))

    assert outline == golden("worked_paper", outline)


def test_workbook_outline_of_a_paper_with_everything():
    outline = xlsx_outline(load_writers()["xlsx"].write(built()))

    assert outline == golden("worked_paper.xlsx", outline)


def test_a_sample_is_counted_by_attribute_and_mark():
    counted = tables(built())["測試屬性"]

    assert counted.head == ("代號", "測試屬性", "✓", "✗", "N", "未標記")
    assert counted.rows == (
        ("A", "規則有核准紀錄", "1", "2", "0", "0"),
        ("B", "每半年檢討", "1", "0", "1", "1"),
    )


def test_a_sample_is_listed_item_by_item():
    listed = tables(built())["樣本逐筆測試"]

    assert listed.head == ("序號", "項目", "內容", "A", "B", "說明")
    assert listed.rows[0] == ("1", "17", "SSH 管理", "✗", "✓", "沒有核准紀錄")


def test_a_sample_without_notes_has_no_column_for_them():
    items = SAMPLING.items[1:]

    listed = tables(built(sampling=replace(SAMPLING, items=items)))["樣本逐筆測試"]

    assert listed.head == ("序號", "項目", "內容", "A", "B")


def test_a_sample_begun_and_not_drawn_claims_nothing():
    empty = replace(
        SAMPLING, items=(), attributes=(), size=None, completeness="", digest="", fixed_at=None
    )

    document = built(sampling=empty)

    said = facts(document)
    assert said["方法／計畫樣本數"] == "隨機／全部"
    assert said["母體完整性"] == "未查核，不能視為完整"
    assert (said["計畫定案"], said["抽樣摘要值"]) == ("陳大文，未填", "尚未計算")
    assert {"測試屬性", "樣本逐筆測試"}.isdisjoint(tables(document))


def test_population_and_sample_are_said_as_drawn_unless_somebody_wrote_them():
    drawn, written = facts(built()), facts(built(population="全部規則", sample="三條"))

    assert drawn["母體及完整性"] == "FW-01 設定檔，共 128 筆；與設備主控台筆數相符"
    assert drawn["樣本及抽樣方法"] == "隨機，3 筆"
    assert (written["母體及完整性"], written["樣本及抽樣方法"]) == ("全部規則", "三條")


def test_a_step_nobody_did_says_so():
    step = tables(built())["查核程序"].rows[1]

    assert step == ("2", "詢問", "詢問例外規則之理由", "未填", "未標記")


def test_review_notes_are_kept_open_and_cleared():
    first, second = tables(built())["覆核意見"].rows

    assert first[3:] == (
        "調閱變更單，沒有。\n王小明　115年12月13日 10:15",
        "陳大文\n115年12月14日 10:15",
    )
    assert second[3:] == ("尚未回覆", "尚未結清")


def test_what_a_second_auditor_lacks_is_listed():
    assert tables(built())["重作所缺"].rows == (("1", "沒有附上母體之匯出檔"),)
    assert Paragraph("所列資料足供另一位查核人員依同一程序重作。") in built(repeatable=()).parts


def test_nobody_looking_does_not_make_a_paper_repeatable():
    assert "能否重作" not in {
        p.text for p in built(repeatable=None).parts if isinstance(p, Heading)
    }


def test_what_may_stand_is_told_beside_what_it_breaks():
    check = replace(ANY_SOURCE, exempted=("核准至 116年3月31日（陳資安）", ""))
    paper = replace(OPEN_RULES, checks=(check,))

    document = REPORT.build(replace(RECORD, papers=(paper,)), made_at=MADE_AT)

    tables = {p.caption: p for p in document.parts if isinstance(p, Table)}
    assert tables["自動檢測"].rows[0][1:5:3] == ("不符", "2\n（其中例外核准 1）")
    assert [row[2] for row in tables["例外"].rows] == [
        "來源 all，服務 SSH\n仍為例外，核准至 116年3月31日（陳資安）",
        "來源 all，服務 HTTPS",
    ]
