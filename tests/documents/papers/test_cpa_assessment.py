from dataclasses import replace

import pytest
from tests.documents.outlines import docx_outline, golden, xlsx_outline
from tests.documents.record_fixture import MADE_AT

from chahe.documents.assessment import AssessmentKind
from chahe.documents.model import Heading, Paragraph, SignOffs, Table
from chahe.documents.opinion import OpinionKind
from chahe.documents.papers import load_papers
from chahe.documents.writers import load_writers
from chahe.workflow import Verdict

from .assessment_fixture import ASSESSED, CONFORMING, EXCEPTION, UNPROVED, of

PAPER = load_papers()["cpa_assessment"]
GOOD, BAD, MISSING = Verdict.CONFORMING, Verdict.NONCONFORMING, Verdict.INSUFFICIENT


def build(record):
    return PAPER.build(record, made_at=MADE_AT)


def said(record, heading):
    """Return the paragraphs under a heading."""
    found, under = [], ""
    for part in build(record).parts:
        if isinstance(part, Heading):
            under = part.text
        elif isinstance(part, Paragraph) and under == heading:
            found.append(part.text)
    return found


def table(record, caption):
    return next(p for p in build(record).parts if isinstance(p, Table) and p.caption == caption)


def test_word_outline():
    outline = docx_outline(load_writers()["docx"].write(build(ASSESSED)))

    assert outline == golden("cpa_assessment", outline)


def test_workbook_outline():
    outline = xlsx_outline(load_writers()["xlsx"].write(build(ASSESSED)))

    assert outline == golden("cpa_assessment.xlsx", outline)


def test_points_stand_in_the_columns_of_the_principles():
    points = table(ASSESSED, "評估明細")

    assert points.head == (
        *("內部控制制度", "控制重點", "相關規定／參酌來源", "執行程序", "查核結果"),
    )
    assert len(points.rows) == len(ASSESSED.rows)
    assert points.rows[2][2:] == (
        "未載明",
        "1. 取得：取得滲透測試報告。\n　執行情形：未填",
        "證據不足\n只提出摘要，沒有原始報告。",
    )


@pytest.mark.parametrize(
    ("verdicts", "opinion", "begins"),
    [
        ((GOOD,), OpinionKind.UNQUALIFIED, "無保留意見。依執行之程序及取得之佐證，在所列"),
        ((GOOD, BAD), OpinionKind.QUALIFIED, "保留意見。除第七節所列不符事項外，依"),
        (
            (GOOD, MISSING),
            OpinionKind.QUALIFIED,
            "保留意見。除第七節所列證據不足事項可能之影響外，依",
        ),
        (
            (GOOD, BAD, MISSING),
            OpinionKind.QUALIFIED,
            "保留意見。除第七節所列不符事項及所列證據不足事項可能之影響外，依",
        ),
        ((GOOD, BAD), OpinionKind.ADVERSE, "否定意見。因第七節所列不符事項影響廣泛，"),
        ((GOOD, MISSING), OpinionKind.DISCLAIMER, "無法表示意見。因第七節所列 1 項未能取得足夠"),
        (
            (Verdict.NOT_APPLICABLE,),
            OpinionKind.DISCLAIMER,
            "無法表示意見。因沒有任何控制重點經查核認定符合，",
        ),
    ],
)
def test_results_choose_the_words_of_an_opinion(verdicts, opinion, begins):
    (words,) = said(replace(of(*verdicts), opinion=opinion, why="理由"), "一、意見")

    assert words.startswith(begins)


def test_a_disclaimer_does_not_hide_what_was_found():
    record = replace(of(BAD, MISSING), opinion=OpinionKind.DISCLAIMER, why="理由")

    assert said(record, "一、意見")[0].endswith("已發現之不符事項仍列於第七節。")


@pytest.mark.parametrize("opinion", [OpinionKind.UNQUALIFIED, OpinionKind.DISCLAIMER])
def test_an_opinion_the_results_do_not_allow_is_refused(opinion):
    with pytest.raises(ValueError, match=f"不能提出{opinion.label}，可選擇：保留意見、否定意見。"):
        build(replace(of(GOOD, BAD), opinion=opinion, why="理由"))


def test_an_undecided_point_refuses_the_report():
    with pytest.raises(ValueError, match="還有 1 項控制重點尚未作成結果，不能提出意見。"):
        build(replace(of(GOOD, None), opinion=OpinionKind.UNQUALIFIED))


def test_a_report_without_an_opinion_is_a_draft():
    draft = of(GOOD, None)

    assert build(draft).title == "會計師資訊系統及安全控管作業評估報告（草稿）"
    assert said(draft, "一、意見") == [
        "尚未提出意見。還有 1 項控制重點尚未作成結果，不能提出意見。"
        "本稿不是評估報告，不得對外使用。"
    ]


def test_a_draft_says_what_the_results_allow():
    assert said(of(GOOD, BAD), "一、意見")[1] == "依目前結果，會計師可選擇：保留意見、否定意見。"


def test_an_interim_report_gives_no_opinion():
    interim = replace(of(GOOD, None), kind=AssessmentKind.INTERIM)

    assert build(interim).title == "會計師資訊系統及安全控管作業評估報告（期中）"
    assert said(interim, "一、意見") == ["本期中報告說明截至產製時之查核情形，不表示意見。"]


def test_a_special_event_has_its_own_title():
    event = replace(ASSESSED, kind=AssessmentKind.EVENT)

    assert build(event).title == "會計師事件評估及改善報告"
    assert said(event, "一、意見")[0].endswith(
        "未發現示範交易平台就停止交易事件採行之預防及改善措施有不能防止相同事件之情事。"
    )


@pytest.mark.parametrize(
    ("opinion", "said_of_it"),
    [
        (OpinionKind.ADVERSE, "整體而言不能防止相同事件。"),
        (OpinionKind.DISCLAIMER, "整體是否能防止相同事件表示意見。"),
    ],
)
def test_a_special_event_is_judged_by_what_prevents_it(opinion, said_of_it):
    event = replace(of(GOOD, BAD, MISSING), kind=AssessmentKind.EVENT, opinion=opinion, why="理由")

    assert said_of_it in said(event, "一、意見")[0]


@pytest.mark.parametrize("kind", AssessmentKind)
def test_every_kind_says_its_occasion(kind):
    (scope,) = said(replace(ASSESSED, kind=kind), "五、評估範圍")

    assert scope.startswith(f"本次為示範證券股份有限公司經營之示範交易平台{kind.label}：")
    assert "應於116年3月31日前出具。評估期間為115年1月1日至115年12月31日" in scope


def test_exceptions_are_what_is_not_in_order():
    held = replace(CONFORMING, ref="9", exceptions="1 筆日期誤植")
    record = replace(ASSESSED, rows=(CONFORMING, held, EXCEPTION, UNPROVED))

    rows = table(record, "例外事項").rows

    assert [row[0] for row in rows] == [
        "9 專責人員專業證照",
        "2(1)2 登入方式與密碼設計",
        "3(8)3 滲透測試",
    ]


def test_results_are_counted_by_area():
    rows = table(ASSESSED, "各項結果件數").rows

    assert rows[-1] == ("合計", "1", "1", "0", "0", "1", "0", "3")
    assert [row[0] for row in rows[:-1]] == [row.area for row in ASSESSED.rows]


def test_steps_not_carried_out_are_counted():
    assert table(ASSESSED, "執行程序統計").rows == (
        ("取得", "2", "1", "1"),
        ("檢查", "2", "2", "0"),
        ("合計", "4", "3", "1"),
    )


def test_an_engagement_with_nothing_yet_says_so():
    empty = replace(of(), cpas=(), stops=(), stops_note="", signatures=())

    texts = [part.text for part in build(empty).parts if isinstance(part, Paragraph)]

    assert "尚未載明執行程序。" in texts
    assert "沒有例外事項。" in texts
    assert "本案沒有記載任何停止交易。" in texts
    assert "尚無電子簽核。" in texts
    assert not any(isinstance(part, SignOffs) for part in build(empty).parts)
