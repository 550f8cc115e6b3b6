from datetime import date

import pytest
from tests.checks.log_rows import log, record

from chahe.checks import Result
from chahe.checks.core_log_fields import core_log_fields
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
"""How a sample is judged is in `test_log_fields`: here is which systems and fields."""


def run(logs: list[Row], records: list[Row]) -> Result:
    tables = {
        "log_sources": (Table("log_sources", tuple(logs), "logs.csv", "x"),),
        "log_records": (Table("log_records", tuple(records), "sample.csv", "x"),),
    }
    return core_log_fields.run(tables, on=ON)


@pytest.mark.parametrize(
    ("logs", "records"),
    [
        ([log()], [record()] * 10),
        ([log()], [record(address="")] * 10),
        ([log(), log("網站", core=False)], [record()] * 10 + [record("網站", who="")]),
        ([log(), log("舊", core=None, until=ON)], [record()] * 10),
        ([log(), log("新", core=None, since=date(2026, 11, 22))], [record()] * 10),
        ([log(), log(log="登入紀錄", core=None)], [record()] * 10),
        ([log(), log("網站", core=None), log("網站", log="操作", kinds=("operation",), core=False)],
         [record()] * 10),
        ([log(), log("牆", core=None, kinds=("firewall",))], [record()] * 10),
    ],
)  # fmt: skip
def test_kept(logs: list[Row], records: list[Row]) -> None:
    result = run(logs, records)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("bad", "kind"),
    [(record(who=""), "no_who"), (record(at=None), "no_when"), (record(timed=False), "no_when")],
)
def test_broken(bad: Row, kind: str) -> None:
    result = run([log(), log("網站", core=None)], [record()] * 10 + [bad])

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["name"], row["kind"]) for row in result.rows] == [("下單", kind)]


@pytest.mark.parametrize("said", [None, False])
def test_a_system_is_a_core_one_if_any_of_its_rows_says_so(said: bool | None) -> None:
    logs = [log("帳務"), log(core=said), log(log="操作紀錄", kinds=("operation",))]

    result = run(logs, [*[record("帳務")] * 10, record(who="")])

    assert [(row["name"], row["kind"]) for row in result.rows] == [("下單", "no_who")]


@pytest.mark.parametrize(
    ("logs", "why"),
    [
        ([log(core=False)], "沒有核心系統"),
        ([log(core=None)], "沒有核心系統"),
        ([log(until=ON)], "沒有核心系統"),
        ([log(), log("網站", core=None)], "1 列沒有寫是不是核心系統（網站 等）"),
        ([log("帳務")], "樣本不到 10 筆（帳務）"),
    ],
)
def test_what_cannot_be_known_is_insufficient(logs: list[Row], why: str) -> None:
    result = run(logs, [record()] * 10)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_only_refutes() -> None:
    assert core_log_fields.only_refutes == core_log_fields.rules
