from datetime import date
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.capacity_test_cycle import capacity_test_cycle
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
SPRING = date(2026, 3, 14)


def capacity(tested: date = SPRING, system: str = "網路下單", **said: Any) -> Row:
    return {
        "system": system, "tested": tested, "load": "委託筆數", "measured": 2400,
        "expected": 1800, "unit": "筆/秒", "result": "pass", "owner": "王志明", "next": None,
        "line": 2, **said,
    }  # fmt: skip


def run(*rows: Row, on: date = ON, **parameters: int) -> Result:
    tables = {"capacity_tests": (Table("capacity_tests", rows, "ct.csv", "x"),)}
    return capacity_test_cycle.run(tables, on=on, parameters=parameters)


@pytest.mark.parametrize(
    "tests",
    [
        [capacity()],
        [capacity(ON)],
        [capacity(date(2025, 11, 21))],
        [capacity(date(2025, 4, 1)), capacity()],
        [capacity(), capacity(load="人數")],
        [capacity(date(2020, 4, 1)), capacity(date(2024, 3, 1)), capacity(date(2025, 3, 1)),
         capacity(date(2026, 3, 1))],
        [capacity(result="fail", measured=1)],
        [capacity(next=ON)],
        [capacity(date(2026, 1, 5), next=date(2026, 3, 1)), capacity()],
    ],
)  # fmt: skip
def test_kept(tests: list[Row]) -> None:
    result = run(*tests)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("tests", "found"),
    [
        ([capacity(), capacity(date(2024, 10, 31), "行動下單")],
         [("行動下單", "overdue", "113年10月31日測試後，到檢測日已超過 12 個月")]),
        ([capacity(date(2023, 5, 1)), capacity(date(2025, 4, 30)), capacity()],
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
        ([capacity(date(2025, 11, 20))], "最新的測試是114年11月20日"),
        ([capacity(), capacity(date(2026, 11, 22))], "檢測日之後"),
        ([capacity(owner="")], "「網路下單」115年3月14日的測試沒有寫由誰負責"),
        ([capacity(next=date(2026, 11, 20))], "已過所訂的下次測試日（115年11月20日）"),
        ([capacity(next=date(2026, 11, 20)), capacity(load="人數")], "已過所訂的下次測試日"),
        ([capacity(load="人數"), capacity(next=date(2026, 11, 20))], "已過所訂的下次測試日"),
        ([capacity(next=date(2026, 11, 20)), capacity(load="人數", next=date(2027, 3, 1))],
         "已過所訂的下次測試日（115年11月20日）"),
        ([capacity(date(2025, 1, 5)), capacity()], "請人工認定（網路下單：114年1月5日測試後"),
        ([capacity(), capacity(date(2025, 3, 5), "行動下單")], "請人工認定（行動下單："),
        ([], "缺少資料：容量與壓力測試紀錄"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_insufficient(tests: list[Row], why: str) -> None:
    result = run(*tests)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_stale_records_still_give_their_rows() -> None:
    result = run(capacity(date(2024, 10, 31)))

    assert (result.verdict, len(result.rows)) == (Verdict.INSUFFICIENT, 1)


def test_a_gap_never_passes() -> None:
    gap = Table("capacity_tests", (capacity(),), "ct.csv", "x", ("有一段讀不懂",))

    result = capacity_test_cycle.run({"capacity_tests": (gap,)}, on=ON)

    assert result.verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    result = run(capacity(date(2026, 10, 1)), capacity(system="行動下單"), months=6)

    assert [(row["name"], row["kind"]) for row in result.rows] == [("行動下單", "overdue")]
