from datetime import UTC, date, datetime
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.file_integrity import file_integrity
from chahe.deadlines import days_after
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 20)
CHANGED = date(2026, 11, 10)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)  # noon in Taipei


def entry(path: str = "a.js", *, at: date = FIRST, **said: Any) -> Row:
    return {
        "path": path, "type": "file", "size": 1, "mode": "0644", "owner": "0", "group": "0",
        "sha256": "aa" * 32, "blake3": "", "target": "", "error": "", "inode": 1, "mtime_ns": 0,
        "ctime_ns": int(noon(at).timestamp()) * 10**9, "modified": at, **said,
    }  # fmt: skip


def manifest(*entries: Row, made: date = LAST, **said: Any) -> Table:
    of_list = {
        "made": made, "made_at": noon(made), "host": "web01", "root": "/srv/www", "excluded": (),
        "manifest": f"{made}", "digest": "sha256", **said,
    }  # fmt: skip
    rows = tuple({**row, **of_list, "line": line} for line, row in enumerate(entries, start=2))
    return Table("file_manifest", rows, f"{made}.txt", "x")


def ticket(*paths: str, **said: Any) -> Row:
    return {
        "ticket": "CHG-1", "system": "", "paths": paths, "versions": (), "approved": CHANGED,
        "begun": CHANGED, "ended": CHANGED, "approved_by": "林主任", "line": 2, **said,
    }  # fmt: skip


def run(*lists: Table, tickets: tuple[Row, ...] = (), on: date = ON, **parameters: int) -> Result:
    tables = {"file_manifest": lists}
    if tickets:
        tables["change_tickets"] = (Table("change_tickets", tickets, "tickets.csv", "x"),)
    return file_integrity.run(tables, on=on, parameters=parameters)


SAME = manifest(entry(), made=FIRST)
OTHER = {"sha256": "bb" * 32, "at": CHANGED}


@pytest.mark.parametrize(
    ("later", "tickets"),
    [
        ([entry()], ()),
        ([entry(size=9, inode=7, modified=LAST)], ()),
        ([entry(at=CHANGED)], ()),
        ([entry()], (ticket("elsewhere"),)),
        ([entry(**OTHER)], (ticket("a.js"),)),
        ([entry(**OTHER)], (ticket("/srv/www/a.js"),)),
        ([entry(**OTHER)], (ticket("/srv/www/"),)),
        ([entry(**OTHER)], (ticket("**/*.js"),)),
        ([entry(**OTHER)], (ticket("a.js/"),)),
        ([entry(**OTHER)], (ticket("x"), ticket("x", "*.js", ticket="CHG-2"))),
        ([entry(**OTHER)], (ticket("*.js", begun=days_after(CHANGED, -1), approved=FIRST),)),
        ([entry(mode="0600", at=CHANGED)], (ticket("a.js"),)),
        ([entry(type="symlink", sha256="", target="b", at=CHANGED)], (ticket("a.js"),)),
        ([entry(), entry("new.js", at=CHANGED)], (ticket("*.js"),)),
        ([entry(), entry("p/[id].js", at=CHANGED)], (ticket("p/[id].js"),)),
        ([entry(), entry("[[...p]]/a.js", at=CHANGED)], (ticket("/srv/www/[[...p]]/*.js"),)),
    ],
)
def test_kept(later: list[Row], tickets: tuple[Row, ...]) -> None:
    result = run(SAME, manifest(*later), tickets=tickets)

    assert (result.verdict, result.rows) == (Verdict.CONFORMING, ())


@pytest.mark.parametrize(
    ("later", "tickets", "found"),
    [
        ([entry(**OTHER)], (), [("content", "a.js", "2026-11-20.txt")]),
        ([entry(mode="4755")], (), [("access", "a.js", "2026-11-20.txt")]),
        ([entry(owner="33")], (), [("access", "a.js", "2026-11-20.txt")]),
        ([entry(group="33")], (), [("access", "a.js", "2026-11-20.txt")]),
        ([entry(type="symlink", sha256="")], (), [("type", "a.js", "2026-11-20.txt")]),
        ([entry(), entry("b")], (), [("added", "b", "2026-11-20.txt")]),
        (
            [entry("b")],
            (),
            [("removed", "a.js", "2026-11-01.txt"), ("added", "b", "2026-11-20.txt")],
        ),
        (
            [entry(mode="0600", **OTHER), entry("z", error="EACCES", sha256="")],
            (),
            [
                ("content", "a.js", "2026-11-20.txt"),
                ("access", "a.js", "2026-11-20.txt"),
                ("unreadable", "z", "2026-11-20.txt"),
            ],
        ),
    ],
)
def test_broken(
    later: list[Row], tickets: tuple[Row, ...], found: list[tuple[str, str, str]]
) -> None:
    result = run(SAME, manifest(*later), tickets=tickets)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["kind"], row["name"], row["source"]) for row in result.rows] == found


@pytest.mark.parametrize(
    "said",
    [
        {"begun": days_after(CHANGED, 1), "ended": LAST},
        {"begun": days_after(CHANGED, -3), "ended": days_after(CHANGED, -1), "approved": FIRST},
        {"approved": days_after(CHANGED, 1)},
        {"approved": None},
        {"begun": None},
        {"ended": None},
        {"approved_by": ""},
        {"paths": ("*/a.js",)},
        {"paths": ("A.js",)},
        {"paths": (), "versions": ("1.2",)},
    ],
)
def test_a_ticket_that_does_not_cover_a_change(said: dict[str, Any]) -> None:
    result = run(SAME, manifest(entry(**OTHER)), tickets=(ticket("a.js", **said),))

    assert [row["kind"] for row in result.rows] == ["content"]


@pytest.mark.parametrize("folder", [".", "d", "d/e"])
@pytest.mark.parametrize("then", [True, False])
def test_nothing_is_known_of_what_is_below_a_folder_that_was_not_listed(
    folder: str, then: bool
) -> None:
    closed = entry(folder, type="dir", sha256="", error="EACCES")
    whole = (entry(folder, type="dir", sha256=""), entry("d/e/a.js"))
    lists = (closed,), whole
    before, after = lists if then else lists[::-1]

    result = run(manifest(*before, made=FIRST), manifest(*after))

    assert result.verdict is Verdict.INSUFFICIENT
    assert [(row["kind"], row["name"]) for row in result.rows] == [("unreadable", folder)]


def test_what_is_beside_a_folder_that_was_not_listed_is_told() -> None:
    closed = entry("d", type="dir", sha256="", error="EACCES")

    result = run(manifest(closed, entry("da"), made=FIRST), manifest(closed, entry("db")))

    assert [row["kind"] for row in result.rows] == ["unreadable", "removed", "added"]


def test_a_ticket_covers_what_is_gone_if_it_meets_the_time_between() -> None:
    before, after = manifest(entry(), entry("b"), made=FIRST), manifest(entry())
    early = {"approved": date(2026, 10, 1), "begun": date(2026, 10, 1)}

    within = run(before, after, tickets=(ticket("b"),))
    too_early = run(before, after, tickets=(ticket("b", **early, ended=date(2026, 10, 31)),))

    assert within.verdict is Verdict.CONFORMING
    assert within.reason.endswith("有 0 項異動沒有變更單涵蓋，另有 1 項已核准")
    assert [row["kind"] for row in too_early.rows] == ["removed"]


def test_lists_of_another_digest_are_compared_by_it() -> None:
    mine = {"sha256": "", "blake3": "cc" * 32}
    before = manifest(entry(**mine), made=FIRST, digest="blake3")
    after = manifest(entry(**{**mine, "blake3": "dd" * 32}), digest="blake3")

    (row,) = run(before, after).rows

    assert run(before, after).reason == (
        "共 1 個項目，115年11月1日到115年11月20日有 1 項異動沒有變更單涵蓋，另有 0 項已核准"
    )
    assert row["why"].startswith("內容不同：BLAKE3 由 cccccccccccc… 變成 dddddddddddd…")


def test_a_link_that_points_elsewhere_says_where() -> None:
    link = {"type": "symlink", "sha256": ""}
    before = manifest(entry("l", **link, target="v1"), made=FIRST)

    (row,) = run(before, manifest(entry("l", **link, target="v2", at=CHANGED))).rows

    assert row == {
        "name": "l", "source": "2026-11-20.txt", "line": 2, "kind": "content",
        "why": "連結由 v1 改指 v2（115年11月10日）",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lists", "why"),
    [
        ([SAME], "只有一份清單（115年11月1日）"),
        ([SAME, SAME], "只有一份清單（115年11月1日）"),
        ([SAME, manifest(entry()), manifest(entry(**OTHER), manifest="z")], "分不出先後"),
        ([SAME, manifest(entry(), root="/srv/other")], "2 份清單中有 2 份證據不足：web01:/srv/"),
        ([SAME, manifest(entry(), host="web02")], "web02:/srv/www：只有一份清單"),
        ([SAME, manifest(entry(), excluded=("tmp/",))], "排除的範圍不同"),
        ([SAME, manifest(entry(), digest="blake3")], "雜湊演算法不同"),
        ([SAME, manifest(entry(**OTHER), made=days_after(ON, 1))], "檢測日之後的115年11月22日"),
        ([SAME, manifest(entry(), made=days_after(FIRST, 6))], "相隔不到 7 日"),
        ([SAME, manifest(entry(error="EACCES", sha256=""))], "1 個項目讀不到（a.js 等）"),
        (
            [manifest(entry(error="EACCES", sha256=""), made=FIRST), manifest(entry())],
            "1 個項目讀不到（a.js 等）",
        ),
        ([], "缺少資料：檔案雜湊清單"),
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
def test_stale_lists_show_their_rows_and_decide_nothing(on: date, verdict: Verdict) -> None:
    result = run(SAME, manifest(entry(**OTHER)), on=on)

    assert (result.verdict, len(result.rows)) == (verdict, 1)


def test_trees_are_judged_apart_and_the_worst_counts() -> None:
    other = {"host": "web02", "manifest": "a"}
    two = [SAME, manifest(entry()), manifest(entry(), made=FIRST, **other)]

    kept = run(*two, manifest(entry(), **{**other, "manifest": "b"}))
    one_list = run(*two)
    broken = run(*two, manifest(entry(**OTHER), **{**other, "manifest": "b"}))

    assert (kept.verdict, kept.population) == (Verdict.CONFORMING, 2)
    assert one_list.verdict is Verdict.INSUFFICIENT
    assert one_list.reason.startswith("2 份清單中有 1 份證據不足：web02:/srv/www：只有一份清單")
    assert broken.verdict is Verdict.NONCONFORMING
    assert broken.reason.startswith("2 份清單中有 1 份不符：web02:/srv/www：共 1 個項目")
    assert [row["name"] for row in broken.rows] == ["web02:/srv/www/a.js"]


def test_the_order_of_the_files_is_nothing_and_lists_between_are_left_alone() -> None:
    between = manifest(entry(**OTHER), made=CHANGED)

    result = run(manifest(entry()), between, SAME)

    assert result.verdict is Verdict.CONFORMING
    assert result.reason.startswith("共 1 個項目，115年11月1日到115年11月20日")


@pytest.mark.parametrize("path", ["../../etc", "\n", "", "**", "[", "\\xff", "甲" * 4000])
def test_odd_names(path: str) -> None:
    result = run(SAME, manifest(entry(), entry(path)), tickets=(ticket("[", "***", "[!"),))

    assert [row["name"] for row in result.rows] == [path]


@pytest.mark.parametrize("nanoseconds", [-(10**30), -(10**19), 0, 10**30])
def test_a_ctime_out_of_the_calendar(nanoseconds: int) -> None:
    result = run(SAME, manifest(entry(ctime_ns=nanoseconds, sha256="cc")), tickets=(ticket("**"),))

    assert [row["kind"] for row in result.rows] == ["content"]


def test_a_gap_never_passes() -> None:
    gap = Table("change_tickets", (ticket("x"),), "tickets.csv", "x", ("有一段讀不懂",))
    tables = {"file_manifest": (SAME, manifest(entry())), "change_tickets": (gap,)}

    assert file_integrity.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    tables = (SAME, manifest(entry()))

    assert run(*tables, span_days=19).verdict is Verdict.CONFORMING
    assert run(*tables, span_days=20).verdict is Verdict.INSUFFICIENT
    assert run(*tables, evidence_days=0).verdict is Verdict.INSUFFICIENT
