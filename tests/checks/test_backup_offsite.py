from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.backup_offsite import backup_offsite
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
TAIPEI = timezone(timedelta(hours=8))


def plan(system: str = "下單", **said: Any) -> Row:
    return {
        "system": system, "every": 1, "offsite": True, "retention": None, "since": None,
        "owner": "", "line": 2, **said,
    }  # fmt: skip


def job(month: int, day: int, offsite: bool | None = False, **said: Any) -> Row:
    return {
        "system": "下單", "job": "J", "kind": "full",
        "begun": datetime(2026, month, day, 23, tzinfo=TAIPEI), "ended": None,
        "result": "success", "size": "", "place": "", "offsite": offsite, "line": 2, **said,
    }  # fmt: skip


START, END = job(5, 1), job(11, 20)


def run(plans: list[Row], *jobs: list[Row], **parameters: int) -> Result:
    tables = {
        "backup_plan": (Table("backup_plan", tuple(plans), "plan.csv", "x"),),
        "backup_jobs": tuple(
            Table("backup_jobs", tuple(rows), f"jobs{n}.csv", "x") for n, rows in enumerate(jobs)
        ),
    }
    return backup_offsite.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("plans", "jobs"),
    [
        ([plan()], [job(11, 20, True)]),
        ([plan()], [START, job(10, 20, True), END]),
        ([plan()], [START, job(11, 8, True, kind="copy"), END]),
        ([plan()], [START, job(11, 8, True), job(11, 9, None), END]),
        ([plan()], [START, job(11, 8, True), job(11, 9, True, result="failed"), END]),
        ([plan(), plan("網站", offsite=False)], [START, job(11, 8, True), END]),
        ([plan(), plan("新", since=date(2026, 11, 22))], [START, job(11, 8, True), END]),
        ([plan("TRADING")], [job(11, 20, True, system="trading")]),
    ],
)  # fmt: skip
def test_kept(plans: list[Row], jobs: list[Row]) -> None:
    result = run(plans, jobs)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("plans", "jobs", "found"),
    [
        ([plan()], [START, END],
         [("下單", "no_copy", "115年5月1日至115年11月20日沒有成功的異地備份")]),
        ([plan()], [START, job(11, 8, True, result="failed"), END],
         [("下單", "no_copy", "115年5月1日至115年11月20日沒有成功的異地備份")]),
        ([plan()], [START, job(10, 19, True), END],
         [("下單", "old_copy", "異地備份最近一次是115年10月19日，到115年11月20日超過 31 日")]),
        ([plan(), plan("帳務")], [START, job(11, 8, True), END],
         [("帳務", "no_copy", "作業紀錄裡沒有這個系統的備份")]),
        ([plan(since=date(2026, 10, 19))], [START, END],
         [("下單", "no_copy", "115年5月1日至115年11月20日沒有成功的異地備份")]),
        ([plan(), plan("帳務", offsite=None)], [START, END],
         [("下單", "no_copy", "115年5月1日至115年11月20日沒有成功的異地備份")]),
    ],
)  # fmt: skip
def test_broken(plans: list[Row], jobs: list[Row], found: list[tuple[str, str, str]]) -> None:
    result = run(plans, jobs)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["name"], row["kind"], row["why"]) for row in result.rows] == found


@pytest.mark.parametrize(
    ("plans", "jobs", "why"),
    [
        ([plan()], [START, job(11, 8, None), END], "115年11月8日的備份沒有寫是否在異地"),
        ([plan()], [START, job(11, 8, True, result="warning"), END], "或帶警告"),
        ([plan()], [job(11, 1), END], "下單所在的作業紀錄從115年11月1日才開始"),
        ([plan()], [job(10, 20), END], "下單所在的作業紀錄從115年10月20日才開始"),
        ([plan(), plan("帳務")], [job(11, 1), job(11, 20, True)],
         "帳務所在的作業紀錄從115年11月1日才開始"),
        ([plan(since=date(2026, 10, 20))], [START, END], "下單從115年10月20日才列入計畫"),
        ([plan(since=date(2026, 10, 20))], [START, job(6, 1, True), END], "才列入計畫"),
        ([plan()], [START, job(10, 31, True)], "下單所在的作業紀錄只到115年10月31日"),
        ([plan()], [START, job(11, 8, True), END, job(11, 22)], "檢測日之後"),
        ([plan(), plan("帳務")], [START, job(11, 8, True), END, job(9, 9, system="ACC")],
         "名稱可能不同"),
        ([plan(), plan("網站", offsite=None)], [START, job(11, 8, True), END],
         "沒有寫要不要異地備份：網站"),
        ([plan(offsite=False)], [START, END], "沒有要檢測的系統"),
        ([], [START], "缺少資料：備份計畫"),
        ([plan()], [], "缺少資料：備份作業紀錄"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_insufficient(plans: list[Row], jobs: list[Row], why: str) -> None:
    result = run(plans, jobs)

    assert (result.verdict, result.rows) == (Verdict.INSUFFICIENT, ())
    assert why in result.reason


def test_what_was_copied_while_no_file_tells_is_not_known() -> None:
    result = run([plan()], [START, job(6, 1, True)], [job(11, 10), END])

    assert (result.verdict, result.rows) == (Verdict.INSUFFICIENT, ())
    assert "從115年11月10日才開始，或之前缺了一段" in result.reason


def test_months_that_follow_one_another_lack_nothing() -> None:
    result = run([plan()], [START, job(10, 1)], [job(10, 2), END])

    assert [row["kind"] for row in result.rows] == ["no_copy"]


def test_records_without_the_system_may_be_stale() -> None:
    old = [job(1, 1, system="網站"), job(6, 1, system="網站")]

    result = run([plan(), plan("網站", offsite=False)], old)

    assert result.verdict is Verdict.INSUFFICIENT
    assert "作業紀錄只到115年6月1日" in result.reason


def test_a_gap_never_passes() -> None:
    tables = {
        "backup_plan": (Table("backup_plan", (plan(),), "plan.csv", "x"),),
        "backup_jobs": (Table("backup_jobs", (job(11, 20, True),), "j.csv", "x", ("讀不懂",)),),
    }

    assert backup_offsite.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    result = run([plan()], [START, job(11, 8, True), END], offsite_days=7)

    assert [row["kind"] for row in result.rows] == ["old_copy"]
