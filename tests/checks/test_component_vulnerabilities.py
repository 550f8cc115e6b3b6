from datetime import date
from typing import Any

import pytest

from chahe.checks import Result, identity
from chahe.checks.component_vulnerabilities import component_vulnerabilities
from chahe.deadlines import days_after
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
MADE = days_after(ON, -2)
LONG_AGO = days_after(ON, -31)
FIXED = (("0", "1.4", "", "ECOSYSTEM"),)
BY_CPE: dict[str, Any] = {"ecosystem": "", "package": "", "cpe": "v:p", "advisory": "CVE-9"}


def part(**said: Any) -> Row:
    return {
        "system": "Web", "component": "parser", "version": "1.3", "purl": "", "ecosystem": "PyPI",
        "cpe": "", "licence": "", "made": MADE, "line": 2, **said,
    }  # fmt: skip


def advisory(**said: Any) -> Row:
    return {
        "advisory": "GHSA-1", "aliases": ("CVE-1",), "ecosystem": "PyPI", "package": "parser",
        "cpe": "", "ranges": FIXED, "versions": (), "severity": "high", "score": None,
        "published": LONG_AGO, "modified": ON, "withdrawn": False, "line": 2, **said,
    }  # fmt: skip


def acceptance(until: date | None = ON, **said: Any) -> Row:
    return {
        "system": "web", "vulnerability": "cve-1", "reason": "r", "accepted_by": "王",
        "until": until, "line": 2, **said,
    }  # fmt: skip


def release(day: date, system: str = "Web") -> Row:
    return {
        "system": system, "version": "3", "released": day, "source_scanned": None,
        "approved_by": "", "line": 2,
    }  # fmt: skip


def run(
    parts: list[Row],
    advisories: list[Row],
    accepted: list[Row] | None = None,
    releases: list[Row] | None = None,
    **parameters: int,
) -> Result:
    given = {
        "components": parts, "component_advisories": advisories,
        "risk_acceptances": accepted or [], "releases": releases or [],
    }  # fmt: skip
    tables = {
        kind: (Table(kind, tuple(rows), f"{kind}.json", "x"),)
        for kind, rows in given.items()
        if rows or kind in component_vulnerabilities.needs
    }
    return component_vulnerabilities.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("parts", "advisories", "accepted"),
    [
        ([part(version="1.4")], [advisory()], []),
        ([part(version="1.4.0")], [advisory()], []),
        ([part(version="1.10")], [advisory()], []),
        ([part(component="other")], [advisory()], []),
        ([part()], [advisory(withdrawn=True)], []),
        ([part()], [advisory(published=days_after(ON, -30))], []),
        ([part()], [advisory(package="other")], []),
        ([part()], [advisory(ecosystem="npm"), advisory(package="other")], []),
        ([part()], [advisory()], [acceptance()]),
        ([part()], [advisory()], [acceptance(system="")]),
        ([part()], [advisory()], [acceptance(vulnerability="GHSA-1")]),
        ([part()], [advisory(), advisory(advisory="PYSEC-1")], [acceptance()]),
        ([part()], [advisory(published=None)], [acceptance()]),
        ([part(ecosystem="Debian:12", version="1.4-1+deb12u1")],
         [advisory(ecosystem="Debian:12", ranges=(("0", "1.4-1+deb12u1", "", "ECOSYSTEM"),))], []),
        ([part(ecosystem="Debian:12", purl="pkg:deb/debian/libp@1?upstream=parser")],
         [advisory(ecosystem="Debian:12", package="other")], []),
        ([part(ecosystem="Debian:12", version="9-1")],
         [advisory(ecosystem="Debian:11", ranges=(("0", "", "", "ECOSYSTEM"),)),
          advisory(ecosystem="Debian:12")], []),
        ([part(ecosystem="", cpe="v:p", version="1.4")],
         [advisory(**BY_CPE, ranges=(("0", "1.4", "", "CPE"),))], []),
        ([part(ecosystem="", cpe="v:p")],
         [advisory(**BY_CPE, ranges=(("1.3", "", "", "CPE_AFTER"),))], []),
        ([part(cpe="v:p")],
         [advisory(ranges=(("0", "1.2", "", "ECOSYSTEM"),)),
          advisory(**{**BY_CPE, "advisory": "CVE-1"}, ranges=(("0", "", "", "CPE"),))], []),
    ],
)  # fmt: skip
def test_kept(parts: list[Row], advisories: list[Row], accepted: list[Row]) -> None:
    result = run(parts, advisories, accepted)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)
    assert result.reason == "共 1 個元件，沒有公告超過 30 日而未處理的弱點"


@pytest.mark.parametrize(
    ("parts", "advisories", "accepted", "found"),
    [
        ([part()], [advisory()], [], [("vulnerable", "CVE-1")]),
        ([part()], [advisory(aliases=())], [], [("vulnerable", "GHSA-1")]),
        ([part()], [advisory(severity="", ranges=(("0", "", "1.3", "ECOSYSTEM"),))], [],
         [("vulnerable", "CVE-1")]),
        ([part()], [advisory(), advisory(advisory="PYSEC-1", ranges=())], [],
         [("vulnerable", "CVE-1")]),
        ([part()], [advisory(), advisory(advisory="PYSEC-2", aliases=())], [],
         [("vulnerable", "CVE-1"), ("vulnerable", "PYSEC-2")]),
        ([part()], [advisory(aliases=()), advisory(advisory="X", aliases=()),
                    advisory(advisory="CVE-3", aliases=("X", "GHSA-1"))], [],
         [("vulnerable", "CVE-3")]),
        ([part()], [advisory(published=ON), advisory(advisory="PYSEC-1")], [],
         [("vulnerable", "CVE-1")]),
        ([part()], [advisory()], [acceptance(days_after(ON, -1))], [("lapsed", "CVE-1")]),
        ([part()], [advisory()], [acceptance(None)], [("vulnerable", "CVE-1")]),
        ([part()], [advisory()], [acceptance(reason=" ")], [("vulnerable", "CVE-1")]),
        ([part()], [advisory()], [acceptance(accepted_by="")], [("vulnerable", "CVE-1")]),
        ([part()], [advisory()], [acceptance(system="other")], [("vulnerable", "CVE-1")]),
        ([part()], [advisory()], [acceptance(vulnerability="CVE-2")], [("vulnerable", "CVE-1")]),
        ([part(), part(component="x", version="")], [advisory()], [], [("vulnerable", "CVE-1")]),
        ([part(), part(line=9)], [advisory()], [], [("vulnerable", "CVE-1")]),
        ([part(), part(made=days_after(ON, -3))], [advisory()], [], [("vulnerable", "CVE-1")]),
        ([part(ecosystem="Maven", version="2.0.0.RC1")],
         [advisory(ecosystem="Maven", ranges=(("2.0-M1", "2.0", "", "ECOSYSTEM"),))], [],
         [("vulnerable", "CVE-1")]),
        ([part(ecosystem="AlmaLinux:8", version="1.1.1k-5.el8")],
         [advisory(ecosystem="AlmaLinux:8", ranges=(("0", "1.1.1k-12.el8", "", "ECOSYSTEM"),))], [],
         [("vulnerable", "CVE-1")]),
        ([part(ecosystem="Hackage")], [advisory(ecosystem="Hackage", versions=("1.3",))], [],
         [("vulnerable", "CVE-1")]),
        ([part(ecosystem="", cpe="v:p")],
         [advisory(**BY_CPE, aliases=(), ranges=(("1.2", "1.3.1", "", "CPE_AFTER"),))], [],
         [("vulnerable", "CVE-9")]),
        ([part(cpe="v:p")],
         [advisory(), advisory(**{**BY_CPE, "advisory": "CVE-1"}, ranges=(("0", "", "", "CPE"),))],
         [], [("vulnerable", "CVE-1")]),
    ],
)  # fmt: skip
def test_broken(
    parts: list[Row], advisories: list[Row], accepted: list[Row], found: list[tuple[str, str]]
) -> None:
    result = run(parts, advisories, accepted)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["kind"], row["vulnerability"]) for row in result.rows] == found


def test_a_row_says_what_and_since_when() -> None:
    result = run([part()], [advisory()])

    assert result.reason == "1 個元件中有 1 個不符，共 1 項弱點"
    assert result.rows == (
        {
            "name": "Web", "component": "parser", "version": "1.3", "vulnerability": "CVE-1",
            "source": "components.json", "line": 2, "kind": "vulnerable",
            "why": "parser 1.3 有弱點 CVE-1（高），115年10月21日公告，至檢測日 31 日，超過 30 日，"
            "沒有更新或風險接受",
        },
    )  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "advisories", "why"),
    [
        ([part(made=days_after(ON, 1))], [advisory()], "檢測日之後"),
        ([part()], [advisory(), advisory(package="x", published=days_after(ON, 1))], "檢測日之後"),
        ([part()], [advisory(modified=days_after(ON, 1))], "檢測日之後"),
        ([part(made=days_after(ON, -184))], [advisory()], "（web）距檢測日超過 183 日"),
        ([part()], [advisory(modified=days_after(ON, -32))],
         "PyPI 最新的公告（115年10月20日）距檢測日超過 31 日"),
        ([part()], [advisory(modified=None)], "PyPI 最新的公告（沒有日期）"),
        ([part(), part(ecosystem="npm")],
         [advisory(), advisory(ecosystem="npm", package="x", modified=days_after(ON, -32))],
         "npm 最新的公告"),
    ],
)  # fmt: skip
def test_old_or_future_evidence_is_insufficient_whatever_it_shows(
    parts: list[Row], advisories: list[Row], why: str
) -> None:
    result = run(parts, advisories)

    assert (result.verdict, len(result.rows)) == (Verdict.INSUFFICIENT, 1)
    assert why in result.reason


@pytest.mark.parametrize(
    ("parts", "advisories", "why"),
    [
        ([part(made=None)], [advisory(package="x")], "1 個系統的元件清單沒有日期（Web 等）"),
        ([part(), part(made=LONG_AGO)], [advisory(package="x")], "1 個系統有不同日期的元件清單"),
        ([part(version="")], [advisory()], "1 個元件沒有版本（parser 等）"),
        ([part(ecosystem="")], [advisory()], "1 個元件不知道是哪個生態系的套件（parser 1.3 等）"),
        ([part(ecosystem="", cpe="v:p")], [advisory()], "不知道是哪個生態系"),
        ([part(ecosystem="npm")], [advisory()], "沒有 npm 的公告可以比對"),
        ([part(ecosystem="Debian")], [advisory(ecosystem="Debian:12")], "不知道是哪一版的 Debian"),
        ([part(ecosystem="Debian:12")], [advisory(ecosystem="Debian:12", package="x")],
         "的來源套件名稱不明"),
        ([part(ecosystem="AlmaLinux:8", purl="pkg:rpm/almalinux/p@1?upstream=p-1.src.rpm")],
         [advisory(ecosystem="AlmaLinux:8", package="x")], "的來源套件名稱不明"),
        ([part(version="latest")], [advisory()],
         "1 項弱點無法認定是否影響所用的版本或何時公告（parser latest 的 CVE-1 等）"),
        ([part()], [advisory(published=None)], "何時公告"),
        ([part()], [advisory(ranges=(("", "", "", "ODD"),), versions=("1",))], "無法認定"),
        ([part(ecosystem="Hackage")], [advisory(ecosystem="Hackage")], "無法認定"),
        ([part(ecosystem="Alpine:v3.20", version="1.3-rc")],
         [advisory(ecosystem="Alpine:v3.20")], "無法認定"),
        ([part(ecosystem="", cpe="v:p", version="1.1k")],
         [advisory(**BY_CPE, ranges=(("0", "1.1m", "", "CPE"),))], "無法認定"),
        ([part(ecosystem="", cpe="v:p")], [advisory(**BY_CPE, ranges=(("0", "", "", "CPE_IF"),))],
         "無法認定"),
        ([part()], [], "缺少資料：元件弱點公告"),
        ([], [advisory()], "缺少資料：軟體元件清單"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_insufficient(
    parts: list[Row], advisories: list[Row], why: str
) -> None:
    result = run(parts, advisories)

    assert (result.verdict, result.rows) == (Verdict.INSUFFICIENT, ())
    assert why in result.reason


@pytest.mark.parametrize(
    ("releases", "verdict"),
    [
        ([release(MADE)], Verdict.NONCONFORMING),
        ([release(days_after(MADE, -9), "WEB ")], Verdict.NONCONFORMING),
        ([release(days_after(MADE, 9), "other")], Verdict.INSUFFICIENT),
        ([release(MADE, "other")], Verdict.NONCONFORMING),
        ([release(days_after(MADE, 1))], Verdict.INSUFFICIENT),
        ([release(days_after(MADE, 1)), release(LONG_AGO)], Verdict.INSUFFICIENT),
    ],
)
def test_releases_say_how_new_a_list_must_be(releases: list[Row], verdict: Verdict) -> None:
    assert run([part()], [advisory()], releases=releases).verdict is verdict


def test_a_system_that_went_live_must_have_a_list() -> None:
    result = run([part()], [advisory(package="x")], releases=[release(MADE), release(MADE, "App")])

    assert result.verdict is Verdict.INSUFFICIENT
    assert result.reason == "1 個上線的系統沒有元件清單（App 等）"


@pytest.mark.parametrize("kind", ["components", "component_advisories"])
def test_a_gap_never_passes(kind: str) -> None:
    rows = {"components": part(version="2"), "component_advisories": advisory()}
    tables = {
        name: (Table(name, (row,), "x", "x", ("看不懂",) if name == kind else ()),)
        for name, row in rows.items()
    }

    assert component_vulnerabilities.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


@pytest.mark.parametrize(
    ("parameters", "verdict"),
    [
        ({}, Verdict.CONFORMING),
        ({"fix_days": 9}, Verdict.NONCONFORMING),
        ({"fix_days": 10}, Verdict.CONFORMING),
        ({"feed_days": 1}, Verdict.INSUFFICIENT),
        ({"feed_days": 2}, Verdict.CONFORMING),
        ({"list_days": 1}, Verdict.INSUFFICIENT),
        ({"list_days": 2}, Verdict.CONFORMING),
    ],
)
def test_a_firm_may_ask_for_more(parameters: dict[str, Any], verdict: Verdict) -> None:
    news = advisory(published=days_after(ON, -10), modified=MADE)

    assert run([part()], [news], **parameters).verdict is verdict


def test_rows_about_different_things_are_told_apart() -> None:
    parts = [part(), part(version="1.2"), part(component="b"), part(system="App")]
    advisories = [advisory(), advisory(package="b"), advisory(advisory="G", aliases=())]

    rows = run(parts, advisories).rows

    assert len({identity(row) for row in rows}) == len(rows) == 7


def test_many_components_are_each_named() -> None:
    parts = [part(component=f"p{each}", line=each) for each in range(1, 2001)]
    advisories = [advisory(package=f"p{each}") for each in range(1, 2001)]

    result = run(parts, advisories)

    assert (len(result.rows), result.population) == (2000, 2000)
