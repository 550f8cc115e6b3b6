from dataclasses import replace
from datetime import date

from tests.documents.outlines import docx_outline, golden, xlsx_outline
from tests.documents.record_fixture import MADE_AT

from chahe.documents.model import Facts, Paragraph, Table
from chahe.documents.papers import load_papers
from chahe.documents.writers import load_writers

from .follow_up_fixture import ACCEPTED, CLOSED, FOLLOWED, LATE

PAPER = load_papers()["follow_up"]


def parts_of(record, kind):
    parts = PAPER.build(record, made_at=MADE_AT).parts
    return [part for part in parts if isinstance(part, kind)]


def summary(record):
    return dict(parts_of(record, Facts)[0].rows)


def rows(record):
    return parts_of(record, Table)[0].rows


def test_word_outline():
    outline = docx_outline(load_writers()["docx"].write(PAPER.build(FOLLOWED, made_at=MADE_AT)))

    assert outline == golden("follow_up", outline)


def test_workbook_outline():
    outline = xlsx_outline(load_writers()["xlsx"].write(PAPER.build(FOLLOWED, made_at=MADE_AT)))

    assert outline == golden("follow_up.xlsx", outline)


def test_what_is_late_accepted_or_repeated_is_named():
    said = summary(FOLLOWED)

    assert said["送達"] == "監察人及獨立董事，應於116年2月28日前"
    assert said["各狀態件數"] == "改善中 2 件、已結案 1 件"
    assert said["逾期未改善"] == "1 件（115-CC17010-001）"
    assert said["未訂期限"] == "1 件（115-CC18000-002）"
    assert said["風險承受中"] == "1 件（115-CC18000-002）"
    assert said["重複缺失"] == "1 件（115-CC17010-001）"


def test_only_an_extension_agreed_to_moves_the_due_day():
    assert rows(FOLLOWED)[0][5] == "116/01/31\n原訂 116/01/15"


def test_the_latest_progress_is_shown():
    assert rows(FOLLOWED)[0][8] == "116/01/20 李工程師：規則 17 已送變更單"


def test_an_accepted_risk_is_said_not_to_be_a_cure():
    (said,) = [part.text for part in parts_of(FOLLOWED, Paragraph)]

    assert said.startswith("風險承受不等於改善：")
    assert rows(FOLLOWED)[1][-1] == "風險承受至 116/06/30（不等於改善）"
    assert rows(FOLLOWED)[1][9] == "尚未結案"


def test_an_acceptance_that_ended_is_said():
    ended = replace(FOLLOWED, as_of=date(2027, 7, 1), findings=(ACCEPTED,))

    assert rows(ended)[0][-1] == "風險承受至 116/06/30，已期滿（不等於改善）"
    assert summary(ended)["風險承受中"] == "無"


def test_a_closed_finding_says_by_whom():
    row = rows(replace(FOLLOWED, findings=(CLOSED,)))[0]

    assert row[9] == "改善完成 115/12/18\n抽還原 3 份備份，均成功\n陳大文結案"
    assert row[7] == "已結案"


def test_nothing_to_follow_is_said():
    empty = replace(FOLLOWED, findings=(), about="", sent_to="", due_on=None)

    assert [part.text for part in parts_of(empty, Paragraph)] == ["截至本日沒有任何缺失需要追蹤。"]
    assert summary(empty)["送達"] == "對象未填，期限未填"


def test_each_finding_is_written_whole():
    captions = [part.caption for part in parts_of(replace(FOLLOWED, findings=(LATE,)), Table)]

    assert captions == ["缺失改善追蹤", "期限展延", "改善進度", "缺失追蹤"]
