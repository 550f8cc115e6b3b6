"""Each exception of the account review, and what must not be one."""

from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.checks import Result, load_checks
from chahe.checks._algorithms.accounts.roster import Roster
from chahe.deadlines import days_after
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)


def account(**changes: Any) -> Row:
    return {
        "account": "twchen",
        "display_name": "陳大文",
        "enabled": True,
        "employee_id": "A001",
        "last_logon": date(2026, 11, 20),
        "password_set": date(2026, 10, 1),
        "password_never_expires": False,
        "created": date(2024, 1, 1),
        "expires": None,
        "groups": (),
        "privileged": False,
        "owner": "",
        "owner_from": "",
        "shared_hint": "",
        "line": 2,
        **changes,
    }


def person(**changes: Any) -> Row:
    return {
        "employee_id": "A001",
        "name": "陳大文",
        "account": "",
        "department": "資訊部",
        "joined": date(2015, 7, 1),
        "left": None,
        "status": "active",
        "line": 2,
        **changes,
    }


LIN = person(employee_id="A002", name="林小姐", account="lin")
SERVICE = {"account": "svc", "employee_id": ""}


def run(
    accounts: list[Row],
    people: list[Row] | None = None,
    *,
    gaps: tuple[str, ...] = (),
    **parameters: int,
) -> Result:
    tables = {
        "accounts": (Table("accounts", tuple(accounts), "ad.csv", "active_directory", gaps),),
        "people": (Table("people", tuple(people or [person(), LIN]), "hr.csv", "roster"),),
    }
    return load_checks()["account_review"].run(tables, on=ON, parameters=parameters)


def test_clean_accounts_conform_and_say_what_was_tested() -> None:
    result = run([account(), account(account="old", enabled=False, employee_id="")])

    assert (result.verdict, result.population, result.rows) == (Verdict.CONFORMING, 2, ())
    assert result.reason == (
        "共 2 個帳號，以人員名冊 2 筆逐一比對其中可使用的 1 個，"
        "未發現離職未停用、逾 180 日未使用、共用、特權無人負責、密碼永久有效或無主者"
    )


def test_exception_row_names_the_account_and_where_it_is() -> None:
    result = run([account(), account(account="lin", employee_id="", line=9, shared_hint="測試")])

    assert result.verdict is Verdict.NONCONFORMING
    assert result.reason == "2 個帳號中有 1 個不符，共 1 項"
    assert result.rows == (
        {
            "account": "lin",
            "source": "ad.csv",
            "line": 9,
            "kind": "shared",
            "why": "名稱或說明含「測試」，為多人共用或測試帳號",
        },
    )


@pytest.mark.parametrize(
    ("changes", "people", "kinds"),
    [
        ({}, [person(left=ON, status="left")], ["leaver"]),
        ({}, [person(left=date(2026, 11, 22))], []),
        ({}, [person(left=None, status="left")], ["leaver"]),
        ({}, [person(left=date(2020, 1, 1)), person(joined=date(2024, 1, 1))], []),
        ({"employee_id": "", "account": "LIN"}, [person(), LIN], []),
        ({"employee_id": "a001"}, None, []),
        ({"employee_id": "", "account": r"CORP\Lin"}, None, []),
        ({"employee_id": "", "account": "lin@%"}, None, []),
        ({"employee_id": ""}, [person(account="TWChen@firm.example")], []),
        ({"employee_id": ""}, [person(account=r"CORP\twchen", left=ON)], ["leaver"]),
        ({"employee_id": "", "account": r"CORP\svc", "owner": "LIN@firm.example",
          "owner_from": "description"}, None, []),
        ({}, [person(), person(employee_id="a001")], []),
        ({"enabled": False}, [person(left=ON), LIN], []),
        ({"expires": ON}, [person(left=ON), LIN], []),
        ({"expires": date(2026, 11, 22)}, [person(left=ON)], ["leaver"]),
        ({"last_logon": date(2026, 5, 25)}, None, []),
        ({"last_logon": date(2026, 5, 24)}, None, ["dormant"]),
        ({"last_logon": None, "created": date(2026, 5, 24)}, None, ["dormant"]),
        ({"last_logon": None, "created": date(2026, 11, 1)}, None, []),
        ({"account": "lin"}, None, ["shared"]),
        ({"shared_hint": "public"}, None, ["shared"]),
        ({"password_never_expires": True}, None, ["never_expires"]),
        ({"privileged": True}, None, []),
        ({**SERVICE, "privileged": True}, None, ["privileged_no_owner", "orphan"]),
        ({**SERVICE, "privileged": True, "owner": "林主任", "owner_from": "manager"},
         None, ["orphan"]),
        ({**SERVICE, "owner": "陳大文", "owner_from": "description"}, None, []),
        ({**SERVICE, "owner": "A002", "owner_from": "description"}, None, []),
        ({**SERVICE, "owner": "某人", "owner_from": "description"}, None, ["orphan"]),
        ({**SERVICE, "owner": "A001", "owner_from": "description"},
         [person(left=ON), LIN], ["orphan"]),
        ({"employee_id": "=cmd|' /C calc'!A0"}, None, ["orphan"]),
    ],
)  # fmt: skip
def test_each_exception(changes: Any, people: list[Row] | None, kinds: list[str]) -> None:
    other = account(account="other", employee_id="A002")
    result = run([account(**changes), other], [*(people or [person(), LIN]), LIN])

    assert [row["kind"] for row in result.rows] == kinds
    assert result.verdict is (Verdict.NONCONFORMING if kinds else Verdict.CONFORMING)


def test_leaver_says_who_and_since_when() -> None:
    rows = run([account()], [person(left=date(2026, 3, 31))]).rows

    assert rows[0]["why"] == "陳大文（A001）已於 115年3月31日離職，帳號仍可使用"


def test_dormant_days_tighten() -> None:
    rows = run([account(), account(account="lin", employee_id="", last_logon=date(2026, 8, 1))],
               dormant_days=90).rows  # fmt: skip

    assert rows[0]["why"] == "最後登入 115年8月1日，已 112 日未使用"


@pytest.mark.parametrize("event", ["last_logon", "password_set", "created"])
def test_future_evidence_is_insufficient(event: str) -> None:
    tomorrow = run([account(**{event: ON + timedelta(days=1)})])
    later = run([account(**{event: ON + timedelta(days=2)}, password_never_expires=True)])

    assert tomorrow.verdict is Verdict.CONFORMING
    assert later.verdict is Verdict.INSUFFICIENT
    assert later.reason.startswith("ad.csv 第 2 行的帳號「twchen」有檢測日之後的紀錄")


def test_stale_evidence_is_insufficient() -> None:
    old = {"last_logon": date(2026, 10, 20), "password_set": date(2026, 10, 1)}

    result = run([account(**old)])

    assert result.verdict is Verdict.INSUFFICIENT
    assert result.reason == "ad.csv 的最新事件為 115年10月20日，距檢測日超過 31 日，請重新匯出"


def test_each_list_must_be_fresh() -> None:
    old = account(account="lin", last_logon=date(2026, 10, 20), password_set=None, employee_id="")
    lists = (
        Table("accounts", (account(),), "ad.csv", "active_directory"),
        Table("accounts", (old,), "erp.csv", "application_accounts"),
    )
    people = (Table("people", (person(), LIN), "hr.csv", "roster"),)

    for accounts in (lists, lists[::-1]):
        result = load_checks()["account_review"].run(
            {"accounts": accounts, "people": people}, on=ON
        )

        assert result.verdict is Verdict.INSUFFICIENT
        assert result.reason.startswith("erp.csv 的最新事件為 115年10月20日")


@pytest.mark.parametrize(
    ("older", "newer", "kinds"),
    [
        (person(), person(left=date(2026, 3, 31)), ["leaver"]),
        (person(), person(status="left"), ["leaver"]),
        (person(employee_id="a001"), person(left=ON), ["leaver"]),
        (person(), person(left=date(2026, 11, 22)), []),
        (person(left=date(2020, 1, 1)), person(joined=date(2024, 1, 1)), []),
        (person(joined=None, left=date(2020, 1, 1)), person(joined=None), []),
        (person(employee_id="A009", left=ON), person(), []),
        (person(employee_id="a001"), person(), []),
    ],
)
def test_of_two_rosters_the_one_that_knows_of_the_leaving_counts(
    older: Row, newer: Row, kinds: list[str]
) -> None:
    accounts = (Table("accounts", (account(),), "ad.csv", "active_directory"),)
    rosters = (Table("people", (older,), "1.csv", "roster"), Table("people", (newer,), "2.csv", ""))

    for people in (rosters, rosters[::-1]):
        result = load_checks()["account_review"].run(
            {"accounts": accounts, "people": people}, on=ON
        )

        assert [row["kind"] for row in result.rows] == kinds


def test_accounts_without_any_date_are_insufficient() -> None:
    nothing = {"last_logon": None, "created": None}
    undated = account(account="lin", employee_id="", password_set=None, **nothing)

    mixed = run([account(), undated])
    alone = run([undated])

    assert (mixed.verdict, alone.verdict) == (Verdict.INSUFFICIENT, Verdict.INSUFFICIENT)
    assert mixed.reason.startswith("有 1 個帳號沒有最後登入日也沒有建立日")
    assert alone.reason.startswith("ad.csv 的最新事件為 未知")


@pytest.mark.parametrize(
    ("accounts", "gaps", "reason"),
    [
        ([], (), "缺少資料：帳號清單（accounts）"),
        ([account(enabled=False)], (), "1 個帳號都已停用"),
        ([account()], ("沒有欄",), "有內容無法判讀，不能認定符合：ad.csv：沒有欄"),
    ],
)
def test_empty_or_partial_evidence_is_insufficient(
    accounts: list[Row], gaps: tuple[str, ...], reason: str
) -> None:
    result = run(accounts, gaps=gaps)

    assert result.verdict is Verdict.INSUFFICIENT
    assert result.reason.startswith(reason)


def test_an_account_that_was_handed_on_is_not_shared() -> None:
    before = person(employee_id="A009", name="王先生", account="lin", left=date(2026, 6, 30))

    result = run([account(account="lin", employee_id="")], [before, LIN])

    assert (result.verdict, result.rows) == (Verdict.CONFORMING, ())


def test_no_roster_is_insufficient() -> None:
    tables = {"accounts": (Table("accounts", (account(),), "ad.csv", "active_directory"),)}

    result = load_checks()["account_review"].run(tables, on=ON)

    assert result.verdict is Verdict.INSUFFICIENT
    assert result.reason == "缺少資料：人員名冊（people）"


IDS, NAMES = ("", "A1", "a1", "A2", "A3"), ("", "lin", r"C\LIN", "wang")
PEOPLE = st.builds(
    person,
    employee_id=st.sampled_from(IDS),
    account=st.sampled_from(NAMES),
    name=st.sampled_from(("林小姐", "王先生")),
    left=st.sampled_from((None, None, ON, days_after(ON, 1))),
    status=st.sampled_from(("active", "active", "left")),
)
ACCOUNTS = st.builds(
    account,
    account=st.sampled_from(NAMES),
    employee_id=st.sampled_from(IDS),
    last_logon=st.sampled_from((None, ON, days_after(ON, -200))),
    created=st.sampled_from((None, days_after(ON, -200))),
    password_never_expires=st.booleans(),
    shared_hint=st.sampled_from(("", "test")),
)


@given(st.lists(ACCOUNTS, min_size=1, max_size=4), st.lists(PEOPLE, min_size=1, max_size=4))
def test_what_is_passed_over_at_once_has_nothing_broken(
    accounts: list[Row], people: list[Row]
) -> None:
    with patch.object(Roster, "is_of_one_at_work", return_value=False):
        every = run(accounts, people)

    assert run(accounts, people) == every
