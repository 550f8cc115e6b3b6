"""Each exception of the review of privileged accounts, and what must not be one."""

from collections.abc import Sequence
from datetime import date

import pytest
from tests.checks.accounts_given import ON, account, approval, session, table

from chahe.checks import Result
from chahe.checks.privileged_accounts import privileged_accounts
from chahe.deadlines import days_after
from chahe.readers import Row
from chahe.workflow import Verdict

ADM = account("adm", privileged=True)


def run(
    accounts: Sequence[Row],
    register: Sequence[Row],
    sessions: Sequence[Row] = (),
    *,
    gaps: tuple[str, ...] = (),
    **parameters: int,
) -> Result:
    tables = {
        "accounts": (table("accounts", *accounts, source="ad.csv"),),
        "privileged_register": (table("privileged_register", *register, gaps=gaps),),
        "privileged_sessions": (table("privileged_sessions", *sessions),) if sessions else (),
    }
    return privileged_accounts.run(tables, on=ON, parameters=parameters)


PLACED = approval(sources=("10.1.9.0/24", "JUMP-1"))


@pytest.mark.parametrize(
    ("accounts", "register", "sessions"),
    [
        ([ADM], [approval()], []),
        ([ADM, account("someone")], [approval()], []),
        ([ADM], [approval("ADM")], []),
        ([account(r"CORP\Adm", privileged=True)], [approval()], []),
        ([account("adm@%", privileged=True)], [approval()], []),
        ([ADM], [approval(system="核心主機")], []),
        ([ADM], [approval(valid_until=ON)], []),
        ([ADM], [approval(approved=days_after(ON, -366))], []),
        ([ADM], [approval(approved=ON)], []),
        ([ADM], [approval(approved=date(2020, 1, 1), valid_until=days_after(ON, 1))], []),
        ([ADM], [approval(valid_until=date(2025, 1, 1)), approval()], []),
        ([ADM, account("off", privileged=True, enabled=False)], [approval()], []),
        ([ADM, account("over", privileged=True, expires=ON)], [approval()], []),
        ([ADM, account("kept", enabled=False)], [approval(), approval("kept")], []),
        ([ADM], [PLACED], [session()]),
        ([ADM], [PLACED], [session(address="jump-1")]),
        ([ADM], [PLACED], [session(address="jump-1.firm.example")]),
        ([ADM], [approval(sources=("Jump-1.firm.example",))], [session(address="JUMP-1")]),
        ([ADM], [approval(), approval("gone", valid_until=days_after(ON, -1))], []),
        ([ADM], [PLACED], [session(r"CORP\adm", ticket="", approved_by="林主任")]),
        ([ADM], [approval(sources=("2001:db8::/32",))], [session(address="2001:db8::1")]),
        ([ADM], [PLACED], [session(day=days_after(ON, -92))]),
        ([ADM], [PLACED], [session(day=ON, system="AD")]),
    ],
)
def test_kept(accounts: list[Row], register: list[Row], sessions: list[Row]) -> None:
    result = run(accounts, register, sessions)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)
    assert result.reason.startswith("共 1 個可使用的特權帳號都在核准清冊上")


@pytest.mark.parametrize(
    ("accounts", "register", "sessions", "kinds"),
    [
        ([ADM], [approval("other")], [], ["unregistered", "ghost"]),
        ([account("over", privileged=True, expires=days_after(ON, 1)), ADM], [approval()], [],
         ["unregistered"]),
        ([ADM], [approval(valid_until=days_after(ON, -1))], [], ["lapsed"]),
        ([ADM], [approval(approved=days_after(ON, -367))], [], ["lapsed"]),
        ([ADM], [approval(approved_by="")], [], ["lapsed"]),
        ([ADM], [approval(approved=None)], [], ["lapsed"]),
        ([ADM], [approval(owner="")], [], ["unowned"]),
        ([ADM], [approval(), approval("gone")], [], ["ghost"]),
        ([ADM], [approval(), approval("gone", valid_until=ON)], [], ["ghost"]),
        ([ADM], [approval(sources=("JUMP-1.a",))], [session(address="JUMP-1.b")],
         ["session_place"]),
        ([ADM, account("off", privileged=True, enabled=False)], [PLACED], [session("off")],
         ["session_unregistered"]),
        ([ADM], [PLACED], [session("else")], ["session_unregistered"]),
        ([ADM], [PLACED], [session(address="10.1.8.1")], ["session_place"]),
        ([ADM], [PLACED], [session(address="JUMP-2")], ["session_place"]),
        ([ADM], [PLACED], [session(ticket="")], ["session_ticket"]),
        ([ADM], [PLACED], [session(ticket="", purpose="維護")], ["session_ticket"]),
        ([ADM], [{**PLACED, "approved": date(2026, 11, 20)}],
         [session(day=date(2026, 11, 19))], ["session_lapsed"]),
        ([ADM], [{**PLACED, "valid_until": date(2026, 11, 19)}, approval()],
         [session(ticket="")], ["session_ticket"]),
        ([ADM], [PLACED], [session(ticket="", address="10.1.8.1"), session(line=3)],
         ["session_ticket", "session_place"]),
    ],
)  # fmt: skip
def test_broken(
    accounts: list[Row], register: list[Row], sessions: list[Row], kinds: list[str]
) -> None:
    result = run(accounts, register, sessions)

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["kind"] for row in result.rows] == kinds
    assert set(kinds) <= set(privileged_accounts.kinds)


@pytest.mark.parametrize(
    ("accounts", "register", "sessions", "why"),
    [
        ([account()], [approval("twchen")], [], "沒有可使用的特權帳號"),
        ([ADM], [approval(approved=days_after(ON, 1))], [], "核准日（115年11月22日）在檢測日之後"),
        ([ADM], [PLACED], [session(day=days_after(ON, 1))], "檢測日之後的使用"),
        ([ADM], [PLACED], [session(day=days_after(ON, -93))], "距檢測日超過 92 日"),
        ([ADM], [PLACED], [session(address="")], "1 筆沒有來源"),
        ([ADM], [{**PLACED, "system": "AD"}], [session(system="DC01")], "系統「DC01」對不到清冊"),
        ([ADM], [approval()], [session()], "沒有寫帳號「adm」的允許來源"),
        ([ADM, account()], [PLACED], [session(r"CORP\twchen")], "「CORP\\twchen」不在清冊上"),
        ([ADM], [approval(sources=("10.1.9.0/24",))], [session(address="JUMP-1")], "無法比對"),
        ([ADM], [approval(sources=("JUMP-1",))], [session()], "由「10.1.9.5」使用"),
        ([ADM], [approval(system="AD"), approval("x", system="MES")], [], "系統「MES」"),
        ([ADM], [approval(system="MES"), approval("x", system="ERP")], [], "清冊有 2 筆對不到"),
        ([{**ADM, "last_logon": date(2026, 10, 20)}], [approval("x")], [], "請重新匯出"),
        ([{**ADM, "last_logon": days_after(ON, 2)}], [approval("x")], [], "檢測日之後"),
        ([], [approval()], [], "缺少資料：帳號清單"),
        ([ADM], [], [], "缺少資料：特權帳號核准清冊"),
    ],
)
def test_what_cannot_be_known_is_insufficient(
    accounts: list[Row], register: list[Row], sessions: list[Row], why: str
) -> None:
    result = run(accounts, register, sessions)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_an_entry_is_for_the_list_of_its_system() -> None:
    root = account("root", privileged=True)
    tables = {
        "accounts": (
            table("accounts", root, source="TRD01_accounts.txt"),
            table("accounts", root, source="TRD02-accounts.txt"),
        ),
        "privileged_register": (table("privileged_register", approval("root", system="trd01")),),
    }

    result = privileged_accounts.run(tables, on=ON)

    assert [(row["kind"], row["source"]) for row in result.rows] == [
        ("unregistered", "TRD02-accounts.txt")
    ]


@pytest.mark.parametrize(
    ("name", "system", "known"),
    [
        ("AD帳號清單.csv", "AD", True),
        ("帳號清單AD-2026-11.csv", "ad", True),
        ("下單系統特權帳號_11月.csv", "下單系統", True),
        ("網路下單系統帳號.csv", "下單系統", False),
        ("下單系統二帳號.csv", "下單系統", False),
        ("load帳號.csv", "AD", False),
        ("AD2帳號.csv", "AD", False),
    ],
)
def test_a_list_is_known_by_its_system(name: str, system: str, known: bool) -> None:
    tables = {
        "accounts": (
            table("accounts", ADM, source=name),
            table("accounts", account(), source="erp.csv"),
        ),
        "privileged_register": (table("privileged_register", approval(system=system)),),
    }

    result = privileged_accounts.run(tables, on=ON)

    assert result.verdict is (Verdict.CONFORMING if known else Verdict.INSUFFICIENT)


def test_rows_name_the_thing_and_why() -> None:
    (row,) = run([ADM], [PLACED], [session(address="10.1.8.1", line=7)]).rows

    assert row == {
        "account": "adm", "source": "privileged_sessions.csv", "line": 7, "kind": "session_place",
        "why": "2026-11-20 09:00 的使用來自 10.1.8.1，不在允許來源（10.1.9.0/24、JUMP-1）",
    }  # fmt: skip


def test_a_gap_never_passes() -> None:
    assert run([ADM], [approval()], gaps=("有一段讀不懂",)).verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    result = run([ADM], [approval(approved=days_after(ON, -91))], approval_days=90)

    assert [row["kind"] for row in result.rows] == ["lapsed"]
