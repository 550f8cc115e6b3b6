from datetime import date, datetime, timedelta

import pytest
from tests.checks.log_rows import NOON, log, record

from chahe.checks import Result
from chahe.checks.log_fields import log_fields
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)


def run(logs: list[Row], sample: list[Row], **parameters: int) -> Result:
    tables = {
        "log_sources": (Table("log_sources", tuple(logs), "logs.csv", "x"),),
        "log_records": (Table("log_records", tuple(sample), "sample.csv", "x"),),
    }
    return log_fields.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("logs", "records"),
    [
        ([log()], [record()] * 10),
        ([log()], [record()] * 500),
        ([log("Trading")], [record("TRADING")] * 10),
        ([log()], [record(at=datetime(2026, 10, 21, 0, 1, tzinfo=NOON.tzinfo))] * 10),
        ([log()], [record(action="", result="")] * 10),
        ([log(), log("舊", until=ON)], [record()] * 10),
        ([log(), log("新", since=date(2026, 11, 22))], [record()] * 10),
        ([log(), log("牆", kinds=("firewall",))], [record()] * 10 + [record("牆", who="")]),
        ([log(), log(log="登入紀錄")], [record()] * 10),
    ],
)
def test_kept(logs: list[Row], records: list[Row]) -> None:
    result = run(logs, records)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("bad", "found"),
    [
        (record(who="", line=12), ("no_who", "11 筆樣本中有 1 筆（9.1%）沒有使用者識別碼")),
        (record(at=None, timed=False, line=12),
         ("no_when", "11 筆樣本中有 1 筆（9.1%）沒有日期時間")),
        (record(timed=False, line=12), ("no_when", "11 筆樣本中有 1 筆（9.1%）沒有日期時間")),
        (record(address="", line=12),
         ("no_where", "11 筆樣本中有 1 筆（9.1%）沒有電腦識別資料或網址")),
    ],
)  # fmt: skip
def test_broken(bad: Row, found: tuple[str, str]) -> None:
    result = run([log(), log("帳務")], [*[record()] * 10, bad, *[record("帳務")] * 10])

    assert (result.verdict, result.population) == (Verdict.NONCONFORMING, 2)
    assert [(row["kind"], row["why"]) for row in result.rows] == [found]
    assert [(row["name"], row["line"]) for row in result.rows] == [("下單", 12)]


def test_each_field_that_is_missing_is_a_row() -> None:
    result = run([log()], [record(who="", at=None, timed=False, address="")] * 3)

    assert [row["kind"] for row in result.rows] == ["no_who", "no_when", "no_where"]
    assert result.reason == "1 個系統中有 1 個不符，共 3 項"


@pytest.mark.parametrize(
    ("logs", "records", "why"),
    [
        ([log()], [record()] * 9, "1 個系統的樣本不到 10 筆（下單）"),
        ([log(), log("帳務")], [record()] * 10, "1 個系統的樣本不到 10 筆（帳務）"),
        ([log()], [record()] * 10 + [record("帳務")], "（帳務 等），清單不完整"),
        ([log()], [record(at=NOON - timedelta(31))] * 10, "下單最新的樣本是115年10月20日"),
        ([log()], [record()] * 10 + [record(at=NOON + timedelta(2))], "檢測日之後"),
        ([log()], [record(at=NOON - timedelta(31), who="")] * 10, "請重新抽樣"),
        ([log(kinds=("firewall",))], [record()] * 10, "沒有使用中的系統有稽核或登入日誌"),
        ([log(until=ON)], [record()] * 10, "沒有使用中的系統有稽核或登入日誌"),
        ([log()], [], "缺少資料：日誌樣本"),
        ([], [record()], "缺少資料：應留存日誌的系統清單"),
    ],
)
def test_what_cannot_be_known_is_insufficient(
    logs: list[Row], records: list[Row], why: str
) -> None:
    result = run(logs, records)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        ([record()] * 6, Verdict.INSUFFICIENT),
        ([record("下單", line=9)] * 10, Verdict.CONFORMING),
        ([record(who="c2")] * 4, Verdict.CONFORMING),
    ],
)
def test_what_two_files_have_alike_counts_once(second: list[Row], verdict: Verdict) -> None:
    samples = [record()] * 6, second
    tables = {
        "log_sources": (Table("log_sources", (log(),), "logs.csv", "x"),),
        "log_records": tuple(Table("log_records", tuple(rows), "s.csv", "x") for rows in samples),
    }

    result = log_fields.run(tables, on=ON)

    assert result.verdict is verdict
    assert "10 筆" in result.reason


def test_a_gap_never_passes() -> None:
    tables = {
        "log_sources": (Table("log_sources", (log(),), "logs.csv", "x"),),
        "log_records": (Table("log_records", (record(),) * 10, "s.csv", "x", ("讀不懂",)),),
    }

    assert log_fields.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    assert run([log()], [record()] * 10, records=11).verdict is Verdict.INSUFFICIENT
    assert run([log()], [record()] * 10, evidence_days=0).verdict is Verdict.INSUFFICIENT
