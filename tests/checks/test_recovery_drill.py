from datetime import date
from typing import Any

import pytest
from tests.checks.drill_rows import ON, SPRING, drill, drilled

from chahe.checks.recovery_drill import recovery_drill
from chahe.readers import Row, Table
from chahe.workflow import Verdict

SUMMER = date(2026, 7, 1)


def recovery(day: date = SPRING, **said: Any) -> Row:
    return drill("recovery", day, **said)


@pytest.mark.parametrize(
    "drills",
    [
        [recovery(date(2026, 8, 23), reviewed=None)],
        [recovery(date(2026, 5, 25), result="fail")],
        [recovery(result="fail", improved=date(2026, 9, 1))],
        [recovery(result="fail"), recovery(SUMMER)],
        [recovery(date(2024, 11, 21), result="fail", reviewed=None), recovery(date(2025, 6, 1)),
         recovery()],
    ],
)  # fmt: skip
def test_kept(drills: list[Row]) -> None:
    result = drilled(recovery_drill, *drills)

    assert (result.verdict, result.rows) == (Verdict.CONFORMING, ())


@pytest.mark.parametrize(
    ("drills", "kind", "why"),
    [
        ([recovery(date(2026, 8, 22), reviewed=None)], "unreviewed",
         "115年8月22日演練後 91 日沒有開會檢討，超過 90 日"),
        ([recovery(date(2026, 5, 24), result="fail")], "unimproved",
         "115年5月24日演練後 181 日沒有改善完成日，超過 180 日"),
        ([recovery(result="fail"), recovery(SUMMER, system="別的")], "unimproved",
         "115年4月18日演練後 217 日沒有改善完成日，超過 180 日"),
        ([recovery(result="fail"), recovery(SUMMER, scenario="別的")], "unimproved",
         "115年4月18日演練後 217 日沒有改善完成日，超過 180 日"),
        ([recovery(result="fail"), recovery(date(2026, 3, 1))], "unimproved",
         "115年4月18日演練後 217 日沒有改善完成日，超過 180 日"),
    ],
)  # fmt: skip
def test_broken(drills: list[Row], kind: str, why: str) -> None:
    result = drilled(recovery_drill, *drills)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["kind"], row["why"]) for row in result.rows] == [(kind, why)]


def test_how_it_went_must_be_said() -> None:
    result = drilled(recovery_drill, recovery(result=""))

    assert result.verdict is Verdict.INSUFFICIENT
    assert "沒有寫演練結果" in result.reason


def test_faults_of_one_day_are_told_apart() -> None:
    failed = [recovery(result="fail", system="甲"), recovery(result="fail", scenario="停電")]

    rows = drilled(recovery_drill, *failed).rows

    assert [(row["name"], row["system"]) for row in rows] == [
        ("故障復原測試 115年4月18日 情境", "甲"),
        ("故障復原測試 115年4月18日 停電", ""),
    ]


_OPEN = recovery(date(2026, 4, 1), result="fail", reviewed=None, participants="")
_DONE = recovery(
    date(2026, 4, 1), result="fail", reviewed=date(2026, 4, 9), improved=date(2026, 5, 8)
)


@pytest.mark.parametrize(
    ("files", "kinds", "population"),
    [
        ([[_OPEN], [_DONE]], [], 1),
        ([[_DONE], [_OPEN]], [], 1),
        ([[_OPEN], [_DONE, _OPEN]], ["unreviewed", "unimproved"], 2),
        ([[_OPEN], [{**_DONE, "system": "別的"}]], ["unreviewed", "unimproved"], 2),
        ([[_OPEN], [recovery(date(2026, 4, 1))]], ["unimproved"], 1),
        ([[_OPEN, _DONE]], ["unreviewed", "unimproved"], 2),
    ],
)
def test_a_drill_of_two_files_is_one(
    files: list[list[Row]], kinds: list[str], population: int
) -> None:
    tables = tuple(Table("drills", tuple(rows), "d.csv", "x") for rows in files)

    result = recovery_drill.run({"drills": tables}, on=ON)

    assert result.verdict is (Verdict.NONCONFORMING if kinds else Verdict.CONFORMING)
    assert ([row["kind"] for row in result.rows], result.population) == (kinds, population)
