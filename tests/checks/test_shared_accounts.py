"""Which accounts are several people's, and which only look so."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from tests.checks.accounts_given import ON, account, approval, person, table

from chahe.checks import Result
from chahe.checks.shared_accounts import shared_accounts
from chahe.deadlines import days_after
from chahe.readers import Row
from chahe.workflow import Verdict

CHEN = person(account="twchen")
LIN = person("A002", "林小姐", account="lin")


def run(
    accounts: Sequence[Row],
    people: Sequence[Row] = (CHEN, LIN),
    register: Sequence[Row] = (),
    *,
    gaps: tuple[str, ...] = (),
    **parameters: int,
) -> Result:
    registers = (table("privileged_register", *register),) if register else ()
    tables = {
        "accounts": (table("accounts", *accounts, source="ad.csv", gaps=gaps),),
        "people": (table("people", *people),),
        "privileged_register": registers,
    }
    return shared_accounts.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("name", "said", "people", "register"),
    [
        ("twchen", {}, [CHEN, LIN], []),
        ("twchen", {"employee_id": "a001"}, [CHEN, LIN], []),
        (r"CORP\TWChen", {}, [CHEN, LIN], []),
        ("nobody", {}, [CHEN], []),
        ("test", {"employee_id": "A001"}, [CHEN], []),
        ("administrators_of_it", {}, [CHEN], []),
        ("contest", {}, [CHEN], []),
        ("usera", {}, [CHEN], []),
        ("svc_backup", {}, [CHEN], []),
        ("2026", {}, [CHEN], []),
        ("twchen", {}, [CHEN, person("A009", "王先生", account="twchen", left=ON)], []),
        ("twchen", {}, [CHEN, person("A009", "王", account="twchen", status="left")], []),
        ("twchen", {}, [CHEN, {**CHEN, "line": 9}], []),
        ("root", {}, [CHEN], [approval("root")]),
        ("root", {}, [CHEN], [approval("root", owner="A001")]),
        ("root", {}, [CHEN], [approval("root", owner="twchen", valid_until=ON)]),
        ("x", {"shared_hint": "共用"}, [CHEN], [approval("x")]),
    ],
)
def test_kept(name: str, said: Any, people: list[Row], register: list[Row]) -> None:
    result = run([account(name, **said), account("root", enabled=False)], people, register)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("name", "said", "people", "register", "kind"),
    [
        ("twchen", {"employee_id": "A002"}, [CHEN, LIN], [], "several"),
        ("twchen", {}, [CHEN, person("A009", "王", account="TWCHEN", left=days_after(ON, 1))], [],
         "several"),
        ("twchen", {}, [CHEN, person("A009", "王", account=r"CORP\twchen")], [approval("twchen")],
         "several"),
        ("x", {"shared_hint": "共用"}, [CHEN], [], "generic"),
        ("twchen", {"shared_hint": "test"}, [CHEN], [], "generic"),
        ("root", {}, [CHEN], [], "generic"),
        ("user01", {}, [CHEN], [], "generic"),
        ("trader_2", {}, [CHEN], [], "generic"),
        ("櫃台", {}, [CHEN], [], "generic"),
        ("root", {}, [CHEN], [approval("admin")], "generic"),
        ("root", {}, [CHEN], [approval("root", valid_until=days_after(ON, -1))], "generic"),
        ("root", {}, [CHEN], [approval("root", approved_by="")], "generic"),
        ("root", {}, [CHEN], [approval("root", owner="")], "unnamed"),
        ("root", {}, [CHEN], [approval("root", owner="資訊部")], "unnamed"),
        ("root", {}, [CHEN, person("A009", "陳大文")], [approval("root")], "unnamed"),
        ("root", {}, [person(left=ON), LIN], [approval("root")], "unnamed"),
    ],
)  # fmt: skip
def test_broken(name: str, said: Any, people: list[Row], register: list[Row], kind: str) -> None:
    result = run([account(name, line=7, **said)], people, register)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["account"], row["kind"], row["source"], row["line"]) for row in result.rows] == [
        (name, kind, "ad.csv", 7)
    ]
    assert kind in shared_accounts.kinds


def test_rows_say_who() -> None:
    (row,) = run([account("twchen", employee_id="A002")]).rows

    assert row["why"] == "一個帳號對應在職的 2 人：林小姐、陳大文"


@pytest.mark.parametrize(
    ("accounts", "people", "register", "why"),
    [
        ([account(enabled=False)], [CHEN], [], "帳號都已停用"),
        ([account("root", last_logon=date(2026, 10, 20))], [CHEN], [], "請重新匯出"),
        ([account("root", last_logon=days_after(ON, 2))], [CHEN], [], "檢測日之後"),
        ([account("root")], [CHEN], [approval(approved=days_after(ON, 1))], "檢測日之後"),
        ([account("root")], [CHEN], [approval("root", system="MES"), approval(system="AD")],
         "1 個共用名稱的帳號（root 等）對不到清冊的系統"),
        ([], [CHEN], [], "缺少資料：帳號清單"),
        ([account()], [], [], "缺少資料：人員名冊"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_insufficient(
    accounts: list[Row], people: list[Row], register: list[Row], why: str
) -> None:
    result = run(accounts, people, register)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


@pytest.mark.parametrize(
    ("newer", "kinds"), [({"left": ON}, []), ({"left": days_after(ON, 1)}, ["several"])]
)
def test_who_has_left_by_another_roster_does_not_count(newer: Any, kinds: list[str]) -> None:
    wang = person("A009", "王先生", account="twchen", joined=date(2020, 1, 1))
    tables = {
        "accounts": (table("accounts", account("twchen")),),
        "people": (table("people", CHEN, wang), table("people", {**wang, **newer})),
    }

    result = shared_accounts.run(tables, on=ON)

    assert [row["kind"] for row in result.rows] == kinds


def test_a_gap_never_passes() -> None:
    assert run([account()], gaps=("有一段讀不懂",)).verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    register = [approval("root", approved=days_after(ON, -91))]

    kept = run([account("root")], register=register)
    broken = run([account("root")], register=register, approval_days=90)

    assert kept.verdict is Verdict.CONFORMING
    assert [row["kind"] for row in broken.rows] == ["generic"]
