"""Accounts of four databases; what a view does not say is a gap."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Row, Source, Table, read_any
from chahe.readers.database_accounts import database_accounts

SAMPLE = (DATA / "database_accounts.csv").read_bytes()
ORACLE = "USERNAME,ACCOUNT_STATUS,EXPIRY_DATE,LAST_LOGIN,GRANTED_ROLE,AUTHENTICATION_TYPE\n"
SERVER = (
    "name,principal_id,type_desc,is_disabled,create_date,is_expiration_checked,server_roles,"
    "last_login\n"
)
POSTGRES = "rolname,rolsuper,rolcreaterole,rolcanlogin,rolvaliduntil,member_of,last_login\n"
MYSQL = (
    "Host,User,Super_priv,Grant_priv,Create_user_priv,Shutdown_priv,File_priv,"
    "password_last_changed,password_lifetime,account_locked,last_login\n"
)


def read(content: str) -> Table:
    return database_accounts.read(of(content, "db.csv"))


def one(content: str) -> Row:
    table = read(f"{content}\n")
    assert table.gaps == ()
    return table.rows[0]


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "database_accounts.csv"))

    system, chen, scott = table.rows
    assert (table.reader, table.kind, table.gaps) == ("database_accounts", "accounts", ())
    assert system == {
        "account": "SYS", "display_name": "", "enabled": True, "employee_id": "",
        "last_logon": date(2026, 11, 20), "password_set": date(2026, 8, 3),
        "password_never_expires": False, "created": date(2019, 4, 17), "expires": None,
        "groups": ("DBA", "AQ_ADMINISTRATOR_ROLE"), "privileged": True, "owner": "",
        "owner_from": "", "shared_hint": "", "line": 2,
    }  # fmt: skip
    assert (chen["enabled"], chen["privileged"], chen["last_logon"]) == (
        True, False, date(2026, 11, 20),
    )  # fmt: skip
    assert (scott["enabled"], scott["last_logon"], scott["groups"]) == (False, None, ())


@pytest.mark.parametrize("head", [ORACLE, SERVER, POSTGRES, MYSQL])
def test_each_is_claimed_by_this_reader_alone(head: str) -> None:
    with pytest.raises(ReadError, match="沒有任何帳號，請確認匯出的範圍"):
        read_any(of(head, "db.csv"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    table = read_any(of(f"{ORACLE}甲,OPEN,2027-01-01,,x,\n".encode(encoding), "db.csv"))

    assert (table.reader, table.rows[0]["account"]) == ("database_accounts", "甲")


@pytest.mark.parametrize(
    ("status", "enabled"),
    [
        ("OPEN", True), ("EXPIRED", True), ("EXPIRED(GRACE)", True), ("LOCKED", False),
        ("LOCKED(TIMED)", True), ("EXPIRED & LOCKED", False), ("EXPIRED(GRACE) & LOCKED", False),
        ("EXPIRED & LOCKED(TIMED)", True),
    ],
)  # fmt: skip
def test_status_of_oracle(status: str, enabled: bool) -> None:
    assert one(f"{ORACLE}a,{status},2027-01-01,,x,PASSWORD")["enabled"] is enabled


@pytest.mark.parametrize(
    ("content", "column", "value"),
    [
        (f"{ORACLE}a,OPEN,,,x,PASSWORD", "password_never_expires", True),
        (f"{ORACLE}a,OPEN,2027-01-01,,x,NONE", "enabled", False),
        (f"{ORACLE}a,OPEN,2027-01-01,,\"x, dba\",", "privileged", True),
        (f"{ORACLE}a,OPEN,2027-01-01,,DBA_READER,", "privileged", False),
        (f"{ORACLE}system,OPEN,2027-01-01,,,", "privileged", True),
        (f"{ORACLE}app_test,OPEN,2027-01-01,,,", "shared_hint", "test"),
        (f"{SERVER}x,1,SQL_LOGIN,0,2020-01-01 10:00:00.123,1,,", "privileged", True),
        (f"{SERVER}x,9,SQL_LOGIN,0,2020-01-01 10:00:00.123,1,sysadmin,", "privileged", True),
        (f"{SERVER}x,9,SQL_LOGIN,0,2020-01-01,1,public,NULL", "privileged", False),
        (f"{SERVER}x,9,SQL_LOGIN,0,2020-01-01 10:00:00.123,1,,", "created", date(2020, 1, 1)),
        (f"{SERVER}x,9,SQL_LOGIN,1,2020-01-01,1,,", "enabled", False),
        (f"{SERVER}x,9,SQL_LOGIN,0,2020-01-01,0,,", "password_never_expires", True),
        (f"{SERVER}C\\x,9,WINDOWS_LOGIN,0,2020-01-01,NULL,,", "password_never_expires", False),
        (f"{POSTGRES}a,t,f,t,,{{}},", "privileged", True),
        (f"{POSTGRES}a,f,t,t,,,", "privileged", True),
        (f"{POSTGRES}a,f,f,t,,pg_write_server_files,", "privileged", True),
        (f"{POSTGRES}a,f,f,t,,\"{{a,b}}\",", "groups", ("a", "b")),
        (f"{POSTGRES}a,f,f,f,,,", "enabled", False),
        (f"{POSTGRES}a,f,f,t,infinity,,", "password_never_expires", True),
        (f"{POSTGRES}a,f,f,t,2027-01-01 00:00:00+08,,", "password_never_expires", False),
        (f"{POSTGRES}a,f,f,t,,,2026-11-20 23:30:00.5+00", "last_logon", date(2026, 11, 21)),
        (f"{MYSQL}%,a,N,N,N,N,N,2026-10-01 10:00:00,90,N,", "account", "a@%"),
        (f"{MYSQL}%,a,N,N,N,N,N,2026-10-01 10:00:00,90,N,", "privileged", False),
        (f"{MYSQL}%,a,N,N,Y,N,N,2026-10-01 10:00:00,90,N,", "privileged", True),
        (f"{MYSQL}%,a,N,N,N,N,N,2026-10-01 10:00:00,0,N,", "password_never_expires", True),
        (f"{MYSQL}%,a,N,N,N,N,N,2026-10-01 10:00:00,NULL,Y,", "enabled", False),
    ],
)  # fmt: skip
def test_what_the_columns_mean(content: str, column: str, value: object) -> None:
    assert one(content)[column] == value


def test_what_is_no_account_is_left_out() -> None:
    table = read(f"{SERVER}x,9,SQL_LOGIN,0,,1,,\nsysadmin,3,SERVER_ROLE,0,,,,\n")

    assert ([row["account"] for row in table.rows], table.gaps) == (["x"], ())


@pytest.mark.parametrize(
    ("content", "gaps"),
    [
        ("USERNAME,ACCOUNT_STATUS\na,OPEN\n",
         ("沒有「最後登入（last_login）」欄", "沒有「角色（granted_role 等）」欄",
          "沒有「密碼到期日（EXPIRY_DATE）」欄")),
        (f"{SERVER}x,9,SQL_LOGIN,0,,NULL,,\n", ("看不出密碼是否會到期：x（共 1 個）",)),
        (f"{SERVER}C\\g,9,WINDOWS_GROUP,0,,,,\n", ("是群組，成員不在清單上：C\\g（共 1 個）",)),
        (f"{MYSQL}%,a,N,N,N,N,N,,NULL,N,\n", ("看不出密碼是否會到期：a@%（共 1 個）",)),
        (f"{MYSQL}%,,N,N,N,N,N,,90,N,\n", ("是匿名帳號：@%（共 1 個）",)),
    ],
)  # fmt: skip
def test_what_is_missing_is_a_gap(content: str, gaps: tuple[str, ...]) -> None:
    assert read(content).gaps == gaps


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (ORACLE, "沒有任何帳號"),
        ("a,b\n1,2\n", "欄位「username」：缺少欄位"),
        ("rolname,rolcanlogin\na,t\n", "欄位「rolsuper」：缺少欄位"),
        (f"{ORACLE},OPEN,,,,\n", "第 2 行、欄位「USERNAME」：沒有帳號名稱"),
        (f"{ORACLE}a,OPEN,,,,\na,OPEN,,,,\n", "第 3 行.*帳號「a」在第 2 行已出現過"),
        (f"{ORACLE}a,,,,,\n", "欄位「ACCOUNT_STATUS」：看不懂狀態「」"),
        (f"{ORACLE}a,SHUT,,,,\n", "欄位「ACCOUNT_STATUS」：看不懂狀態「SHUT」"),
        (f"{ORACLE}a,OPEN,,31-NOV-26,,\n", "欄位「LAST_LOGIN」：看不懂日期「31-NOV-26」"),
        (f"{ORACLE}a,OPEN,,20-XYZ-26,,\n", "欄位「LAST_LOGIN」：看不懂日期「20-XYZ-26」"),
        (f"{ORACLE}a,OPEN,,2026-13-20 10:00:00+08:00,,\n", "看不懂時間"),
        (f"{SERVER}x,9,SQL_LOGIN,maybe,,1,,\n", "欄位「is_disabled」：看不懂「maybe」"),
        (f"{SERVER}x,9,ROBOT,0,,1,,\n", "欄位「type_desc」：看不懂種類「ROBOT」"),
        (f"{MYSQL}%,a,N,N,N,N,N,,long,N,\n", "欄位「password_lifetime」：看不懂天數「long」"),
        (f"{ORACLE}a,OPEN\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(content: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        read(content)


@given(st.integers(0, len(SAMPLE)), st.binary(max_size=20), st.integers(0, 20))
def test_damage_is_a_table_or_a_read_error(at: int, put: bytes, cut: int) -> None:
    try:
        table = database_accounts.read(of(SAMPLE[:at] + put + SAMPLE[at + cut :]))
    except ReadError:
        return
    assert table.rows


@pytest.mark.parametrize(
    "written",
    [
        "20-NOV-26",
        "20-nov-2026",
        "20-11月-26",
        "20-11月 -26 09.15.00.000000000 上午 +08:00",
        "20-NOV-26 09.15.00.123456 PM ASIA/TAIPEI",
    ],
)
def test_oracle_writes_dates_in_its_own_form(written: str) -> None:
    assert one(f"{ORACLE}a,OPEN,01-JAN-27,{written},,")["last_logon"] == date(2026, 11, 20)


def test_a_password_in_rollover_leaves_the_account_open() -> None:
    assert one(f"{ORACLE}a,OPEN & IN ROLLOVER,01-JAN-27,,,")["enabled"] is True
    assert one(f"{ORACLE}a,LOCKED & IN ROLLOVER,01-JAN-27,,,")["enabled"] is False


def test_a_member_of_a_privileged_role_is_privileged_in_postgres() -> None:
    table = read(
        f"{POSTGRES}boss,t,f,t,2027-01-01 00:00:00+08,,\nteam,f,f,f,,boss,\n"
        "amy,f,f,t,2027-01-01 00:00:00+08,{team},\nbob,f,f,t,2027-01-01 00:00:00+08,,\n"
    )

    assert [row["account"] for row in table.rows if row["privileged"]] == ["boss", "team", "amy"]


@pytest.mark.parametrize(
    ("plugin", "secret", "gaps"),
    [
        ("caching_sha2_password", "", ("沒有密碼：a@%（共 1 個）",)),
        ("caching_sha2_password", "$A$005$x", ()),
        ("auth_socket", "", ()),
    ],
)
def test_an_account_of_mysql_without_a_password_is_a_gap(
    plugin: str, secret: str, gaps: tuple[str, ...]
) -> None:
    head = MYSQL.replace("\n", ",plugin,authentication_string\n")

    table = read(f"{head}%,a,N,N,N,N,N,2026-01-01 00:00:00,90,N,,{plugin},{secret}\n")

    assert table.gaps == gaps
