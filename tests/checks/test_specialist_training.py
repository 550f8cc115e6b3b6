from datetime import date
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.specialist_training import specialist_training
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
WINTER = date(2025, 12, 5)


def course(hours: int = 15, **said: Any) -> Row:
    return {
        "employee_id": "A1", "name": "林怡君", "role": "specialist", "course": "事件處理",
        "category": "professional", "day": WINTER, "minutes": hours * 60, "assessment": True,
        "evidence": "T-1", "line": 2, **said,
    }  # fmt: skip


def person(**said: Any) -> Row:
    return {
        "employee_id": "A1", "name": "林怡君", "account": "", "department": "",
        "joined": date(2019, 1, 2), "left": None, "status": "", "line": 2, **said,
    }  # fmt: skip


def run(courses: list[Row], people: list[Row], **parameters: int) -> Result:
    tables = {"training_records": (Table("training_records", tuple(courses), "t.csv", "x"),)}
    if people:
        tables["people"] = (Table("people", tuple(people), "p.csv", "x"),)
    return specialist_training.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("courses", "people"),
    [
        ([course()], [person()]),
        ([course()], []),
        ([course()], [person(joined=date(2025, 6, 1))]),
        ([course()], [person(employee_id="B2", name="別人")]),
        ([course(12), course(3, course="開發")], [person()]),
        ([course(), course(4, course="不及格", assessment=False)], [person()]),
        ([course(), course(3, course="宣導", category="awareness", assessment=None)], [person()]),
        ([course(), course(1, employee_id="A2", name="", role="other")],
         [person(), person(employee_id="A2")]),
        ([course(), course(1, employee_id="A2", name="")],
         [person(), person(employee_id="A2", left=date(2025, 12, 31))]),
    ],
)  # fmt: skip
def test_kept(courses: list[Row], people: list[Row]) -> None:
    result = run(courses, people)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("courses", "kind", "why"),
    [
        ([course(14)], "short", "114 年度只有 14 小時專業或職能訓練，不足 15 小時"),
        ([course(8), course(8)], "short", "只有 8 小時"),
        ([course(14), course(9, category="awareness")], "short", "只有 14 小時"),
        ([course(14, category="")], "short", "只有 14 小時"),
        ([course(14), course(15, day=date(2026, 5, 1))], "short", "只有 14 小時"),
        ([course(0, course="", day=None, category="", assessment=None),
          course(employee_id="A2", name="林怡君")], "short", "只有 0 小時"),
        ([course(assessment=False)], "failed", "的 1 門專業或職能訓練，評量沒有一門及格"),
    ],
)  # fmt: skip
def test_broken(courses: list[Row], kind: str, why: str) -> None:
    result = run(courses, [person(), person(employee_id="A2")])

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["name"], row["kind"]) for row in result.rows] == [("林怡君（A1）", kind)]
    assert why in result.rows[0]["why"]


@pytest.mark.parametrize(
    ("courses", "people", "why"),
    [
        ([course(14)], [], "未必全年在職"),
        ([course(14)], [person(joined=date(2025, 1, 2))], "未必全年在職"),
        ([course(14)], [person(joined=None)], "未必全年在職"),
        ([course(14)], [person(status="leave")], "未必全年在職"),
        ([course(12), course(3, category="")], [person()], "課程沒有類別"),
        ([course(12), course(3, assessment=None)], [person()], "評量及格的只有 12 小時"),
        ([course(12), course(3, assessment=False)], [person()], "評量及格的只有 12 小時"),
        ([course(assessment=None)], [person()], "評量及格的只有 0 小時"),
        ([course(evidence="")], [person()], "沒有證明編號"),
        ([course(), course(1, role="other")], [person()], "兩種人員類別"),
        ([course(role="other")], [person()], "沒有 114 年度的資安專責人員"),
        ([course(), course(day=date(2026, 11, 22))], [person()], "檢測日之後"),
        ([course(14, day=date(2025, 9, 29))], [person()], "紀錄只到114年9月29日"),
        ([course(day=date(2024, 5, 1))], [person()], "沒有 114 年度的訓練紀錄"),
        ([course(name="別人")], [person()], "與人員名冊不符"),
        ([course(), course(employee_id="A2", role="other")], [person()], "「A2」不在人員名冊"),
        ([], [person()], "缺少資料：資安教育訓練紀錄"),
    ],
)
def test_what_cannot_be_known_is_insufficient(
    courses: list[Row], people: list[Row], why: str
) -> None:
    result = run(courses, people)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_it_shows_no_rule_to_be_kept() -> None:
    kept = {specialist_training.proposes(Verdict.CONFORMING, rule=rule)
            for rule in specialist_training.rules}  # fmt: skip

    assert kept == {None}


def test_a_gap_never_passes() -> None:
    gap = Table("training_records", (course(),), "t.csv", "x", ("讀不懂",))

    result = specialist_training.run({"training_records": (gap,)}, on=ON)

    assert result.verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    assert run([course()], [person()], hours=16).verdict is Verdict.NONCONFORMING
