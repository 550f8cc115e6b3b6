from datetime import date
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.end_of_support import end_of_support
from chahe.deadlines import days_after
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
SEEN = date(2026, 11, 2)
OLDER, STALE = date(2026, 8, 1), days_after(ON, -181)


def cycle(product: str, cycle: str, eol: date | None, **said: Any) -> Row:
    return {
        "product": product, "cycle": cycle, "released": None, "support": None, "eol": eol,
        "ended": None, "latest": "", "seen": SEEN, "line": 2, **said,
    }  # fmt: skip


LIFECYCLES = (
    cycle("windows-server", "2022", date(2031, 10, 14)),
    cycle("windows-server", "2016", ON),
    cycle("windows-server", "2012-r2", days_after(ON, -1)),
    cycle("windows", "11-25h2-w", date(2027, 10, 12)),
    cycle("windows", "11-25h2-e", date(2028, 10, 10)),
    cycle("windows", "11-24h2-w", date(2026, 10, 13)),
    cycle("windows", "11-24h2-e", date(2027, 10, 12)),
    cycle("windows", "10-21h2", date(2023, 6, 13)),
    cycle("nginx", "1.29", None, ended=False),
    cycle("nginx", "1.27", None, ended=True),
    cycle("nginx", "1.25", None),
)


def asset(system: str = "Windows Server 2022", host: str = "WEB1", **said: Any) -> Row:
    return {
        "asset": "A", "host": host, "address": "", "category": "伺服器", "system": system,
        "use": "網路下單", "owner": "", "retired": None, "status": "active", "line": 3, **said,
    }  # fmt: skip


def software(version: str, product: str = "nginx", **said: Any) -> Row:
    return {
        "host": "WEB1", "product": product, "version": version, "installed": None, "seen": SEEN,
        "line": 7, **said,
    }  # fmt: skip


def approved(vulnerability: str, **said: Any) -> Row:
    return {
        "system": "WEB1", "vulnerability": vulnerability, "reason": "116 年汰換",
        "accepted_by": "資安長", "until": ON, "line": 2, **said,
    }  # fmt: skip


def run(
    register: list[Row],
    installed: list[Row] | None = None,
    accepted: list[Row] | None = None,
    lifecycles: tuple[Row, ...] = LIFECYCLES,
    **parameters: int,
) -> Result:
    rows = {
        "hosts": register, "installed_software": installed, "risk_acceptances": accepted,
        "product_lifecycles": lifecycles,
    }  # fmt: skip
    tables = {kind: (Table(kind, tuple(of), kind, "x"),) for kind, of in rows.items() if of}
    return end_of_support.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("register", "installed", "accepted"),
    [
        ([asset()], None, None),
        ([asset("Windows Server 2016")], None, None),
        ([asset("Windows 11 25H2")], None, None),
        ([asset("Windows 11 Enterprise 24H2")], None, None),
        ([asset()], [software("1.29.2")], None),
        ([asset(), asset("Windows Server 2012 R2", "OLD", retired=ON)], None, None),
        ([asset(), asset("", "PR1", category="印表機")], None, None),
        ([asset("Windows Server 2012 R2")], None, [approved("windows-server 2012-R2")]),
        ([asset("Windows Server 2012 R2")], None,
         [approved("windows-server 2012-r2", system="網路下單")]),
        ([asset()], [software("1.27.1")], [approved("nginx 1.27", system="")]),
        ([asset(), asset("Windows Server 2012 R2", "OLD", retired=ON)],
         [software("1.27", host="old.example.tw"), software("1.29")], None),
    ],
)  # fmt: skip
def test_kept(register: list[Row], installed: list[Row] | None, accepted: list[Row] | None) -> None:
    result = run(register, installed, accepted)

    assert result.verdict is Verdict.CONFORMING
    assert {row["kind"] for row in result.rows} <= {"ending"}
    assert result.population == 1 + sum(row["version"] == "1.29" for row in installed or ()) + sum(
        row["version"] in ("1.29.2", "1.27.1") for row in installed or ()
    )


@pytest.mark.parametrize(
    ("register", "installed", "accepted", "why"),
    [
        ([asset("Windows Server 2012 R2")], None, None,
         "「Windows Server 2012 R2」：windows-server 2012-r2 支援到115年11月20日為止，"
         "未見核准的汰換或風險接受"),
        ([asset("Windows 10 21H2")], None, None,
         "「Windows 10 21H2」：windows 10-21h2 支援到112年6月13日為止，未見核准的汰換或風險接受"),
        ([asset("Windows 11 Pro 24H2")], None, None,
         "「Windows 11 Pro 24H2」：windows 11-24h2-w 支援到115年10月13日為止，"
         "未見核准的汰換或風險接受"),
        ([asset()], [software("1.27.1"), software("1.27.1"), software("1.27.1", seen=OLDER)], None,
         "「nginx 1.27.1」：nginx 1.27 已停止支援，未見核准的汰換或風險接受"),
        ([asset(), asset(host="DB1")], [software("1.27", seen=OLDER), software("1.29", host="DB1")],
         None, "「nginx 1.27」：nginx 1.27 已停止支援，未見核准的汰換或風險接受"),
        ([asset()], [software("1.27.1")], None,
         "「nginx 1.27.1」：nginx 1.27 已停止支援，未見核准的汰換或風險接受"),
        ([asset()], [software("1.25.1")], None,
         "「nginx 1.25.1」：nginx 1.25 已停止支援，未見核准的汰換或風險接受"),
        ([asset(), asset("VxWorks", "X")], [software("1.27")], None,
         "「nginx 1.27」：nginx 1.27 已停止支援，未見核准的汰換或風險接受"),
        ([asset()], [software("1.27")], [approved("nginx 1.29")],
         "「nginx 1.27」：nginx 1.27 已停止支援，未見核准的汰換或風險接受"),
        ([asset()], [software("1.27")], [approved("nginx 1.27", until=days_after(ON, -1))],
         "「nginx 1.27」：nginx 1.27 已停止支援，未見核准的汰換或風險接受"),
        ([asset()], [software("1.27")], [approved("nginx 1.27", system="DB1")],
         "「nginx 1.27」：nginx 1.27 已停止支援，未見核准的汰換或風險接受"),
    ],
)  # fmt: skip
def test_broken(
    register: list[Row], installed: list[Row] | None, accepted: list[Row] | None, why: str
) -> None:
    result = run(register, installed, accepted)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["name"], row["kind"], row["why"]) for row in result.rows] == [
        ("WEB1", "ended", why)
    ]


@pytest.mark.parametrize(
    ("register", "installed", "why"),
    [
        ([asset("")], None, "1 項比對不到支援期限（WEB1：支援期限清單沒有這項產品）"),
        ([asset("VxWorks 7")], None, "VxWorks 7：支援期限清單沒有這項產品"),
        ([asset("Windows 11")], None, "Windows 11：支援期限清單沒有這個版本，或版本寫得不夠細"),
        ([asset("Windows 11 24H2")], None, "各版次的支援期限不同"),
        ([asset()], [software("2.0", "7-Zip")], "7-Zip 2.0：支援期限清單沒有這項產品"),
        ([asset()], [software("1.29", host="DB9")], "1 台主機不在清冊上或對到不只一台（DB9 等）"),
        ([asset()], [software("1.29", seen=None)], "1 列沒有盤點日"),
        ([asset()], [software("1.29", seen=days_after(ON, 1))], "軟體清單有檢測日之後的日期"),
        ([asset()], [software("1.29", seen=date(2026, 5, 1))], "軟體清單最新的日期是115年5月1日"),
        ([asset()], [software("1.27", seen=OLDER), software("", "Windows Server 2022")],
         "1 項停止支援的軟體只見於較舊的清單（nginx 1.27 等）"),
        ([asset(), asset(host="DB1")], [software("1.27", seen=STALE), software("1.29", host="DB1")],
         "1 項停止支援的軟體只見於較舊的清單"),
        ([asset(), asset(host="DB1")], [software("1.29", seen=STALE), software("1.29", host="DB1")],
         "1 台主機的軟體盤點距檢測日超過 180 日（WEB1 等）"),
        ([asset(retired=ON)], None, "沒有使用中的主機"),
        ([], None, "缺少資料：資訊資產清冊"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_insufficient(
    register: list[Row], installed: list[Row] | None, why: str
) -> None:
    result = run(register, installed)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (None, "支援期限資料沒有任何日期"),
        (days_after(ON, 1), "支援期限資料有檢測日之後的日期"),
        (days_after(ON, -181), "請重新匯出"),
    ],
)
def test_lifecycles_of_another_time_show_nothing(seen: date | None, why: str) -> None:
    old = cycle("windows-server", "2022", date(2026, 1, 1), seen=seen)

    result = run([asset()], lifecycles=(old,))

    assert (result.verdict, len(result.rows)) == (Verdict.INSUFFICIENT, 1)
    assert why in result.reason


def test_the_newest_list_of_a_machine_says_which_version_it_has() -> None:
    result = run([asset()], [software("1.29", "Nginx"), software("1.27", seen=OLDER)])

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 2)


def test_two_lists_that_differ_show_nothing() -> None:
    again = cycle("windows-server", "2022", date(2026, 1, 1))

    result = run([asset()], lifecycles=(*LIFECYCLES, again))

    assert (result.verdict, result.rows) == (Verdict.INSUFFICIENT, ())


def test_a_gap_never_passes() -> None:
    tables = {
        "hosts": (Table("hosts", (asset(),), "a", "x", ("有一段讀不懂",)),),
        "product_lifecycles": (Table("product_lifecycles", LIFECYCLES, "l", "x"),),
    }

    assert end_of_support.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


@pytest.mark.parametrize(("days", "kinds"), [(0, []), (1, ["ending"])])
def test_what_ends_soon_is_for_a_person_to_plan(days: int, kinds: list[str]) -> None:
    result = run([asset("Windows Server 2016")], ahead_days=days)

    assert [row["kind"] for row in result.rows] == kinds
    assert result.verdict is Verdict.CONFORMING
    assert ("另有 1 項即將停止支援" in result.reason) is bool(kinds)
