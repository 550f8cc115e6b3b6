from datetime import date
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.capacity_test_results import capacity_test_results
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
SPRING, AUTUMN = date(2026, 3, 14), date(2026, 9, 5)


def capacity(
    measured: int | None = 2400, expected: int | None = 1800, tested: date = SPRING, **said: Any
) -> Row:
    return {
        "system": "網路下單", "tested": tested, "load": "委託", "measured": measured,
        "expected": expected, "unit": "筆/秒", "result": "pass", "owner": "", "next": None,
        "line": 2, **said,
    }  # fmt: skip


def run(*rows: Row, **parameters: int) -> Result:
    tables = {"capacity_tests": (Table("capacity_tests", rows, "ct.csv", "x"),)}
    return capacity_test_results.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("tests", "population"),
    [
        ([capacity()], 1),
        ([capacity(1800, 1800)], 1),
        ([capacity(result="")], 1),
        ([capacity(tested=date(2025, 11, 21))], 1),
        ([capacity(900), capacity(2000, tested=AUTUMN)], 1),
        ([capacity(2000, tested=AUTUMN), capacity(result="fail")], 1),
        ([capacity(), capacity(50_000, 45_000, load="人數", unit="人")], 2),
        ([capacity(), capacity(system="憑證驗證")], 2),
    ],
)
def test_kept(tests: list[Row], population: int) -> None:
    result = run(*tests)

    assert (result.verdict, result.rows) == (Verdict.CONFORMING, ())
    assert result.population == population


@pytest.mark.parametrize(
    ("tests", "kind", "why"),
    [
        ([capacity(1799)], "short", "115年3月14日測試承載 1,799 筆/秒，低於預期尖峰 1,800 筆/秒"),
        ([capacity(0)], "short", "承載 0 筆/秒"),
        ([capacity(1799, unit=""), capacity(unit="人")], "short", "低於預期尖峰 1,800"),
        ([capacity(2000), capacity(1000, tested=AUTUMN)], "short", "115年9月5日"),
        ([capacity(1000), capacity(2000)], "short", "承載 1,000"),
        ([capacity(result="fail")], "failed", "115年3月14日測試未通過，之後沒有通過的測試"),
        ([capacity(None, None, result="fail")], "failed", "測試未通過"),
        ([capacity(1000, tested=date(2024, 1, 5)), capacity(load="人數")], "short", "113年1月5日"),
    ],
)
def test_broken(tests: list[Row], kind: str, why: str) -> None:
    result = run(*tests)

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["kind"] for row in result.rows] == [kind]
    assert why in result.rows[0]["why"]


def test_loads_of_a_system_are_told_apart() -> None:
    result = run(capacity(1), capacity(1, load="人數", unit="人"))

    assert [row["name"] for row in result.rows] == ["網路下單 委託 筆/秒", "網路下單 人數 人"]


@pytest.mark.parametrize(
    ("tests", "why"),
    [
        ([capacity(tested=date(2025, 11, 20))], "最新的測試是114年11月20日"),
        ([capacity(1, tested=date(2025, 11, 20))], "最新的測試是114年11月20日"),
        ([capacity(), capacity(tested=date(2026, 11, 22), load="人數")], "檢測日之後"),
        ([capacity(None)], "沒有實測負載或預期尖峰"),
        ([capacity(expected=None)], "沒有實測負載或預期尖峰"),
        ([capacity(None), capacity()], "沒有實測負載或預期尖峰"),
        ([capacity(), capacity(None)], "沒有實測負載或預期尖峰"),
        ([capacity(expected=0)], "沒有實測負載或預期尖峰"),
        ([capacity(), capacity(tested=date(2025, 11, 20), load="人數")],
         "「網路下單 人數 筆/秒」最近一次測試是114年11月20日"),
        ([], "缺少資料：容量與壓力測試紀錄"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_insufficient(tests: list[Row], why: str) -> None:
    result = run(*tests)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_a_gap_never_passes() -> None:
    gap = Table("capacity_tests", (capacity(),), "ct.csv", "x", ("有一段讀不懂",))

    result = capacity_test_results.run({"capacity_tests": (gap,)}, on=ON)

    assert result.verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_newer_tests() -> None:
    assert run(capacity(), evidence_months=6).verdict is Verdict.INSUFFICIENT
