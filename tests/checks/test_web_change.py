from datetime import UTC, date, datetime
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.web_change import web_change
from chahe.deadlines import days_after
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 20)
SITE = "https://order.example.tw"


def page(path: str = "/a.html", **said: Any) -> Row:
    return {
        "url": f"{SITE}{path}", "sha256": "aa" * 32, "scripts": ("s1",), "forms": ("f1",),
        "frames": (), "hosts": (), "error": "", **said,
    }  # fmt: skip


def snapshot(*pages: Row, taken: date = LAST, **said: Any) -> Table:
    at = datetime(taken.year, taken.month, taken.day, 4, tzinfo=UTC)
    of_list = {"taken": taken, "taken_at": at, "site": SITE, "snapshot": f"{taken}", **said}
    rows = tuple({**row, **of_list, "line": line} for line, row in enumerate(pages, start=2))
    return Table("web_pages", rows, f"{taken}.txt", "x")


def ticket(*paths: str, **said: Any) -> Row:
    day = date(2026, 11, 10)
    return {
        "ticket": "CHG-1", "system": "", "paths": paths, "versions": (), "approved": day,
        "begun": day, "ended": day, "approved_by": "林主任", "line": 2, **said,
    }  # fmt: skip


def run(*lists: Table, tickets: tuple[Row, ...] = (), on: date = ON, **parameters: int) -> Result:
    hosts = ("cdn.example.com", "*.ok.example")
    allowed = tuple({"host": host, "purpose": "", "line": 2} for host in hosts)
    tables = {"web_pages": lists, "web_hosts": (Table("web_hosts", allowed, "hosts.csv", "x"),)}
    if tickets:
        tables["change_tickets"] = (Table("change_tickets", tickets, "tickets.csv", "x"),)
    return web_change.run(tables, on=on, parameters=parameters)


SAME = snapshot(page(), taken=FIRST)
OTHER = {"sha256": "bb" * 32}


def test_sites_are_judged_apart_and_the_worst_counts() -> None:
    other = {"site": "https://x.example"}
    lists = [
        SAME,
        snapshot(page()),
        snapshot(page(url="https://x.example/"), taken=FIRST, snapshot="a", **other),
    ]

    kept = run(*lists, snapshot(page(url="https://x.example/"), snapshot="b", **other))
    broken = run(*lists, snapshot(page(url="https://x.example/", **OTHER), snapshot="b", **other))

    assert (kept.verdict, kept.population) == (Verdict.CONFORMING, 2)
    assert broken.verdict is Verdict.NONCONFORMING
    assert broken.reason.startswith("2 份清單中有 1 份不符：https://x.example：共 1 個網頁")
    assert [row["name"] for row in broken.rows] == ["https://x.example/"]


@pytest.mark.parametrize(
    ("later", "tickets"),
    [
        ([page()], ()),
        ([page(hosts=("cdn.example.com.", "a.ok.example."))], ()),
        ([page(hosts=("cdn.example.com", "a.ok.example", "a.b.ok.example"))], ()),
        ([page(scripts=(), forms=())], ()),
        ([page(**OTHER)], (ticket("/a.html"),)),
        ([page(**OTHER)], (ticket("a.html"),)),
        ([page(**OTHER)], (ticket(f"{SITE}/a.html"),)),
        ([page(**OTHER)], (ticket(f"{SITE}/"),)),
        ([page(**OTHER, scripts=("s2",), forms=("f2",), frames=("x",))], (ticket("*.html"),)),
        ([page(), page("/%E5%85%AC%E5%91%8A/a%20b.html")], (ticket("公告/a b.html"),)),
        ([page(), page("/%E5%85%AC%E5%91%8A/a%20b.html")], (ticket(f"{SITE}/公告/"),)),
        ([page(), page("/%E5%85%AC.html")], (ticket("/%E5%85%AC.html"),)),
        ([page(), page("/new/b.html")], (ticket("new/"),)),
        ([page("/b.html")], (ticket("/a.html", "/b.html"),)),
        ([page(**OTHER)], (ticket("/a.html", ended=FIRST, begun=FIRST, approved=FIRST),)),
        ([page(**OTHER)], (ticket("/a.html", ended=LAST, begun=LAST),)),
    ],
)
def test_kept(later: list[Row], tickets: tuple[Row, ...]) -> None:
    result = run(SAME, snapshot(*later), tickets=tickets)

    assert (result.verdict, result.rows) == (Verdict.CONFORMING, ())


@pytest.mark.parametrize(
    ("later", "tickets", "found"),
    [
        ([page(**OTHER)], (), [("changed", "/a.html")]),
        ([page(**OTHER)], (ticket("/A.html"),), [("changed", "/a.html")]),
        ([page(**OTHER)], (ticket("/a.html", approved_by=""),), [("changed", "/a.html")]),
        ([page(scripts=("s1", "s2"))], (), [("script", "/a.html")]),
        ([page(forms=("f2",))], (), [("form", "/a.html")]),
        ([page(frames=("x",))], (), [("frame", "/a.html")]),
        ([page(hosts=("bad.example",))], (ticket("/"),), [("host", "/a.html")]),
        ([page(hosts=("ok.example",))], (), [("host", "/a.html")]),
        ([page(hosts=("notok.example",))], (), [("host", "/a.html")]),
        ([page("/b.html")], (), [("gone", "/a.html"), ("added", "/b.html")]),
        (
            [page(**OTHER), page("/b.html", error="x", sha256="")],
            (),
            [("changed", "/a.html"), ("unreadable", "/b.html")],
        ),
    ],
)
def test_broken(later: list[Row], tickets: tuple[Row, ...], found: list[tuple[str, str]]) -> None:
    result = run(SAME, snapshot(*later), tickets=tickets)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["kind"], row["name"].removeprefix(SITE)) for row in result.rows] == found


def test_a_host_that_was_there_before_is_told_too() -> None:
    bad = page(hosts=tuple(f"{name}.example" for name in "dcba"))

    (row,) = run(snapshot(bad, taken=FIRST), snapshot(bad)).rows

    assert row == {
        "name": f"{SITE}/a.html", "source": "2026-11-20.txt", "line": 2, "kind": "host",
        "why": "用到清單上沒有的外部主機 a.example、b.example、c.example 等 4 個",
    }  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        {"begun": days_after(LAST, 1), "ended": days_after(LAST, 1)},
        {"begun": date(2026, 10, 1), "ended": days_after(FIRST, -1), "approved": date(2026, 1, 1)},
        {"approved": LAST},
        {"ended": None},
    ],
)
def test_a_ticket_of_another_time_covers_nothing(said: dict[str, Any]) -> None:
    result = run(SAME, snapshot(page(**OTHER)), tickets=(ticket("/a.html", **said),))

    assert [row["kind"] for row in result.rows] == ["changed"]


@pytest.mark.parametrize(
    ("lists", "why"),
    [
        ([SAME], "只有一份清單（115年11月1日）"),
        ([SAME, SAME], "只有一份清單（115年11月1日）"),
        ([SAME, snapshot(page()), snapshot(page(), snapshot="z")], "分不出先後"),
        ([SAME, snapshot(page(), site="https://x.example")], "2 份清單中有 2 份證據不足：https://"),
        ([SAME, snapshot(page(**OTHER), taken=days_after(ON, 1))], "檢測日之後的115年11月22日"),
        ([SAME, snapshot(page(), taken=days_after(FIRST, 6))], "相隔不到 7 日"),
        ([SAME, snapshot(page(error="x", sha256=""))], f"1 個網頁讀不到（{SITE}/a.html 等）"),
        ([snapshot(page(error="x"), taken=FIRST), snapshot(page())], "1 個網頁讀不到"),
        ([], "缺少資料：網頁內容基準"),
    ],
)
def test_what_cannot_be_known_is_insufficient(lists: list[Table], why: str) -> None:
    result = run(*lists)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


@pytest.mark.parametrize(
    ("on", "verdict"),
    [
        (LAST, Verdict.NONCONFORMING),
        (days_after(LAST, 31), Verdict.NONCONFORMING),
        (days_after(LAST, 32), Verdict.INSUFFICIENT),
    ],
)
def test_stale_snapshots_show_their_rows_and_decide_nothing(on: date, verdict: Verdict) -> None:
    result = run(SAME, snapshot(page(**OTHER)), on=on)

    assert (result.verdict, len(result.rows)) == (verdict, 1)


@pytest.mark.parametrize("url", ["", "http://[", "/", "x" * 9000, "甲\n"])
def test_odd_addresses(url: str) -> None:
    result = run(SAME, snapshot(page(), {**page(), "url": url}), tickets=(ticket("["),))

    assert [(row["kind"], row["name"]) for row in result.rows] == [("added", url)]


def test_a_gap_never_passes() -> None:
    gap = Table("change_tickets", (ticket("x"),), "tickets.csv", "x", ("有一段讀不懂",))
    hosts = Table("web_hosts", ({"host": "a.example", "purpose": "", "line": 2},), "h.csv", "x")
    tables = {"web_pages": (SAME, snapshot(page())), "web_hosts": (hosts,)}

    clean = web_change.run(tables, on=ON)
    gapped = web_change.run({**tables, "change_tickets": (gap,)}, on=ON)

    assert (clean.verdict, gapped.verdict) == (Verdict.CONFORMING, Verdict.INSUFFICIENT)


def test_a_firm_may_ask_for_more() -> None:
    assert run(SAME, snapshot(page()), span_days=20).verdict is Verdict.INSUFFICIENT
    assert run(SAME, snapshot(page()), evidence_days=0).verdict is Verdict.INSUFFICIENT
