"""Which list an entry of the register is for, and on which days it holds."""

import pytest
from tests.checks.accounts_given import ON, account, approval, table

from chahe.checks._algorithms.accounts.approvals import Approvals, lapsed
from chahe.deadlines import days_after
from chahe.readers import Row


@pytest.mark.parametrize(
    ("system", "source", "belongs"),
    [
        ("AD", "ad_csvde.csv", True),
        ("ad", "1151121 AD.csv", True),
        ("交易主機", "交易主機-帳號.txt", True),
        ("TRD01", "trd01.txt", True),
        ("AD", "load.csv", False),
        ("TRD1", "trd10.txt", False),
        ("主機", "交易主機.txt", False),
        ("A.D", "A-D.csv", False),
        ("(", "(.csv", True),
        ("", "ad.csv", False),
    ],
)
def test_an_entry_is_for_lists_named_after_its_system(
    system: str, source: str, belongs: bool
) -> None:
    accounts = (table("accounts", account(), source=source), table("accounts", source="x.csv"))

    approvals = Approvals([table("privileged_register", approval(system=system))], accounts)

    assert bool(approvals.of("adm", source)) is belongs
    assert approvals.may_mean("ADM") is not belongs


def test_one_system_and_one_list_need_no_name() -> None:
    accounts = (table("accounts", account(), source="export.csv"),)

    approvals = Approvals([table("privileged_register", approval(system="AD"))], accounts)

    assert approvals.sources_of(approval(system="AD")) == ("export.csv",)


def test_lists_of_the_same_name_cannot_be_told_apart() -> None:
    accounts = (table("accounts", account("a"), source="AD.csv"),) * 2

    approvals = Approvals([table("privileged_register", approval(system="AD"))], accounts)

    assert (approvals.of("adm", "AD.csv"), approvals.may_mean("adm")) == ([], True)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (approval(), ""),
        (approval(valid_until=ON), ""),
        (approval(approved=days_after(ON, -366)), ""),
        (approval(valid_until=days_after(ON, -1)), "核准只到 115年11月20日"),
        (approval(approved=days_after(ON, -367)),
         "114年11月19日核准，沒有有效期限，已超過 366 日"),
        (approval(approved_by=""), "清冊上沒有核准人或核准日"),
    ],
)  # fmt: skip
def test_an_entry_lapses(entry: Row, why: str) -> None:
    assert lapsed(entry, ON, 366) == why
