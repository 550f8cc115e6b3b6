from datetime import date
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.patch_coverage import patch_coverage
from chahe.deadlines import days_after
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)


def patch(status: str = "installed", host: str = "PC-1", days: int = 100, **said: Any) -> Row:
    return {
        "host": host, "patch": "KB1", "title": "x", "severity": "critical",
        "released": days_after(ON, -days), "status": status, "seen": ON, "line": 7, **said,
    }  # fmt: skip


def asset(host: str = "PC-1", **said: Any) -> Row:
    return {
        "asset": "A", "host": host, "address": "", "category": "個人電腦", "system": "", "use": "",
        "owner": "", "retired": None, "status": "active", "line": 2, **said,
    }  # fmt: skip


def run(patches: list[Row], register: list[Row], *others: list[Row], **parameters: int) -> Result:
    files = (patches, *others)
    tables = {
        "installed_patches": tuple(
            Table("installed_patches", tuple(rows), f"{number}.csv", "x")
            for number, rows in enumerate(files)
        ),
        "hosts": (Table("hosts", tuple(register), "assets.csv", "x"),),
    }
    return patch_coverage.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("patches", "register"),
    [
        ([patch()], [asset()]),
        ([patch(patch="", severity="", released=None)], [asset()]),
        ([patch(host="pc-1.example.local")], [asset()]),
        ([patch("needed", days=30)], [asset()]),
        ([patch("failed", days=60, severity="high")], [asset()]),
        ([patch("needed", days=60, severity="")], [asset()]),
        ([patch("needed", severity="medium")], [asset()]),
        ([patch("failed", severity="none", released=None)], [asset()]),
        ([patch(seen=days_after(ON, -31))], [asset()]),
        ([patch()], [asset(), asset("SW-1", category="網路設備")]),
        ([patch()], [asset(), asset("OLD", retired=ON)]),
        ([patch(), patch("needed", "OLD")], [asset(), asset("OLD", status="retired")]),
    ],
)
def test_kept(patches: list[Row], register: list[Row]) -> None:
    result = run(patches, register)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("patches", "register", "kinds"),
    [
        ([patch()], [asset(), asset("PC-2", line=3)], ["missing"]),
        ([patch(), patch(host="stranger")], [asset(), asset("PC-2")], ["missing"]),
        ([patch(), patch(host="B", seen=days_after(ON, -32))], [asset(), asset("B")], ["silent"]),
        ([patch("needed", days=31)], [asset()], ["overdue"]),
        ([patch("needed", days=61, severity="high")], [asset()], ["overdue"]),
        ([patch("needed", days=61, severity="")], [asset()], ["overdue"]),
        ([patch("failed", days=31)], [asset()], ["failed"]),
        ([patch("needed"), patch("needed", patch="KB2")], [asset()], ["overdue", "overdue"]),
    ],
)
def test_broken(patches: list[Row], register: list[Row], kinds: list[str]) -> None:
    result = run(patches, register)

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["kind"] for row in result.rows] == kinds


def test_an_overdue_patch_is_named_with_its_days() -> None:
    (row,) = run([patch("failed", days=31)], [asset()]).rows

    assert row == {
        "name": "PC-1", "component": "KB1", "source": "0.csv", "line": 7, "kind": "failed",
        "why": "重大修補 KB1 在115年10月21日發行，31 日，超過 30 日，安裝失敗",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("older", "newer", "kinds"),
    [
        (patch("needed", seen=days_after(ON, -9)), patch(), []),
        (patch(seen=days_after(ON, -9)), patch("needed"), ["overdue"]),
        (patch(), patch("needed"), ["overdue"]),
        (patch("needed"), patch(), ["overdue"]),
    ],
)
def test_of_several_files_the_newest_report_counts(
    older: Row, newer: Row, kinds: list[str]
) -> None:
    for files in ((older, newer), (newer, older)):
        assert [row["kind"] for row in run([files[0]], [asset()], [files[1]]).rows] == kinds


def test_files_of_one_name_are_several() -> None:
    old = Table("installed_patches", (patch("needed", seen=days_after(ON, -9)),), "wsus.csv", "x")
    new = Table("installed_patches", (patch(),), "wsus.csv", "x")
    hosts = (Table("hosts", (asset(),), "assets.csv", "x"),)

    for files in ((old, new), (new, old)):
        result = patch_coverage.run({"installed_patches": files, "hosts": hosts}, on=ON)

        assert (result.verdict, result.rows) == (Verdict.CONFORMING, ())


@pytest.mark.parametrize(
    ("patches", "register", "why"),
    [
        ([patch(seen=days_after(ON, 1))], [asset()], "檢測日之後"),
        ([patch(days=-1)], [asset()], "檢測日之後"),
        ([patch("needed", seen=days_after(ON, -32))], [asset()], "請重新匯出"),
        ([patch(seen=None)], [asset()], "沒有任何回報日期"),
        ([patch(), patch(host="B", seen=None)], [asset(), asset("B")], "沒有回報日期（B 等）"),
        ([patch("unknown")], [asset()], "1 台電腦有狀態不明的修補（PC-1 等）"),
        ([patch("needed", released=None)], [asset()], "需要的修補沒有發行日期"),
        ([patch(), patch(host="stranger")], [asset()], "不在清冊上，清冊不完整（stranger 等）"),
        ([patch(), patch(host="B.a")], [asset(), asset("B.b"), asset("B.c")], "對到不只一台"),
        ([patch(), patch(host="PC-9")], [asset(), asset("", address="10.0.0.9")], "不在清冊上"),
        ([patch(host="SW")], [asset("SW", category="交換器")], "沒有使用中的電腦"),
        ([], [asset()], "缺少資料：修補安裝清單"),
        ([patch()], [], "缺少資料：資訊資產清冊"),
    ],
)
def test_what_cannot_be_known_is_insufficient(
    patches: list[Row], register: list[Row], why: str
) -> None:
    result = run(patches, register)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_a_gap_never_passes() -> None:
    gap = Table("installed_patches", (patch(),), "wsus.csv", "x", ("有一段讀不懂",))
    hosts = Table("hosts", (asset(),), "assets.csv", "x")

    result = patch_coverage.run({"installed_patches": (gap,), "hosts": (hosts,)}, on=ON)

    assert result.verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    result = run([patch("needed", days=15)], [asset()], critical_days=14)

    assert [row["kind"] for row in result.rows] == ["overdue"]
