from datetime import date
from typing import Any

import pytest
from tests.checks.accounts_given import ON, person, table

from chahe.checks import Result
from chahe.checks.segregation_of_duties import segregation_of_duties
from chahe.deadlines import days_after
from chahe.readers import Row
from chahe.workflow import Verdict


def right(what: str, who: str = "A1", **said: Any) -> Row:
    return {
        "account": f"u-{who}", "employee_id": who, "name": "", "system": "S", "right": what,
        "granted": days_after(ON, -10), "line": 2, **said,
    }  # fmt: skip


def pair(a: str = "maker", b: str = "checker", **said: Any) -> Row:
    return {"right_a": a, "right_b": b, "system": "", "why": "", "line": 2, **said}


def run(rights: list[Row], pairs: list[Row], people: list[Row] | None = None, **p: int) -> Result:
    tables = {
        "access_rights": (table("access_rights", *rights),),
        "duty_conflicts": (table("duty_conflicts", *pairs),),
    }
    if people is not None:
        tables["people"] = (table("people", *people),)
    return segregation_of_duties.run(tables, on=ON, parameters=p)


APART = [right("maker"), right("checker", "A2", line=3)]
BOTH = [right("maker"), right("checker", line=3)]
OLD = days_after(ON, -366)
NO_ID = {"employee_id": ""}


@pytest.mark.parametrize(
    ("rights", "pairs"),
    [
        (APART, [pair()]),
        (APART, [pair(system="s")]),
        ([*APART, right("maker", line=4), right("reader", line=5)], [pair()]),
        ([*APART, right("checker", system="T", line=4)], [pair(system="S")]),
        ([right("ＭＡＫＥＲ"), right("Checker ", "A2")], [pair()]),
        ([right("maker", granted=None), APART[1]], [pair(), pair("checker", "maker")]),
        ([right("maker", granted=OLD), right("checker", "A2", granted=None)], [pair()]),
        ([right("maker", granted=ON), right("checker", "A2")], [pair("checker", "maker")]),
    ],
)  # fmt: skip
def test_kept(rights: list[Row], pairs: list[Row]) -> None:
    result = run(rights, pairs)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 2)


@pytest.mark.parametrize(
    ("rights", "pairs", "people"),
    [
        (BOTH, [pair()], None),
        (BOTH, [pair("checker", "maker"), pair()], None),
        ([right("maker"), right("checker", system="T", account="other")], [pair()], None),
        ([right("maker", "a1"), right("checker", "A1")], [pair()], None),
        (BOTH, [pair(system="S"), pair("x", "y")], None),
        ([*BOTH, right("maker", line=9), right("checker", line=8)], [pair()], None),
        ([right("maker"), right("checker", granted=None)], [pair()], [person("Z")]),
        (
            [right("maker"), right("checker", account=r"CORP\amy", **NO_ID)],
            [pair()],
            [person("A1", account="amy")],
        ),
        ([right("maker", **NO_ID), right("checker", **NO_ID)], [pair()], None),
        ([right("maker", granted=None), right("checker", granted=None)], [pair()], None),
    ],
)
def test_one_person_with_both(
    rights: list[Row], pairs: list[Row], people: list[Row] | None
) -> None:
    result = run(rights, pairs, people)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["kind"], row["source"]) for row in result.rows] == [
        ("conflict", "access_rights.csv")
    ]


def test_why_names_both_rights_and_where_they_are() -> None:
    (row,) = run(
        [right("maker", name="甲"), right("checker", system="T", line=7)],
        [pair(why="應分人。")],
        [person("A1", left=date(2026, 1, 1))],
    ).rows

    assert (row["name"], row["line"]) == ("A1", 2)
    assert row["why"] == (
        "甲（已離職）以 u-A1@S 持有「maker」，又以 u-A1@T（access_rights.csv 第 7 行）"
        "持有「checker」；應分人"
    )


def test_the_roster_that_knows_of_the_leaving_counts() -> None:
    wang = person("A1", joined=date(2020, 1, 1))
    tables = {
        "access_rights": (table("access_rights", *BOTH),),
        "duty_conflicts": (table("duty_conflicts", pair()),),
        "people": (table("people", wang), table("people", {**wang, "left": date(2026, 1, 1)})),
    }

    (row,) = segregation_of_duties.run(tables, on=ON).rows

    assert "（已離職）" in row["why"]


@pytest.mark.parametrize(
    ("rights", "pairs", "people", "why"),
    [
        (APART, [pair(), pair("maker", "z")], None, "權限「z」不在任何權限清單裡"),
        (APART, [pair(system="T")], None, "「T」的權限「maker」不在任何權限清單裡"),
        ([*APART, right("maker", system="")], [pair(system="S")], None, "沒有寫系統"),
        (
            [right("maker", **NO_ID), right("checker", system="T", **NO_ID)],
            [pair()], None, "1 個帳號沒有員工編號",
        ),
        ([right("maker", **NO_ID), right("checker", "A2")], [pair()], None, "1 個帳號沒有員工編號"),
        (APART, [pair()], [person("A1")], "1 個員工編號不在人員名冊上（A2 等）"),
        (
            [right("maker", granted=None), right("checker", "A2", granted=None)],
            [pair()], None, "沒有任何授權日",
        ),
        ([right("maker", granted=days_after(ON, 1)), APART[1]], [pair()], None, "檢測日之後"),
        (
            [right("maker", granted=days_after(ON, -367)), right("checker", "2", granted=None)],
            [pair()], None, "早於檢測日超過 366 日",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_told(
    rights: list[Row], pairs: list[Row], people: list[Row] | None, why: str
) -> None:
    result = run(rights, pairs, people)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


@pytest.mark.parametrize("days", [-367, 1])
def test_untimely_evidence_is_insufficient_though_it_shows_a_conflict(days: int) -> None:
    result = run(
        [right(name, granted=days_after(ON, days)) for name in ("maker", "checker")], [pair()]
    )

    assert (result.verdict, len(result.rows)) == (Verdict.INSUFFICIENT, 1)


def test_a_gap_never_passes() -> None:
    rights = table("access_rights", *APART, gaps=("看不懂",))
    tables = {"access_rights": (rights,), "duty_conflicts": (table("duty_conflicts", pair()),)}

    assert segregation_of_duties.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


def test_rights_of_several_lists_meet_in_one_person() -> None:
    tables = {
        "access_rights": (
            table("access_rights", right("maker"), source="a.csv"),
            table("access_rights", right("checker"), source="b.csv"),
        ),
        "duty_conflicts": (table("duty_conflicts", pair()),),
    }

    result = segregation_of_duties.run(tables, on=ON)

    assert [row["source"] for row in result.rows] == ["a.csv"]


def test_a_firm_may_ask_for_newer_lists() -> None:
    assert run(APART, [pair()], evidence_days=9).verdict is Verdict.INSUFFICIENT
