from datetime import date
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.training_hours import training_hours
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
AUTUMN = date(2025, 11, 20)
LONG_AGO = date(2019, 1, 2)


def course(employee_id: str = "A1", day: date | None = AUTUMN, **said: Any) -> Row:
    return {
        "employee_id": employee_id, "name": "", "role": "other", "course": "年度宣導",
        "category": "awareness", "day": day, "minutes": 180, "assessment": None,
        "evidence": "T-1", "line": 2, **said,
    }  # fmt: skip


def person(employee_id: str = "A1", joined: date | None = LONG_AGO, **said: Any) -> Row:
    return {
        "employee_id": employee_id, "name": f"員{employee_id}", "account": "", "department": "",
        "joined": joined, "left": None, "status": "", "line": 2, **said,
    }  # fmt: skip


def run(courses: list[Row], people: list[Row], on: date = ON, **parameters: int) -> Result:
    tables = {
        "training_records": (Table("training_records", tuple(courses), "t.csv", "x"),),
        "people": (Table("people", tuple(people), "p.csv", "x"),),
    }
    return training_hours.run(tables, on=on, parameters=parameters)


@pytest.mark.parametrize(
    ("courses", "people", "population"),
    [
        ([course()], [person()], 1),
        ([course("a1")], [person()], 1),
        ([course(minutes=60), course(minutes=120, course="防詐")], [person()], 1),
        ([course(category="professional", assessment=False)], [person()], 1),
        ([course(day=date(2025, 1, 1)), course("A2", date(2025, 12, 31))],
         [person(), person("A2")], 2),
        ([course()], [person(joined=None)], 1),
        ([course()], [person(status="leave")], 1),
        ([course()], [person(), person("A2", left=date(2025, 12, 31))], 1),
        ([course()], [person(), person("A2", left=date(2024, 6, 1))], 1),
        ([course()], [person(), person("A2", date(2026, 1, 1))], 1),
        ([course(), course("A2", role="specialist")], [person(), person("A2")], 1),
        ([course(), course("X", name="外人", role="specialist")], [person()], 1),
        ([course(), course("A2", date(2025, 2, 1)), course("A2", date(2026, 2, 1), minutes=6)],
         [person(), person("A2", left=date(2026, 5, 1))], 2),
    ],
)  # fmt: skip
def test_kept(courses: list[Row], people: list[Row], population: int) -> None:
    result = run(courses, people)

    assert (result.verdict, result.rows) == (Verdict.CONFORMING, ())
    assert result.population == population


@pytest.mark.parametrize(
    ("courses", "people", "why"),
    [
        ([course(minutes=179)], [person()], "114 年度只有 2.98 小時，不足 3 小時"),
        ([course("A2")], [person(), person("A2")], "114 年度只有 0 小時，不足 3 小時"),
        ([course("A2"), course(day=None, course="", minutes=0)], [person(), person("A2")],
         "114 年度只有 0 小時，不足 3 小時"),
        ([course(minutes=120), course(minutes=120)], [person()], "只有 2 小時"),
        ([course(minutes=120), course(category="unrelated")], [person()], "只有 2 小時"),
        ([course("A2"), course(day=date(2024, 12, 31)), course(day=date(2026, 1, 1))],
         [person(), person("A2")], "只有 0 小時"),
        ([course("A2")], [person(joined=date(2025, 1, 1)), person("A2")], "只有 0 小時"),
        ([course("A2")], [person(left=date(2026, 1, 1)), person("A2")], "只有 0 小時"),
        ([course(minutes=60, category="", evidence="")], [person()], "只有 1 小時"),
    ],
)  # fmt: skip
def test_short(courses: list[Row], people: list[Row], why: str) -> None:
    result = run(courses, people)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["name"], row["kind"]) for row in result.rows] == [("員A1（A1）", "short")]
    assert why in result.rows[0]["why"]


@pytest.mark.parametrize(
    ("courses", "people", "why"),
    [
        ([course()], [person(), person("A2", date(2025, 1, 2))], "請人工認定"),
        ([course()], [person(), person("A2", None)], "員A2：時數不足，但到職、離職日"),
        ([course()], [person(), person("A2", status="leave")], "請人工認定"),
        ([course()], [person(), person("A2", status="left")], "請人工認定"),
        ([course(category="")], [person()], "沒有類別或證明編號"),
        ([course(evidence="")], [person()], "沒有類別或證明編號"),
        ([course(), course("A9")], [person()], "「A9」不在人員名冊"),
        ([course(), course("A9", role="specialist")], [person()], "「A9」不在人員名冊"),
        ([course(), course("A9", name="員A1", role="specialist")], [person()], "「A9」不在"),
        ([course(name="別人")], [person()], "姓名「別人」與人員名冊不符"),
        ([course(role="specialist")], [person()], "資安專責人員以外的人"),
        ([course(day=date(2026, 3, 1))], [person()], "沒有 114 年度的訓練紀錄"),
        ([course(), course("A2", date(2026, 11, 22))], [person(), person("A2")], "檢測日之後"),
        ([course(day=date(2025, 9, 29))], [person(), person("A2")], "紀錄只到114年9月29日"),
        ([], [person()], "缺少資料：資安教育訓練紀錄"),
        ([course()], [], "缺少資料：人員名冊"),
    ],
)
def test_what_cannot_be_known_is_insufficient(
    courses: list[Row], people: list[Row], why: str
) -> None:
    result = run(courses, people)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_records_may_end_a_quarter_before_the_year_does() -> None:
    result = run([course(day=date(2025, 9, 30))], [person(), person("A2")])

    assert result.verdict is Verdict.NONCONFORMING


@pytest.mark.parametrize(
    ("on", "verdict"),
    [(date(2026, 12, 31), Verdict.NONCONFORMING), (date(2026, 12, 30), Verdict.CONFORMING)],
)
def test_a_year_is_judged_once_it_is_over(on: date, verdict: Verdict) -> None:
    result = run([course(), course("A2"), course(day=ON)], [person(), person("A2")], on)

    assert result.verdict is verdict


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        (course(minutes=90), course(minutes=90), Verdict.NONCONFORMING),
        (course(minutes=90), course(minutes=90, name="員A1"), Verdict.NONCONFORMING),
        (course(minutes=90), course("a1", minutes=90, line=9), Verdict.NONCONFORMING),
        (course(minutes=90), course(minutes=90, evidence=""), Verdict.INSUFFICIENT),
        (course(minutes=90), course(minutes=90, assessment=True), Verdict.INSUFFICIENT),
        (course(minutes=90), course(minutes=95), Verdict.INSUFFICIENT),
        (course(minutes=90), course(minutes=90, day=date(2025, 6, 1)), Verdict.CONFORMING),
        (course(), course(minutes=60, day=date(2024, 6, 1)), Verdict.CONFORMING),
    ],
)
def test_a_course_in_two_exports_counts_once(first: Row, second: Row, verdict: Verdict) -> None:
    exports = (Table("training_records", (row,), "t.csv", "x") for row in (first, second))
    people = (Table("people", (person(),), "p.csv", "x"),)

    result = training_hours.run({"training_records": tuple(exports), "people": people}, on=ON)

    assert result.verdict is verdict


def test_who_has_left_by_the_newer_roster_is_not_short() -> None:
    tables = {
        "training_records": (Table("training_records", (course("A2"),), "t.csv", "x"),),
        "people": (
            Table("people", (person(), person("A2")), "old.csv", "x"),
            Table("people", (person(left=date(2025, 6, 1)),), "new.csv", "x"),
        ),
    }

    assert training_hours.run(tables, on=ON).verdict is Verdict.CONFORMING


def test_a_gap_never_passes() -> None:
    tables = {
        "training_records": (Table("training_records", (course(),), "t.csv", "x", ("讀不懂",)),),
        "people": (Table("people", (person(),), "p.csv", "x"),),
    }

    assert training_hours.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    assert run([course()], [person()], hours=4).verdict is Verdict.NONCONFORMING
