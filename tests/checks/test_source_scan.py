from datetime import date
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.source_scan import source_scan
from chahe.deadlines import days_after
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
LIVE = days_after(ON, -7)
BEFORE = days_after(ON, -9)
HIGH: dict[str, Any] = {"rule": "sql", "level": "error", "file": "a.py"}


def scan(day: date | None = BEFORE, project: str = "web", **said: Any) -> Row:
    return {
        "project": project, "tool": "T", "tool_version": "", "scanned": day, "rule": "",
        "title": "", "level": "none", "security_severity": None, "file": "", "at_line": None,
        "suppressed": False, "baseline": "", "message": "", "line": 2, **said,
    }  # fmt: skip


def high(day: date = BEFORE, **said: Any) -> Row:
    return scan(day, **{**HIGH, **said})


def release(day: date = LIVE, scanned: date | None = BEFORE, **said: Any) -> Row:
    return {
        "system": "Web", "version": "2", "released": day, "source_scanned": scanned,
        "approved_by": "", "line": 2, **said,
    }  # fmt: skip


def acceptance(until: date | None = ON, **said: Any) -> Row:
    return {
        "system": "web", "vulnerability": "SQL", "reason": "r", "accepted_by": "王", "until": until,
        "line": 2, **said,
    }  # fmt: skip


def run(
    scans: list[Row], releases: list[Row], accepted: list[Row] | None = None, **parameters: int
) -> Result:
    tables = {
        "source_findings": (Table("source_findings", tuple(scans), "scan.sarif", "x"),),
        "releases": (Table("releases", tuple(releases), "live.csv", "x"),),
    }
    if accepted:
        tables["risk_acceptances"] = (Table("risk_acceptances", tuple(accepted), "ok.csv", "x"),)
    return source_scan.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("scans", "releases", "accepted"),
    [
        ([scan()], [release()], []),
        ([scan()], [release(scanned=None)], []),
        ([scan(LIVE)], [release(scanned=LIVE)], []),
        ([scan(date(2026, 5, 14)), scan(ON)], [release(scanned=None)], []),
        ([scan(LIVE)], [release(scanned=ON)], []),
        ([scan(project="WEB ")], [release(system="web")], []),
        ([scan(date(2026, 5, 21))], [release(date(2026, 5, 21), date(2026, 5, 21))], []),
        ([scan()], [release(), release(date(2025, 11, 20), None, version="1")], []),
        ([scan(BEFORE)], [release(), release(LIVE, version="3", line=3)], []),
        ([scan(BEFORE), scan(days_after(BEFORE, -2))],
         [release(), release(BEFORE, days_after(BEFORE, -2), version="1")], []),
        ([scan(), scan(project="other", **HIGH)], [release()], []),
        ([scan(), high(level="warning")], [release()], []),
        ([high(security_severity=6.9)], [release()], []),
        ([high(baseline="absent")], [release()], []),
        ([high(days_after(BEFORE, -100)), scan()], [release()], []),
        ([high()], [release()], [acceptance()]),
        ([high(suppressed=True)], [release()], [acceptance()]),
        ([high()], [release()], [acceptance(system="")]),
        ([scan(), high(ON)], [release()], []),
        ([scan(), high(days_after(ON, -6)), high(ON)], [release()], []),
        ([scan(days_after(ON, -150)), *(high(days_after(ON, -day)) for day in (90, 45, 1))],
         [release(days_after(ON, -149), days_after(ON, -150))], []),
    ],
)  # fmt: skip
def test_kept(scans: list[Row], releases: list[Row], accepted: list[Row]) -> None:
    result = run(scans, releases, accepted)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("scans", "releases", "accepted", "kinds"),
    [
        ([scan(ON)], [release(scanned=None)], [], ["unscanned"]),
        ([scan(date(2026, 5, 13)), scan(ON)], [release(scanned=None)], [], ["unscanned"]),
        ([scan(ON)], [release(scanned=days_after(LIVE, 1))], [], ["late"]),
        ([scan(), scan(ON, "other")], [release(), release(ON, None, version="3")], [],
         ["unscanned"]),
        ([scan(BEFORE)], [release(BEFORE, BEFORE, version="1"), release(scanned=None)], [],
         ["unscanned"]),
        ([scan(date(2026, 5, 20)), scan(ON, "other")],
         [release(date(2026, 5, 20), date(2026, 5, 20))], [], ["overdue"]),
        ([scan(ON, "other")], [release(scanned=None)], [], ["unscanned"]),
        ([scan(ON), scan(None, "other")], [release(scanned=None)], [], ["unscanned"]),
        ([scan(ON), scan(None)], [release(scanned=ON)], [], ["late"]),
        ([high()], [release()], [], ["released"]),
        ([scan(), high()], [release()], [], ["released"]),
        ([high(level="note", security_severity=7.0)], [release()], [], ["released"]),
        ([high(), high(suppressed=True, file="b.py")], [release()], [], ["released"]),
        ([high(suppressed=True), high()], [release()], [], ["released"]),
        ([high(), high(tool="U")], [release()], [], ["released", "released"]),
        ([high()], [release()], [acceptance(days_after(LIVE, -1))], ["released"]),
        ([high()], [release()], [acceptance(None)], ["released"]),
        ([high()], [release()], [acceptance(reason=" ")], ["released"]),
        ([high()], [release()], [acceptance(accepted_by="")], ["released"]),
        ([high()], [release()], [acceptance(system="other")], ["released"]),
        ([high()], [release()], [acceptance(vulnerability="xss")], ["released"]),
        ([scan(days_after(ON, -150)), *(high(days_after(ON, -day)) for day in (91, 45, 1))],
         [release(days_after(ON, -149), days_after(ON, -150))], [], ["open"]),
        ([high(days_after(ON, -100)), high()], [release()], [acceptance(days_after(ON, -1))],
         ["open"]),
    ],
)  # fmt: skip
def test_broken(
    scans: list[Row], releases: list[Row], accepted: list[Row], kinds: list[str]
) -> None:
    result = run(scans, releases, accepted)

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["kind"] for row in result.rows] == kinds
    assert {row["name"] for row in result.rows} == {"Web"}


@pytest.mark.parametrize(
    ("scans", "releases", "why"),
    [
        ([scan(days_after(ON, 1))], [release(scanned=None)], "檢測日之後"),
        ([scan()], [release(days_after(ON, 1), None)], "檢測日之後"),
        ([scan()], [release(scanned=days_after(ON, 1))], "檢測日之後"),
        ([scan(date(2026, 5, 20))], [release(scanned=None)], "115年5月20日，早於檢測日超過 6 個月"),
        ([scan(), scan(None)], [release()], "1 份掃描沒有結束時間（web 等）"),
        ([scan(None)], [release(scanned=None)], "1 份掃描沒有結束時間（web 等）"),
        ([scan(None, "WEB"), scan(ON)], [release(scanned=None)], "1 份掃描沒有結束時間（WEB 等）"),
        ([scan(date(2026, 5, 20)), scan(None), scan(ON, "other")],
         [release(date(2026, 5, 20), date(2026, 5, 20))], "1 份掃描沒有結束時間"),
        ([scan(project="order")], [release()], "1 個系統沒有名稱相同的掃描報告（Web 等）"),
        ([scan()], [release(date(2025, 11, 20))], "沒有任何上線紀錄"),
        ([scan(ON)], [release()], "1 次上線找不到上線前的掃描報告（Web 2 等）"),
        ([scan(), scan(ON)], [release(), release(days_after(LIVE, 1), BEFORE, version="3")],
         "1 次上線找不到上線前的掃描報告（Web 3 等）"),
        ([high(suppressed=True)], [release()], "1 項高風險發現在工具裡被抑制"),
        ([high(date(2026, 5, 10)), scan(tool="U")], [release()], "沒有再用同一工具掃描"),
        ([], [release()], "缺少資料：源碼掃描結果"),
        ([scan()], [], "缺少資料：程式上線紀錄"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_insufficient(
    scans: list[Row], releases: list[Row], why: str
) -> None:
    result = run(scans, releases)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_stale_evidence_still_shows_what_it_shows() -> None:
    result = run([scan(date(2026, 5, 13))], [release(scanned=None)])

    assert [row["kind"] for row in result.rows] == ["unscanned", "overdue"]


@pytest.mark.parametrize("kind", ["source_findings", "releases"])
def test_a_gap_never_passes(kind: str) -> None:
    rows = {"source_findings": scan(), "releases": release()}
    tables = {
        name: (Table(name, (row,), "x", "x", ("看不懂",) if name == kind else ()),)
        for name, row in rows.items()
    }

    assert source_scan.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


@pytest.mark.parametrize(
    ("parameters", "kinds"),
    [
        ({}, []),
        ({"scan_months": 1}, []),
        ({"high_score": 6}, ["released"]),
        ({"release_months": 18}, ["unscanned"]),
    ],
)
def test_a_firm_may_ask_for_more(parameters: dict[str, Any], kinds: list[str]) -> None:
    scans = [high(security_severity=6.5)]
    old = release(date(2025, 11, 20), None, version="1", line=3)

    assert [row["kind"] for row in run(scans, [release(), old], **parameters).rows] == kinds


def test_a_system_written_in_two_ways_is_one() -> None:
    first = release(days_after(LIVE, -1), None, version="1", system="WEB ", line=3)

    result = run([scan(ON)], [release(scanned=None), first])

    assert (result.population, result.reason) == (1, "1 個系統中有 1 個不符，共 2 項")


def test_many_findings_are_each_named() -> None:
    result = run([high(file=f"{each}.py", line=each) for each in range(1, 2001)], [release()])

    assert len(result.rows) == 2000
    assert result.reason == "1 個系統中有 1 個不符，共 2000 項"
