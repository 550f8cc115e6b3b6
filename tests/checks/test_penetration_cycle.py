from datetime import date
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.penetration_cycle import penetration_cycle
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
SPRING = date(2026, 3, 13)


def pentest(ended: date | None = SPRING, system: str = "網路下單", **said: Any) -> Row:
    return {
        "system": system, "tester": "甲安", "begun": ended or SPRING, "ended": ended,
        "reported": None, "finding": "", "title": "", "severity": "", "fixed": None,
        "retested": None, "result": "", "line": 2, **said,
    }  # fmt: skip


def run(*rows: Row, **parameters: int) -> Result:
    tables = {"penetration_tests": (Table("penetration_tests", rows, "pt.csv", "x"),)}
    return penetration_cycle.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    "tests",
    [
        [pentest()],
        [pentest(ON)],
        [pentest(date(2025, 11, 21))],
        [pentest(date(2025, 4, 1)), pentest()],
        [pentest(date(2020, 4, 1)), pentest(date(2023, 4, 1)), pentest(date(2024, 4, 1)),
         pentest(date(2025, 3, 1)), pentest(date(2026, 3, 1))],
        [pentest(), pentest(None)],
        [pentest(finding="P1", severity="critical"), pentest(finding="P2")],
    ],
)  # fmt: skip
def test_kept(tests: list[Row]) -> None:
    result = run(*tests)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("tests", "found"),
    [
        ([pentest(), pentest(date(2024, 10, 31), "行動下單")],
         [("行動下單", "overdue", "113年10月31日測試後，到檢測日已超過 12 個月")]),
        ([pentest(date(2023, 5, 1)), pentest(date(2025, 4, 30)), pentest()],
         [("網路下單", "late", "112年5月1日測試後，到114年4月30日已超過 12 個月")]),
    ],
)  # fmt: skip
def test_broken(tests: list[Row], found: list[tuple[str, str, str]]) -> None:
    result = run(*tests)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["name"], row["kind"], row["why"]) for row in result.rows] == found


@pytest.mark.parametrize(
    ("tests", "why"),
    [
        ([pentest(date(2025, 11, 20))], "最新的測試是114年11月20日"),
        ([pentest(), pentest(date(2026, 11, 22))], "檢測日之後"),
        ([pentest(reported=date(2026, 11, 22))], "檢測日之後"),
        ([pentest(None)], "沒有任何測試結束的日期"),
        ([pentest(), pentest(None, "行動下單")], "「行動下單」只有尚未結束的測試"),
        ([pentest(tester="")], "「網路下單」的測試沒有寫由誰執行"),
        ([pentest(date(2025, 1, 5)), pentest()], "請人工認定（網路下單：114年1月5日測試後"),
        ([pentest(), pentest(date(2025, 3, 5), "行動下單")], "請人工認定（行動下單："),
        ([], "缺少資料：滲透測試紀錄"),
    ],
)
def test_what_cannot_be_known_is_insufficient(tests: list[Row], why: str) -> None:
    result = run(*tests)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_a_gap_never_passes() -> None:
    gap = Table("penetration_tests", (pentest(),), "pt.csv", "x", ("有一段讀不懂",))

    result = penetration_cycle.run({"penetration_tests": (gap,)}, on=ON)

    assert result.verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    result = run(pentest(date(2026, 10, 1)), pentest(system="行動下單"), months=6)

    assert [(row["name"], row["kind"]) for row in result.rows] == [("行動下單", "overdue")]
