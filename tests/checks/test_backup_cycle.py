from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks._compare import identity
from chahe.checks.backup_cycle import backup_cycle
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
FIRST = datetime(2026, 5, 24, 23, tzinfo=timezone(timedelta(hours=8)))
NIGHTS = 181
"""Nights from FIRST, the last of them the night before the test."""


def plan(system: str = "下單", **said: Any) -> Row:
    return {
        "system": system, "every": 1, "offsite": False, "retention": None, "since": None,
        "owner": "", "line": 2, **said,
    }  # fmt: skip


def job(night: float = 0, system: str = "下單", **said: Any) -> Row:
    begun = FIRST + timedelta(night)
    return {
        "system": system, "job": "J", "kind": "full", "begun": begun, "ended": begun,
        "result": "success", "size": "", "place": "", "offsite": None, "line": 2, **said,
    }  # fmt: skip


def nightly(*left_out: int, step: int = 1, end: int = NIGHTS, **said: Any) -> list[Row]:
    return [job(night, **said) for night in range(0, end, step) if night not in left_out]


def run(plans: list[Row], *jobs: list[Row], **parameters: int) -> Result:
    tables = {
        "backup_plan": (Table("backup_plan", tuple(plans), "plan.csv", "x"),),
        "backup_jobs": tuple(
            Table("backup_jobs", tuple(rows), f"jobs{n}.csv", "x") for n, rows in enumerate(jobs)
        ),
    }
    return backup_cycle.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("plans", "jobs"),
    [
        ([plan()], nightly()),
        ([plan()], list(reversed(nightly()))),
        ([plan()], nightly() * 2),
        ([plan("Trading")], nightly(system="TRADING")),
        ([plan()], [job(-400), *nightly()]),
        ([plan()], nightly(end=175)),
        ([plan()], [*nightly(90), job(90.5)]),
        ([plan()], [*nightly(), job(90.2, result="failed")]),
        ([plan()], [*nightly(90), job(90, result="failed"), job(90.3)]),
        ([plan()], [*nightly(180), job(180, result="failed")]),
        ([plan()], [*nightly(), job(90.1, result="")]),
        ([plan()], [*nightly(), job(90.1, result="warning")]),
        ([plan()], [*nightly(), *nightly(30, 31, 32, kind="copy")]),
        ([plan(every=2)], nightly(90)),
        ([plan(every=366)], [job(-150), job(180, kind="copy")]),
        ([plan(every=7)], [*nightly(step=7), job(180, kind="copy")]),
        ([plan(since=date(2026, 9, 1))], [job(0), *nightly(*range(99))]),
        ([plan(), plan("新", since=date(2026, 11, 22))], nightly()),
    ],
)
def test_kept(plans: list[Row], jobs: list[Row]) -> None:
    result = run(plans, jobs)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


def test_kept_in_a_file_a_month() -> None:
    result = run([plan()], nightly(end=90), nightly(*range(90)))

    assert result.verdict is Verdict.CONFORMING


@pytest.mark.parametrize(
    ("plans", "jobs", "found"),
    [
        ([plan()], nightly(90),
         [("late", "115年8月21日 23:00",
           "115年8月21日 23:00到115年8月23日 23:00沒有成功的備份，超過 1 日")]),
        ([plan()], nightly(90, 120), [
            ("late", "115年8月21日 23:00",
             "115年8月21日 23:00到115年8月23日 23:00沒有成功的備份，超過 1 日"),
            ("late", "115年9月20日 23:00",
             "115年9月20日 23:00到115年9月22日 23:00沒有成功的備份，超過 1 日")]),
        ([plan()], [*nightly(90), job(90, result="")],
         [("late", "115年8月21日 23:00",
           "115年8月21日 23:00到115年8月23日 23:00沒有成功的備份，超過 1 日")]),
        ([plan(every=7)], [*nightly(step=7, end=160), job(180, result="")],
         [("overdue", None, "115年10月25日 23:00到115年11月20日 23:00沒有成功的備份，超過 7 日")]),
        ([plan()], [*nightly(), job(10.5, job="DB"),
                    *(job(night + 0.5, job="DB", result="failed", line=9) for night in (11, 14))],
         [("failed", "DB", "DB失敗 2 次沒有及時補做，最近一次是115年6月8日 11:00")]),
        ([plan(), plan("帳務")], nightly(),
         [("missing", None, "作業紀錄裡沒有這個系統的備份")]),
        ([plan()], [*nightly(*range(9)), job(0, system="帳務"), job(180, system="帳務")],
         [("late", "115年5月25日 00:00",
           "115年5月25日 00:00到115年6月2日 23:00沒有成功的備份，超過 1 日")]),
    ],
)  # fmt: skip
def test_broken(
    plans: list[Row], jobs: list[Row], found: list[tuple[str, str | None, str]]
) -> None:
    result = run(plans, jobs)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["kind"], row.get("component"), row["why"]) for row in result.rows] == found
    assert len({identity(row) for row in result.rows}) == len(result.rows)


def test_nothing_but_failures_is_overdue_and_failed() -> None:
    result = run([plan()], nightly(result="failed"))

    assert [row["kind"] for row in result.rows] == ["overdue", "failed"]
    assert result.reason == "1 個系統中有 1 個不符，共 2 項"


@pytest.mark.parametrize(
    ("plans", "jobs", "why"),
    [
        ([plan()], nightly(end=160), "下單所在的作業紀錄只到115年10月30日"),
        ([plan()], [*nightly(), job(181), job(182)], "檢測日之後"),
        ([plan()], [*nightly(), job(181), job(182, system="帳務")], "檢測日之後"),
        ([plan()], nightly(*range(9)), "下單所在的作業紀錄從115年6月2日才開始"),
        ([plan()], [*nightly(90), job(90, result="warning")], "帶警告的備份"),
        ([plan()], nightly(90, kind="snapshot"), "下單只看得到留下來的快照"),
        ([plan()], [*nightly(), job(90.1, job="舊", result="failed")], "之後沒有再執行"),
        ([plan()], [*nightly(), job(90, system="帳務")], "（帳務 等），計畫不完整"),
        ([plan(), plan("帳務")], [*nightly(), job(90, system="ACC")], "名稱可能不同"),
        ([plan(every=366)], [job(0, result=""), job(180, result="")], "起看不到成功的備份"),
        ([plan(since=date(2026, 11, 20))], [job(9), job(180, result="")], "起看不到成功的備份"),
        ([plan(), plan("新", every=7, since=date(2026, 11, 19))], nightly(),
         "新：作業紀錄裡沒有這個系統的備份，但還沒有到期"),
        ([plan(every=7), plan("年", every=366)], nightly(step=7), "紀錄不到 366 日"),
        ([plan(since=date(2026, 11, 22))], nightly(), "沒有要檢測的系統"),
        ([], nightly(), "缺少資料：備份計畫"),
        ([plan()], [], "缺少資料：備份作業紀錄"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_insufficient(plans: list[Row], jobs: list[Row], why: str) -> None:
    result = run(plans, jobs)

    assert (result.verdict, result.rows) == (Verdict.INSUFFICIENT, ())
    assert why in result.reason


def test_stale_evidence_still_shows_what_is_broken() -> None:
    result = run([plan()], nightly(90, end=160))

    assert result.verdict is Verdict.INSUFFICIENT
    assert [row["kind"] for row in result.rows] == ["late"]


def test_a_system_of_an_old_file_is_stale_though_others_are_not() -> None:
    fresh = nightly(system="帳務")

    result = run([plan(), plan("帳務")], nightly(end=100), fresh)

    assert result.verdict is Verdict.INSUFFICIENT
    assert "下單所在的作業紀錄只到115年8月31日" in result.reason


def test_a_month_without_a_file_is_not_known() -> None:
    result = run([plan()], nightly(end=90), nightly(*range(120)))

    assert (result.verdict, result.rows) == (Verdict.INSUFFICIENT, ())
    assert "作業紀錄中間缺了一段" in result.reason


def test_what_is_late_beside_a_hole_is_late() -> None:
    result = run([plan()], nightly(40, end=90), nightly(*range(120)))

    assert [(row["kind"], row["component"]) for row in result.rows] == [
        ("late", "115年7月2日 23:00")
    ]


@pytest.mark.parametrize(("every", "kinds"), [(1, ["missing"]), (40, [])])
def test_what_no_file_names_is_missing_if_one_is_long_enough(every: int, kinds: list[str]) -> None:
    short = nightly(*range(30), end=60), nightly(*range(150))

    result = run([plan(every=150), plan("帳務", every=every)], *short)

    assert [row["kind"] for row in result.rows] == kinds


def test_a_failure_in_two_files_is_one() -> None:
    jobs = [
        *nightly(),
        job(10.5, job="DB"),
        job(11.5, job="DB", result="failed"),
        job(15, job="DB"),
    ]

    result = run([plan()], jobs, jobs)

    assert [row["why"] for row in result.rows] == [
        "DB失敗 1 次沒有及時補做，最近一次是115年6月5日 11:00"
    ]


def test_a_snapshot_list_that_stops_is_overdue() -> None:
    snapshots = nightly(kind="snapshot", end=150)

    result = run([plan(), plan("帳務")], [*snapshots, *nightly(system="帳務")])

    assert [(row["kind"], row["name"]) for row in result.rows] == [("overdue", "下單")]


def test_a_gap_never_passes() -> None:
    tables = {
        "backup_plan": (Table("backup_plan", (plan(),), "plan.csv", "x"),),
        "backup_jobs": (Table("backup_jobs", tuple(nightly()), "jobs.csv", "x", ("讀不懂",)),),
    }

    assert backup_cycle.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    late = [*nightly(90), job(90.3)]

    assert run([plan()], late).verdict is Verdict.CONFORMING
    assert [row["kind"] for row in run([plan()], late, grace_hours=1).rows] == ["late"]
    assert run([plan()], nightly(), look_back_days=365).verdict is Verdict.INSUFFICIENT
