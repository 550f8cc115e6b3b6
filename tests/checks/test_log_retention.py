from datetime import date, timedelta
from typing import Any

import pytest
from tests.checks.log_rows import kept as row
from tests.checks.log_rows import kept_weekly, log

from chahe.checks import Result
from chahe.checks._compare import identity
from chahe.checks.log_retention import log_retention
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
FIRST = date(2023, 11, 21)
LAST = date(2026, 10, 21)
"""The days that must be kept: three years before the test, to 31 days before it."""


def weeks(first: date = FIRST, last: date = ON, system: str = "下單", **said: Any) -> list[Row]:
    return kept_weekly(first, last, system, **said)


def run(logs: list[Row], *kept: list[Row], **parameters: int) -> Result:
    tables = {
        "log_sources": (Table("log_sources", tuple(logs), "logs.csv", "x"),),
        "log_coverage": tuple(
            Table("log_coverage", tuple(rows), f"kept{n}.csv", "x") for n, rows in enumerate(kept)
        ),
    }
    return log_retention.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("logs", "kept"),
    [
        ([log()], weeks()),
        ([log()], weeks(last=LAST)),
        ([log()], weeks(date(2019, 1, 2))),
        ([log()], [*weeks(), *weeks()]),
        ([log()], list(reversed(weeks()))),
        ([log()], [row(FIRST + timedelta(n)) for n in range(1097)]),
        ([log()], [*weeks(last=date(2025, 1, 9)), *weeks(date(2025, 1, 10))]),
        ([log(since=date(2026, 2, 3))], weeks(date(2026, 2, 3))),
        ([log(until=date(2025, 5, 6))], [*weeks(last=date(2025, 5, 6)), row(ON)]),
        ([log(), log("新", since=date(2026, 11, 1))], weeks()),
        ([log(), log("舊", until=date(2023, 11, 20))], weeks()),
        ([log(), log("牆", log="防火牆紀錄", kinds=("firewall",))], weeks()),
        ([log(log="登入 LOG")], weeks(system="下單", log="登入 log")),
        ([log()], [*weeks(), row(ON, system="牆", log="防火牆紀錄", kinds=("firewall",))]),
        ([log()], [*weeks(), row(date(2025, 5, 5), records=0)]),
        ([log()], [*weeks(last=date(2025, 1, 3)), *weeks(date(2025, 1, 6)),
                   row(date(2025, 1, 4), records=0), row(date(2025, 1, 5), bytes=0)]),
        ([log()], [*weeks(last=date(2026, 2, 13)), *weeks(date(2026, 2, 23)),
                   row(date(2026, 2, 14), date(2026, 2, 22), records=0)]),
        ([log(years=5, since=date(2022, 1, 1))], weeks(date(2022, 1, 1))),
    ],
)  # fmt: skip
def test_kept(logs: list[Row], kept: list[Row]) -> None:
    result = run(logs, kept)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


def test_kept_in_several_files() -> None:
    result = run([log()], weeks(last=date(2025, 1, 9)), weeks(date(2025, 1, 10)))

    assert result.verdict is Verdict.CONFORMING


@pytest.mark.parametrize(
    ("logs", "kept", "found"),
    [
        ([log()], weeks(date(2023, 11, 22)),
         [("short", "稽核紀錄", "應自112年11月21日起留存稽核紀錄，缺112年11月21日 1 日")]),
        ([log(since=date(2026, 2, 3))], weeks(date(2026, 2, 10)),
         [("short", "稽核紀錄",
           "應自115年2月3日起留存稽核紀錄，缺115年2月3日至115年2月9日共 7 日")]),
        ([log()], [*weeks(last=date(2025, 1, 9)), *weeks(date(2025, 1, 11))],
         [("gap", "稽核紀錄（114年1月10日起）", "稽核紀錄缺114年1月10日 1 日")]),
        ([log()], [*weeks(last=date(2024, 1, 9)), *weeks(date(2024, 3, 1), date(2025, 1, 9)),
                   *weeks(date(2025, 1, 11))],
         [("gap", "稽核紀錄（113年1月10日起）", "稽核紀錄缺113年1月10日至113年2月29日共 51 日"),
          ("gap", "稽核紀錄（114年1月10日起）", "稽核紀錄缺114年1月10日 1 日")]),
        ([log()], [*weeks(last=date(2026, 2, 13)), *weeks(date(2026, 2, 24))],
         [("gap", "稽核紀錄（115年2月14日起）",
           "稽核紀錄缺115年2月14日至115年2月23日共 10 日")]),
        ([log()], [*weeks(last=date(2022, 12, 6)), *weeks(date(2024, 1, 2))],
         [("short", "稽核紀錄",
           "應自112年11月21日起留存稽核紀錄，缺112年11月21日至113年1月1日共 42 日")]),
        ([log(), log("帳務", line=3)], [*weeks(), *weeks(last=date(2026, 10, 20), system="帳務")],
         [("gap", "稽核紀錄（115年10月21日起）", "稽核紀錄缺115年10月21日 1 日")]),
        ([log(), log("帳務", line=3)], weeks(),
         [("none", "稽核紀錄",
           "112年11月21日至115年10月21日共 1066 日，清單上沒有任何一日的稽核紀錄")]),
        ([log(years=1)], weeks(date(2025, 11, 21)),
         [("short", "稽核紀錄",
           "應自112年11月21日起留存稽核紀錄，缺112年11月21日至114年11月20日共 731 日")]),
    ],
)  # fmt: skip
def test_broken(logs: list[Row], kept: list[Row], found: list[tuple[str, str, str]]) -> None:
    result = run(logs, kept)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["kind"], row["component"], row["why"]) for row in result.rows] == found
    assert len({identity(row) for row in result.rows}) == len(result.rows)
    assert {(row["name"], row["line"]) for row in result.rows} == {
        (logs[-1]["system"], logs[-1]["line"])
    }


@pytest.mark.parametrize(
    ("logs", "kept", "why"),
    [
        ([log()], weeks(last=date(2026, 10, 20)), "最新的日誌是115年10月20日"),
        ([log()], weeks(last=date(2026, 11, 22)), "檢測日之後"),
        ([log()], weeks(last=date.max - timedelta(9))[-1:], "檢測日之後"),
        ([log()], [row(FIRST, ON)], "下單的稽核紀錄在112年11月21日至115年10月21日"),
        ([log()], weeks(records=0), "無法認定"),
        ([log()], weeks(bytes=0), "無法認定"),
        ([log()], [*weeks(last=date(2025, 1, 9)), row(date(2025, 1, 10), records=0),
                   *weeks(date(2025, 1, 11))], "下單的稽核紀錄在114年1月10日 1 日"),
        ([log(years=5)], weeks(), "下單的稽核紀錄在110年11月21日至112年11月20日共 730 日"),
        ([log(years=2)], weeks(), "只留 2 年，規定是 3 年"),
        ([log(), log("帳務")], [*weeks(), *weeks(system="ACC")],
         "帳務的稽核紀錄沒有留存，不在清單上的日誌可能是它"),
        ([log()], [*weeks(last=date(2025, 1, 3)), *weeks(date(2025, 1, 6))],
         "下單的稽核紀錄在114年1月4日至114年1月5日共 2 日"),
        ([log()], [*weeks(last=date(2026, 2, 13)), *weeks(date(2026, 2, 23))],
         "下單的稽核紀錄在115年2月14日至115年2月22日共 9 日"),
        ([log()], [*weeks(last=date(2023, 12, 6)), *weeks(date(2023, 12, 8))],
         "下單的稽核紀錄在112年12月7日 1 日"),
        ([log()], [*weeks(), *weeks(system="帳務")], "（帳務的稽核紀錄等）"),
        ([log()], [*weeks(), *weeks(log="syslog", kinds=())], "（下單的syslog等）"),
        ([log(kinds=("firewall",))], weeks(), "沒有這一類的日誌"),
        ([log(since=date(2026, 11, 1))], weeks(), "沒有這一類的日誌"),
        ([], weeks(), "缺少資料：應留存日誌的系統清單"),
        ([log()], [], "缺少資料：日誌留存清單"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_insufficient(logs: list[Row], kept: list[Row], why: str) -> None:
    result = run(logs, kept)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_a_log_of_two_lists_is_one() -> None:
    lists = [(log(),), (log("帳務"), log(line=7))]
    tables = {
        "log_sources": tuple(Table("log_sources", rows, "logs.csv", "x") for rows in lists),
        "log_coverage": (Table("log_coverage", tuple(weeks()), "kept.csv", "x"),),
    }

    result = log_retention.run(tables, on=ON)

    assert result.reason == "2 種日誌中有 1 種不符，共 1 項"


def test_a_log_of_an_old_file_is_not_known_after_it() -> None:
    fresh = weeks(system="帳務")

    result = run([log(), log("帳務")], weeks(last=date(2026, 8, 1)), fresh)

    assert (result.verdict, result.rows) == (Verdict.INSUFFICIENT, ())
    assert "下單的稽核紀錄在115年8月2日至115年10月21日" in result.reason


def test_stale_evidence_still_shows_what_is_missing() -> None:
    result = run([log()], weeks(date(2024, 1, 1), date(2026, 9, 1)))

    assert result.verdict is Verdict.INSUFFICIENT
    assert [row["kind"] for row in result.rows] == ["short"]


@pytest.mark.parametrize("kind", ["log_sources", "log_coverage"])
def test_a_gap_never_passes(kind: str) -> None:
    tables = {
        "log_sources": (Table("log_sources", (log(),), "logs.csv", "x"),),
        "log_coverage": (Table("log_coverage", tuple(weeks()), "kept.csv", "x"),),
    }
    tables[kind] = (Table(kind, tables[kind][0].rows, "gap.csv", "x", ("有一段讀不懂",)),)

    assert log_retention.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    longer = run([log()], weeks(), years=5)
    shorter = run([log()], weeks(), span_days=6)

    assert [row["kind"] for row in longer.rows] == ["short"]
    assert shorter.verdict is Verdict.INSUFFICIENT
