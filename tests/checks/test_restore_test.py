from datetime import date
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.restore_test import restore_test
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
SPRING = date(2026, 3, 13)


def plan(system: str = "下單", **said: Any) -> Row:
    return {
        "system": system, "every": 1, "offsite": True, "retention": None, "since": None,
        "owner": "", "line": 2, **said,
    }  # fmt: skip


def restored(tested: date = SPRING, system: str = "下單", **said: Any) -> Row:
    return {
        "system": system, "tested": tested, "by": "", "result": "success", "minutes": None,
        "objective": None, "evidence": "", "line": 3, **said,
    }  # fmt: skip


def failed(tested: date, system: str = "下單") -> Row:
    return restored(tested, system, result="failed")


def run(plans: list[Row], *tests: Row, **parameters: int) -> Result:
    tables = {
        "backup_plan": (Table("backup_plan", tuple(plans), "plan.csv", "x"),),
        "restore_tests": (Table("restore_tests", tests, "tests.csv", "x"),),
    }
    return restore_test.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("plans", "tests"),
    [
        ([plan()], [restored()]),
        ([plan()], [restored(ON)]),
        ([plan()], [restored(date(2025, 11, 21))]),
        ([plan()], [restored(), restored(date(2020, 1, 2))]),
        ([plan()], [failed(SPRING), restored()]),
        ([plan()], [restored(date(2026, 4, 1)), failed(SPRING)]),
        ([plan("Trading")], [restored(system="TRADING")]),
        ([plan()], [restored(minutes=240, objective=240)]),
        ([plan()], [restored(minutes=240)]),
        ([plan()], [restored(minutes=999, objective=240), restored(ON, minutes=9, objective=240)]),
        ([plan(), plan("新", since=date(2026, 11, 22))], [restored()]),
    ],
)
def test_kept(plans: list[Row], tests: list[Row]) -> None:
    result = run(plans, *tests)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


def test_a_system_new_to_the_plan_need_not_be_tested_yet() -> None:
    plans = [plan(), plan("帳務", since=date(2025, 11, 21))]

    for tests in [[restored()], [restored(), restored(date(2020, 1, 2), "帳務")]]:
        result = run(plans, *tests)
        assert (result.verdict, result.population) == (Verdict.CONFORMING, 2)


@pytest.mark.parametrize(
    ("plans", "tests", "found"),
    [
        ([plan(), plan("帳務")], [restored()], [("帳務", "never", "沒有任何測試紀錄", "plan.csv")]),
        ([plan(), plan("帳務", since=date(2025, 11, 20))], [restored()],
         [("帳務", "never", "沒有任何測試紀錄", "plan.csv")]),
        ([plan(), plan("帳務")], [restored(), restored(date(2025, 11, 20), "帳務")],
         [("帳務", "overdue", "最近一次還原成功是114年11月20日，超過 12 個月", "plan.csv")]),
        ([plan()], [restored(), failed(date(2026, 10, 20))],
         [("下單", "failed",
           "115年10月20日起 1 次測試都失敗，超過 31 日沒有重測成功", "tests.csv")]),
        ([plan()], [restored(), failed(SPRING)],
         [("下單", "failed",
           "115年3月13日起 1 次測試都失敗，超過 31 日沒有重測成功", "tests.csv")]),
        ([plan()], [failed(SPRING), failed(ON)],
         [("下單", "failed",
           "115年3月13日起 2 次測試都失敗，超過 31 日沒有重測成功", "tests.csv")]),
    ],
)  # fmt: skip
def test_broken(plans: list[Row], tests: list[Row], found: list[tuple[str, str, str, str]]) -> None:
    result = run(plans, *tests)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["name"], row["kind"], row["why"], row["source"]) for row in result.rows] == found


@pytest.mark.parametrize(
    ("plans", "tests", "why"),
    [
        ([plan()], [restored(), failed(date(2026, 10, 21))], "115年10月21日的測試失敗，尚待重測"),
        ([plan()], [failed(ON)], "115年11月21日的測試失敗，尚待重測"),
        ([plan()], [restored(minutes=241, objective=240)], "花了 241 分鐘，目標是 240 分鐘"),
        ([plan()], [restored(), restored(system="帳務")], "（帳務 等），計畫不完整"),
        ([plan(), plan("帳務")], [restored(), restored(system="ACC")], "名稱可能不同"),
        ([plan()], [restored(), restored(date(2026, 11, 22))], "檢測日之後"),
        ([plan(since=date(2026, 11, 22))], [restored()], "沒有要檢測的系統"),
        ([], [restored()], "缺少資料：備份計畫"),
        ([plan()], [], "缺少資料：備份還原測試紀錄"),
    ],
)
def test_what_cannot_be_known_is_insufficient(plans: list[Row], tests: list[Row], why: str) -> None:
    result = run(plans, *tests)

    assert (result.verdict, result.rows) == (Verdict.INSUFFICIENT, ())
    assert why in result.reason


@pytest.mark.parametrize(
    ("again", "reason"),
    [
        (plan("TRADING", line=5), "2 個系統中有 1 個不符，共 1 項"),
        (plan("TRADING", since=date(2026, 1, 1)), "2 個系統中有 1 個不符，共 1 項"),
        (plan("TRADING", every=7), "2 個系統中有 1 個不符，共 2 項"),
    ],
)
def test_a_system_of_two_plans_is_one(again: Row, reason: str) -> None:
    plans = [(plan(), plan("Trading")), (again, plan())]
    tables = {
        "backup_plan": tuple(Table("backup_plan", rows, "plan.csv", "x") for rows in plans),
        "restore_tests": (Table("restore_tests", (restored(),), "tests.csv", "x"),),
    }

    assert restore_test.run(tables, on=ON).reason == reason


_AT_NOON, _AT_NIGHT = [failed(ON)], [failed(ON), restored(ON)]


@pytest.mark.parametrize(
    ("files", "verdict", "why"),
    [
        ([_AT_NOON, _AT_NIGHT], Verdict.CONFORMING, ""),
        ([_AT_NIGHT, _AT_NOON], Verdict.CONFORMING, ""),
        ([_AT_NOON, _AT_NOON], Verdict.INSUFFICIENT, ""),
        ([[failed(SPRING)], [failed(SPRING)]], Verdict.NONCONFORMING, "起 1 次測試都失敗"),
        ([[failed(SPRING)] * 2, [failed(SPRING)]], Verdict.NONCONFORMING, "起 2 次測試都失敗"),
    ],
)
def test_a_test_of_two_files_is_one(files: list[list[Row]], verdict: Verdict, why: str) -> None:
    tables = {
        "backup_plan": (Table("backup_plan", (plan(),), "plan.csv", "x"),),
        "restore_tests": tuple(Table("restore_tests", tuple(each), "t.csv", "x") for each in files),
    }

    result = restore_test.run(tables, on=ON)

    assert result.verdict is verdict
    assert why in "".join(row["why"] for row in result.rows)


def test_stale_evidence_still_shows_what_is_overdue() -> None:
    result = run([plan()], restored(date(2025, 11, 20)))

    assert result.verdict is Verdict.INSUFFICIENT
    assert "最新的測試是114年11月20日" in result.reason
    assert [row["kind"] for row in result.rows] == ["overdue"]


def test_a_gap_never_passes() -> None:
    tables = {
        "backup_plan": (Table("backup_plan", (plan(),), "plan.csv", "x", ("讀不懂",)),),
        "restore_tests": (Table("restore_tests", (restored(),), "tests.csv", "x"),),
    }

    assert restore_test.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    result = run([plan(), plan("帳務")], restored(), restored(ON, "帳務"), months=6)

    assert [(row["name"], row["kind"]) for row in result.rows] == [("下單", "overdue")]
