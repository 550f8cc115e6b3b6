from dataclasses import replace
from datetime import date

from tests.documents.outlines import docx_outline, golden, xlsx_outline
from tests.documents.record_fixture import MADE_AT

from chahe.deadlines import Period
from chahe.documents.model import Paragraph, Table
from chahe.documents.papers import load_papers
from chahe.documents.writers import load_writers

from .plan_fixture import MOVED, PLAN, row

PAPER = load_papers()["annual_plan"]


def tables(record):
    parts = PAPER.build(record, made_at=MADE_AT).parts
    return {part.caption: part for part in parts if isinstance(part, Table)}


def test_word_outline():
    outline = docx_outline(load_writers()["docx"].write(PAPER.build(PLAN, made_at=MADE_AT)))

    assert outline == golden("annual_plan", outline)


def test_workbook_outline():
    outline = xlsx_outline(load_writers()["xlsx"].write(PAPER.build(PLAN, made_at=MADE_AT)))

    assert outline == golden("annual_plan.xlsx", outline)


def test_the_line_item_of_the_article_is_counted_by_month():
    first = tables(PLAN)["各月項數"].rows[0]

    assert first == ("資通安全檢查", "1", "1", "1", "", "1", "1", *[""] * 5, "2", "7")


def test_every_month_is_listed():
    listed = [line[0] for line in tables(PLAN)["各月稽核項目"].rows]

    assert list(dict.fromkeys(listed)) == [f"115年{month}月" for month in range(1, 13)]


def test_months_follow_the_fiscal_year():
    half = replace(PLAN, year=Period(date(2026, 7, 1), date(2027, 7, 1)), rows=(MOVED,))

    found = tables(half)

    assert found["各月項數"].head[1:7] == ("7月", "8月", "9月", "10月", "11月", "12月")
    assert found["各月稽核項目"].rows[-1][0] == "116年6月"


def test_an_item_moved_out_of_the_year_is_not_lost():
    late = row(due_on=date(2027, 1, 15), moved_from=date(2026, 12, 31), reason="停機")

    found = tables(replace(PLAN, rows=(late,)))

    assert found["各月項數"].head[-2:] == ("年度外", "合計")
    assert found["各月項數"].rows[0][-2:] == ("1", "1")
    assert found["各月稽核項目"].rows[-1][:2] == ("年度外", "116/01/15\n（原訂 115/12/31）")


def test_adjustments_say_why_and_who():
    assert tables(PLAN)["計畫調整"].rows == (
        (
            *("CC-17010 網路安全管理\n115年下半年", "115年12月31日", "115年12月15日"),
            *("已規劃", "年底停機維護，提前辦理", "林資安"),
        ),
        (
            *("CC-23000 主機共置服務管理\n115年度", "未變更", "115年12月31日"),
            *("免辦", "沒有提供主機共置服務", "尚未核准"),
        ),
    )


def test_a_plan_with_nothing_says_what_to_do():
    document = PAPER.build(replace(PLAN, rows=(), approved_by=""), made_at=MADE_AT)

    assert [part.text for part in document.parts if isinstance(part, Paragraph)] == [
        "本計畫沒有排定任何資通安全檢查；年度稽核計畫應含此項，請先規劃本年度的查核。",
        "本計畫沒有移動、免辦或提前的項目。",
    ]
    assert ("核定", "尚未核定") in document.parts[0].rows


def test_a_fiscal_year_is_not_called_a_year_twice():
    document = PAPER.build(replace(PLAN, year_label="115會計年度"), made_at=MADE_AT)

    assert document.title == "115會計年度稽核計畫"
    assert document.landscape
