"""Which accounts are a product's own, and which only look so."""

from collections.abc import Sequence
from datetime import date

import pytest
from tests.checks.accounts_given import ON, account, approval, table

from chahe.checks import Result
from chahe.checks.default_credentials import default_credentials
from chahe.deadlines import days_after
from chahe.readers import Row
from chahe.workflow import Verdict

NVR = {"product": "NVR-200", "account": "nvradmin", "line": 3}


def run(
    accounts: Sequence[Row],
    names: Sequence[Row] = (),
    register: Sequence[Row] = (),
    *,
    gaps: tuple[str, ...] = (),
    **parameters: int,
) -> Result:
    tables = {
        "accounts": (table("accounts", *accounts, source="ad.csv", gaps=gaps),),
        "default_accounts": (table("default_accounts", *names),) if names else (),
        "privileged_register": (table("privileged_register", *register),) if register else (),
    }
    return default_credentials.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("accounts", "names", "register"),
    [
        ([account()], [], []),
        ([account()], [NVR], []),
        ([account("nvradmin")], [], []),
        ([account("sa_report")], [], []),
        ([account("rooty")], [], []),
        ([account(r"NT AUTHORITY\SYSTEM")], [], []),
        ([account(), account("root", enabled=False)], [], []),
        ([account(), account("Administrator", expires=ON)], [], []),
        ([account("root")], [], [approval("root")]),
        ([account("sys")], [], [approval("SYS", valid_until=ON)]),
        ([account("nvradmin")], [NVR], [approval("nvradmin")]),
    ],
)
def test_kept(accounts: list[Row], names: list[Row], register: list[Row]) -> None:
    result = run(accounts, names, register)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("name", "names", "register", "why"),
    [
        ("root", [], [], "UNIX、Linux、MySQL 的預設帳號名稱（資通安全檢查機制 8(3)g）"),
        ("root@localhost", [], [], "UNIX、Linux、MySQL 的預設帳號名稱"),
        ("SA", [], [], "SQL Server 的預設帳號名稱"),
        (r"CORP\Administrator", [], [], "Windows 的預設帳號名稱"),
        (r"HOST\Administrator", [NVR], [], "Windows 的預設帳號名稱"),
        ("NVRAdmin", [NVR], [], "NVR-200 的預設帳號名稱（default_accounts.csv 第 3 行）"),
        ("sa", [{**NVR, "account": "sa"}], [], "SQL Server 的預設帳號名稱（資通安全檢查機制"),
        ("root", [], [approval("root", valid_until=days_after(ON, -1))], "也沒有有效的核准"),
        ("root", [], [approval("root", owner="")], "也沒有有效的核准"),
        ("root", [], [approval("sa")], "也沒有有效的核准"),
    ],
)
def test_broken(name: str, names: list[Row], register: list[Row], why: str) -> None:
    result = run([account(name, line=7)], names, register)

    (row,) = result.rows
    assert result.verdict is Verdict.NONCONFORMING
    assert (row["account"], row["kind"], row["source"], row["line"]) == (
        name, "default", "ad.csv", 7,
    )  # fmt: skip
    assert why in row["why"]


@pytest.mark.parametrize(
    ("accounts", "register", "why"),
    [
        ([account(enabled=False)], [], "帳號都已停用"),
        ([account("root", last_logon=date(2026, 10, 20))], [], "請重新匯出"),
        ([account("root", last_logon=days_after(ON, 2))], [], "檢測日之後"),
        ([account("root")], [approval(approved=days_after(ON, 1))], "檢測日之後"),
        ([account("root")], [approval("root", system="MES"), approval(system="AD")],
         "1 個預設帳號（root 等）對不到清冊的系統"),
        ([], [], "缺少資料：帳號清單"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_insufficient(
    accounts: list[Row], register: list[Row], why: str
) -> None:
    result = run(accounts, (), register)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_undated_lists_are_insufficient_whatever_they_show() -> None:
    undated = account("root", last_logon=None, password_set=None, created=None)

    result = run([undated])

    assert (result.verdict, len(result.rows)) == (Verdict.INSUFFICIENT, 1)


def test_a_gap_never_passes() -> None:
    assert run([account()], gaps=("有一段讀不懂",)).verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    register = [approval("root", approved=days_after(ON, -91))]

    result = run([account("root")], (), register, approval_days=90)

    assert [row["kind"] for row in result.rows] == ["default"]
