from datetime import date
from typing import Any

import pytest
from tests.checks.accounts_given import ON, account, table

from chahe.checks import Result
from chahe.checks.mfa_coverage import mfa_coverage
from chahe.deadlines import days_after
from chahe.readers import Row
from chahe.workflow import Verdict

VPN = ("Staff", "VPN Users")
YESTERDAY = days_after(ON, -1)


def registration(name: str = "amy", *methods: str, **said: Any) -> Row:
    return {
        "account": name, "system": "", "methods": methods or ("fido2",), "capable": None,
        "registered": None, "seen": YESTERDAY, "enforced": True, "line": 2, **said,
    }  # fmt: skip


def outsider(name: str = "amy", **said: Any) -> Row:
    return account(name, **({"groups": VPN} | said))


def run(accounts: list[Row], registrations: list[Row], **parameters: int) -> Result:
    tables = {
        "accounts": (table("accounts", *accounts),),
        "mfa_registrations": (table("mfa_registrations", *registrations),),
    }
    return mfa_coverage.run(tables, on=ON, parameters=parameters)


@pytest.mark.parametrize(
    ("accounts", "registrations"),
    [
        ([outsider()], [registration()]),
        ([outsider("CORP\\AMY")], [registration("amy@corp.example")]),
        ([outsider(), account("bob")], [registration()]),
        ([outsider(), account("bob", groups=("VPN-Deny", "Remote Management Users"))],
         [registration()]),
        ([outsider(), outsider("bob", enabled=False)], [registration()]),
        ([outsider(), outsider("bob", expires=ON)], [registration()]),
        ([outsider(groups=("遠端連線",))], [registration("amy", "密碼", "硬體權杖")]),
        ([outsider(privileged=True)], [registration("amy", "one-time password")]),
        ([outsider()], [registration("amy", "newMethod", capable=True)]),
        ([outsider()], [registration(), registration()]),
        ([outsider()], [registration(seen=days_after(ON, -31), registered=date(2020, 1, 1))]),
        ([outsider()], [registration(), registration("other", "email", enforced=False)]),
    ],
)  # fmt: skip
def test_kept(accounts: list[Row], registrations: list[Row]) -> None:
    result = run(accounts, registrations)

    assert (result.verdict, result.rows, result.population) == (Verdict.CONFORMING, (), 1)


@pytest.mark.parametrize(
    ("accounts", "registrations", "kinds"),
    [
        ([outsider()], [registration("bob")], ["missing"]),
        ([outsider()], [registration(methods=())], ["missing"]),
        ([outsider()], [registration("amy", "email", "securityQuestion", "Password")], ["missing"]),
        ([outsider()], [registration(capable=False)], ["missing"]),
        ([outsider()], [registration(methods=()), registration("amy", "email")], ["missing"]),
        ([outsider()], [registration(enforced=False)], ["not_demanded"]),
        ([outsider(), outsider("bob")], [registration()], ["missing"]),
        ([outsider(), account("adm", privileged=True)], [registration("x")],
         ["missing", "privileged"]),
        ([outsider(privileged=True)], [registration("x")], ["missing"]),
        ([outsider()], [registration("x", seen=None)], ["missing"]),
    ],
)  # fmt: skip
def test_broken(accounts: list[Row], registrations: list[Row], kinds: list[str]) -> None:
    result = run(accounts, registrations)

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["kind"] for row in result.rows] == kinds
    assert {row["source"] for row in result.rows} == {"accounts.csv"}


def test_why_names_the_group() -> None:
    (row,) = run([outsider()], [registration("amy", "email")]).rows

    assert (row["account"], row["why"]) == (
        "amy", "沒有註冊可用的第二因子（email）；可由外部登入（群組 VPN Users）",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("accounts", "registrations", "why"),
    [
        ([outsider(), account("adm", privileged=True)], [registration()], "1 個特權帳號沒有強制"),
        ([account("adm", privileged=True)], [registration("adm")], "沒有由外部登入的群組"),
        ([account("adm", privileged=True)], [registration("adm", enforced=False)], "adm 等"),
        ([account("bob")], [registration()], "沒有由外部登入的群組"),
        ([outsider()], [registration("amy", "newMethod")], "「newMethod」無法判斷"),
        ([outsider()], [registration(methods=(), capable=True)], "「（空白）」無法判斷"),
        ([outsider()], [registration("amy", "OTP（未啟用）")], "「OTP（未啟用）」無法判斷"),
        ([outsider()], [registration("amy", "Phone: not registered")], "無法判斷"),
        ([outsider()], [registration(), registration(methods=())], "說法不一"),
        ([outsider()], [registration(enforced=None)], "沒有都寫登入時強制"),
        ([outsider()], [registration(), registration(enforced=False)], "沒有都寫登入時強制"),
        ([outsider()], [registration(seen=None)], "沒有資料日期"),
    ],
)
def test_what_cannot_be_told(accounts: list[Row], registrations: list[Row], why: str) -> None:
    result = run(accounts, registrations)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


@pytest.mark.parametrize(
    ("accounts", "registrations"),
    [
        ([outsider()], [registration(methods=(), seen=days_after(ON, 1))]),
        ([outsider()], [registration(methods=(), seen=days_after(ON, -32))]),
        ([outsider()], [registration(methods=(), registered=days_after(ON, 1))]),
        ([outsider(last_logon=days_after(ON, -32), password_set=None)], [registration("x")]),
        ([outsider(last_logon=days_after(ON, 2))], [registration("x")]),
    ],
)
def test_untimely_evidence_is_insufficient_though_a_factor_is_missing(
    accounts: list[Row], registrations: list[Row]
) -> None:
    result = run(accounts, registrations)

    assert (result.verdict, len(result.rows)) == (Verdict.INSUFFICIENT, 1)


@pytest.mark.parametrize("kind", ["accounts", "mfa_registrations"])
def test_a_gap_never_passes(kind: str) -> None:
    given = {"accounts": outsider(), "mfa_registrations": registration()}
    tables = {
        each: (table(each, row, gaps=("看不懂",) if each == kind else ()),)
        for each, row in given.items()
    }

    assert mfa_coverage.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_newer_lists() -> None:
    assert run([outsider()], [registration()], evidence_days=0).verdict is Verdict.INSUFFICIENT
