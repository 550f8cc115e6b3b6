"""Accounts from ldifde and ldapsearch: the same meaning as of csvde, nothing cut gets through."""

from base64 import b64encode
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Row, Source, Table, read_any
from chahe.readers.ldif import ldif

SAMPLE = (DATA / "ldif.ldif").read_bytes()
REST = (
    "lastLogonTimestamp: 134395812000000000\npwdLastSet: 134370000000000000\n"
    "whenCreated: 20240101000000.0Z\nmemberOf: CN=Staff,DC=x\n"
)


def entry(said: str = "", account: str = "a", control: str = "512", rest: str = REST) -> str:
    return (
        f"dn: CN={account},DC=x\nobjectClass: user\nsAMAccountName: {account}\n"
        f"userAccountControl: {control}\n{rest}{said}\n"
    )


def read(content: str) -> Table:
    return ldif.read(of(content, "ad.ldf"))


def one(said: str = "", control: str = "512") -> Row:
    return read(entry(said, control=control)).rows[0]


def b64(text: str) -> str:
    return b64encode(text.encode()).decode()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "ldif.ldif"))

    chen, administrator = table.rows
    assert (table.reader, table.kind, table.gaps) == ("ldif", "accounts", ())
    assert chen == {
        "account": "twchen", "display_name": "陳大文", "enabled": True, "employee_id": "A001",
        "last_logon": date(2026, 11, 20), "password_set": date(2026, 10, 21),
        "password_never_expires": False, "created": date(2024, 1, 1), "expires": None,
        "groups": ("Staff", "VPN Users"), "privileged": False, "owner": "林主任",
        "owner_from": "manager", "shared_hint": "", "line": 13,
    }  # fmt: skip
    assert (administrator["privileged"], administrator["password_never_expires"]) == (True, True)
    assert (administrator["owner"], administrator["owner_from"]) == ("陳大文", "description")


def test_it_means_what_csvde_means() -> None:
    csvde = read_any(Source.from_path(DATA / "ad_csvde.csv")).rows[0]
    mine = read_any(Source.from_path(DATA / "ldif.ldif")).rows[0]

    assert {**mine, "line": 0} == {**csvde, "line": 0}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    table = read_any(of(entry("displayName: 陳大文\n").encode(encoding), "ad.ldf"))

    assert (table.reader, table.rows[0]["display_name"]) == ("ldif", "陳大文")


@pytest.mark.parametrize(
    ("said", "control", "column", "value"),
    [
        ("", "514", "enabled", False),
        ("", "512", "enabled", True),
        ("", "66048", "password_never_expires", True),
        ("adminCount: 1\n", "512", "privileged", True),
        ("adminCount: 0\n", "512", "privileged", False),
        ("primaryGroupID: 512\n", "512", "privileged", True),
        ("primaryGroupID: 513\n", "512", "privileged", False),
        ("memberOf: CN=Domain Admins,DC=x\n", "512", "privileged", True),
        ("memberOf: CN=Domain Admins Readers,DC=x\n", "512", "privileged", False),
        (f"memberOf:: {b64('CN=Schema Admins,DC=x')}\n", "512", "privileged", True),
        ("memberOf: CN=Dom\n ain Admins,DC=x\n", "512", "groups", ("Staff", "Domain Admins")),
        ("memberOf;range=0-*: CN=B,DC=x\n", "512", "groups", ("Staff", "B")),
        ("# memberOf: CN=Domain\n  Admins,DC=x\n", "512", "groups", ("Staff",)),
        ("accountExpires: 133544340000000000\n", "512", "expires", date(2024, 3, 9)),
        ("employeeNumber: 7\n", "512", "employee_id", "7"),
        ("description:: " + b64("櫃台共用") + "\n", "512", "shared_hint", "共用"),
        ("jpegPhoto:: !!!\n", "512", "account", "a"),
    ],
)
def test_what_the_attributes_mean(said: str, control: str, column: str, value: object) -> None:
    table = read(entry(said, control=control))

    assert (table.rows[0][column], table.gaps) == (value, ())


def test_computers_and_groups_are_left_out() -> None:
    other = "dn: CN=g,DC=x\nobjectClass: group\nsAMAccountName: g\nmember: CN=a,DC=x\n\n"

    assert [row["account"] for row in read(other + entry() + other).rows] == ["a"]


@pytest.mark.parametrize(
    ("content", "gaps"),
    [
        (entry(rest=REST.replace("lastLogonTimestamp", "lastLogon")),
         ("沒有任何帳號有「最後登入時間（lastLogonTimestamp）」，可能沒有匯出這個屬性",)),
        (entry(rest=REST.replace("memberOf", "x")),
         ("沒有任何帳號有「所屬群組（memberOf）」，可能沒有匯出這個屬性",)),
        (entry("memberOf;range=0-1499: CN=b,DC=x\n"),
         ("有 1 個帳號的群組沒有列完（a 等），請分段匯出",)),
        (entry() + entry(account="b", rest=""), ()),
    ],
)  # fmt: skip
def test_what_is_missing_is_a_gap(content: str, gaps: tuple[str, ...]) -> None:
    assert read(content).gaps == gaps


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("version: 1\n", "沒有任何使用者帳號"),
        (entry() + entry(account="A"), "第 10 行、欄位「sAMAccountName」：帳號「A」在第 1 行"),
        ("dn: CN=a,DC=x\nobjectClass: user\nuserAccountControl: 512\n", "沒有帳號名稱"),
        (entry(control=""), "第 1 行、欄位「userAccountControl」：看不懂「」"),
        (entry(control="5x"), "看不懂「5x」，看不出帳號是否啟用"),
        (entry("accountExpires: soon\n"), "欄位「accountexpires」：看不懂日期「soon」"),
        (entry("adminCount: 1\nadminCount: 0\n"), "欄位「admincount」：應只有一個值"),
        (entry("description:: !!!\n"), "第 9 行、欄位「description」：base64 的值損壞"),
        (entry("description:: /w==\n"), "base64 的值損壞"),
        (entry("description:< file:///x\n"), "值寫在另一個檔案裡"),
        (entry("what is this\n"), "第 9 行：這一行不是 LDIF 的屬性"),
        (entry().rstrip("\n") + "\n" + entry(account="b"), "第 9 行：物件之間沒有空行"),
        ("objectClass: user\n", "第 1 行：每個物件應以 dn: 開頭"),
        ("dn: CN=a,DC=x\nchangetype: modify\n", "這是異動檔"),
        (entry() + "search: 2\nresult: 4 Size limit exceeded\n", "查詢沒有做完（4 Size limit"),
    ],
)
def test_what_is_wrong_is_said(content: str, message: str) -> None:
    with pytest.raises(ReadError, match=message.replace("(", r"\(")):
        read(content)


def test_a_fold_without_end_is_refused() -> None:
    with pytest.raises(ReadError, match="第 9 行：這個屬性太長"):
        read(entry("description: x\n" + (" " + "x" * 1000 + "\n") * 1100))


@given(st.integers(0, len(SAMPLE)), st.binary(max_size=20), st.integers(0, 20))
def test_damage_is_a_table_or_a_read_error(at: int, put: bytes, cut: int) -> None:
    try:
        table = ldif.read(of(SAMPLE[:at] + put + SAMPLE[at + cut :]))
    except ReadError:
        return
    assert table.rows


def test_the_end_of_each_page_is_no_entry() -> None:
    paged = "# search result\nsearch: 2\nresult: 0 Success\npagedresults: cookie=\n"

    table = ldif.read(of(f"{entry()}{paged}\n{entry(account='b')}{paged}"))

    assert [row["account"] for row in table.rows] == ["a", "b"]


def test_an_object_that_may_not_be_read_is_a_gap() -> None:
    hidden = "dn: DC=x\n\ndn: OU=y,DC=x\n\ndn: CN=Administrator,CN=Users,DC=x\n\n"

    (gap,) = ldif.read(of(f"{hidden}{entry()}")).gaps

    assert gap.startswith("有 1 個物件看不出是不是帳號（CN=Administrator,CN=Users,DC=x 等）")
