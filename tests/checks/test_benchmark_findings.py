from datetime import date
from typing import Any

import pytest
from tests.checks.accounts_given import ON, table

from chahe.checks import Result
from chahe.checks.benchmark_findings import benchmark_findings
from chahe.deadlines import days_after
from chahe.readers import Row
from chahe.workflow import Verdict


def rule(result: str = "pass", system: str = "WEB01", **said: Any) -> Row:
    return {
        "system": system, "address": "", "benchmark": "b", "profile": "p", "rule": "r1",
        "title": "", "severity": "high", "result": result, "tested": days_after(ON, -1),
        "line": 2, **said,
    }  # fmt: skip


def host(name: str = "WEB01", **said: Any) -> Row:
    return {
        "asset": "A", "host": name, "address": "", "category": "伺服器", "system": "", "use": "",
        "owner": "", "retired": None, "status": "active", "line": 2, **said,
    }  # fmt: skip


def run(results: list[Row], hosts: list[Row] | None = None, **parameters: int) -> Result:
    tables = {"benchmark_results": (table("benchmark_results", *results),)}
    if hosts is not None:
        tables["hosts"] = (table("hosts", *hosts),)
    return benchmark_findings.run(tables, on=ON, parameters=parameters)


OLD = days_after(ON, -30)


@pytest.mark.parametrize(
    ("results", "hosts"),
    [
        ([rule()], [host()]),
        ([rule("fixed")], [host()]),
        ([rule(), rule("notapplicable"), rule("notselected"), rule("informational")], [host()]),
        ([rule(system="web01.example.local")], [host()]),
        ([rule(system="x", address="10.1.2.3")], [host(address="10.1.2.3")]),
        ([rule()], [host(), host("PC-1", category="個人電腦")]),
        ([rule()], [host(), host("OLD", status="retired")]),
        ([rule(), rule("fail", system="OLD")], [host(), host("OLD", status="retired")]),
        ([rule(), rule(system="OLD", tested=date(2024, 1, 1))], [host(), host("OLD", retired=ON)]),
        ([rule("fail", tested=OLD), rule()], [host()]),
        ([rule(), rule("error", tested=OLD, system="web01.example.local")], [host()]),
        ([rule(tested=days_after(ON, -366))], [host()]),
        ([rule(tested=ON)], [host()]),
    ],
)
def test_kept(results: list[Row], hosts: list[Row]) -> None:
    result = run(results, hosts)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("results", "hosts", "lines"),
    [
        ([rule("fail")], [host()], [2]),
        ([rule("fail")], None, [2]),
        ([rule(), rule("fail", line=3)], [host(), host("DB")], [3]),
        ([rule("fail"), rule("fail", line=9)], [host()], [2, 9]),
        ([rule("fail", profile="q", tested=OLD, line=4), rule()], [host()], [4]),
        ([rule("fail", benchmark="c", tested=OLD, line=4), rule()], [host()], [4]),
        ([rule(tested=OLD), rule("fail", line=5)], [host()], [5]),
        ([rule("fail", tested=OLD, line=6), rule("notselected")], [host()], [6]),
        ([rule("fail", rule="r2", tested=OLD, line=6), rule()], [host()], [6]),
        ([rule("fail", system="stranger"), rule("error")], [host()], [2]),
    ],
)
def test_a_failed_rule(results: list[Row], hosts: list[Row] | None, lines: list[int]) -> None:
    result = run(results, hosts)

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["line"] for row in result.rows] == lines
    assert {row["kind"] for row in result.rows} == {"failed"}


def test_why_names_the_rule_its_day_and_its_severity() -> None:
    (row,) = run([rule("fail", title="No telnet")]).rows

    assert (row["name"], row["why"]) == (
        "WEB01",
        "115年11月20日檢測不合「No telnet」（r1），嚴重性高",
    )


@pytest.mark.parametrize(
    ("results", "hosts", "why"),
    [
        ([rule(), rule("error")], [host()], "1 項規則沒有結論（WEB01 的 r1 檢測出錯 等）"),
        ([rule(), rule("unknown")], [host()], "無法判定"),
        ([rule(), rule("notchecked")], [host()], "沒有檢測"),
        ([rule("notapplicable")], [host()], "1 台系統沒有任何規則有結果（WEB01 等）"),
        ([rule()], None, "沒有資訊資產清冊"),
        ([rule()], [host(), host("DB")], "清冊上有 1 台系統沒有檢測（DB 等）"),
        ([rule(), rule(system="new")], [host()], "檢測過的 new 不在清冊上"),
        ([rule()], [host(), host(line=3)], "WEB01 在清冊上有好幾台"),
        ([rule(tested=None)], [host()], "沒有檢測日期"),
        ([rule("fail")], [host(retired=ON), host("PC", category="筆電")], "都是清冊上已停用"),
    ],
)
def test_what_cannot_be_told(results: list[Row], hosts: list[Row] | None, why: str) -> None:
    result = run(results, hosts)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


@pytest.mark.parametrize("days", [-367, 1])
def test_untimely_evidence_is_insufficient_though_a_rule_failed(days: int) -> None:
    result = run([rule("fail", tested=days_after(ON, days))], [host()])

    assert (result.verdict, len(result.rows)) == (Verdict.INSUFFICIENT, 1)


@pytest.mark.parametrize("kind", ["benchmark_results", "hosts"])
def test_a_gap_never_passes(kind: str) -> None:
    given = {"benchmark_results": (rule(),), "hosts": (host(),)}
    tables = {
        each: (table(each, *rows, gaps=("看不懂",) if each == kind else ()),)
        for each, rows in given.items()
    }

    assert benchmark_findings.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_newer_tests() -> None:
    assert run([rule(tested=OLD)], [host()], evidence_days=29).verdict is Verdict.INSUFFICIENT
