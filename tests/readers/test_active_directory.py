"""Accounts from csvde and from PowerShell; nothing ragged, double or unreadable gets through."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Row, Table, load_readers, read_any

CSVDE = (DATA / "ad_csvde.csv").read_bytes()
POWERSHELL = (
    '#TYPE Microsoft.ActiveDirectory.Management.ADUser\r\n'
    '"SamAccountName","Enabled","LastLogonDate","PasswordLastSet","PasswordNeverExpires",'
    '"EmployeeID","MemberOf","Description","DisplayName","Manager","AccountExpirationDate"\r\n'
    '"twchen","True","2026/3/9 上午 09:15:00","2026/3/1 下午 01:00:00","False","A001",'
    '"CN=Staff,DC=x;CN=Domain Admins,DC=x","第一行\r\n第二行","陳大文","CN=林主任,DC=x",""\r\n'
    '"svc_backup","False","","","True","","","owner: A001","","",""\r\n'
)  # fmt: skip


def read(content: bytes | str) -> Table:
    return load_readers()["active_directory"].read(of(content, "ad.csv"))


def one(columns: str, values: str) -> Row:
    return read(f"sAMAccountName,userAccountControl,{columns}\na,512,{values}\n").rows[0]


def test_read_csvde_golden() -> None:
    table = read_any(of(CSVDE, "ad.csv"))

    chen, administrator, public = table.rows
    assert (table.kind, table.reader, table.gaps) == ("accounts", "active_directory", ())
    assert chen == {
        "account": "twchen",
        "display_name": "陳大文",
        "enabled": True,
        "employee_id": "A001",
        "last_logon": date(2026, 11, 20),
        "password_set": date(2026, 10, 21),
        "password_never_expires": False,
        "created": date(2024, 1, 1),
        "expires": None,
        "groups": ("Staff", "VPN Users"),
        "privileged": False,
        "owner": "林主任",
        "owner_from": "manager",
        "shared_hint": "",
        "line": 3,
    }
    assert (administrator["privileged"], administrator["password_never_expires"]) == (True, True)
    assert (administrator["owner"], administrator["owner_from"]) == ("陳大文", "description")
    assert (administrator["last_logon"], administrator["expires"]) == (None, None)
    assert (public["enabled"], public["shared_hint"], public["line"]) == (False, "public", 6)
    assert public["display_name"] == "=cmd|' /C calc'!A0"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_read_powershell_in_any_encoding(encoding: str) -> None:
    table = read_any(of(POWERSHELL.encode(encoding), "ad.csv"))

    chen, backup = table.rows
    assert (chen["last_logon"], chen["password_set"]) == (date(2026, 3, 9), date(2026, 3, 1))
    assert (chen["privileged"], chen["line"], backup["line"]) == (True, 3, 5)
    assert (backup["enabled"], backup["password_never_expires"]) == (False, True)
    assert (backup["owner"], backup["owner_from"]) == ("A001", "description")
    assert table.gaps == ()


def test_read_tabs_any_order_any_case() -> None:
    table = read("ENABLED\tMEMBEROF\tPasswordNeverExpires\tLASTLOGONDATE\tsamaccountname\n"
                 "true\t\tfalse\t3/9/2026 9:15:00 AM\tx\n")  # fmt: skip

    assert (table.rows[0]["account"], table.rows[0]["last_logon"]) == ("x", date(2026, 3, 9))
    assert table.gaps == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("133544340000000000", date(2024, 3, 9)),
        ("133544340000000001", date(2024, 3, 9)),
        ("0", None),
        ("9223372036854775807", None),
        ("20240308170000.0Z", date(2024, 3, 9)),
        ("2024-03-09", date(2024, 3, 9)),
        ("2024-03-08T17:00:00Z", date(2024, 3, 9)),
        ("2024-03-09T09:15:00", date(2024, 3, 9)),
        ("2024/3/9 下午 09:15:00", date(2024, 3, 9)),
        ("2024/03/09 09:15:00 PM", date(2024, 3, 9)),
        ("3/9/2024 9:15:00 AM", date(2024, 3, 9)),
        ("113/03/09", date(2024, 3, 9)),
        ("", None),
    ],
)
def test_dates_are_days_in_taipei(text: str, day: date | None) -> None:
    assert one("lastLogonTimestamp,x", f"{text},")["last_logon"] == day


@pytest.mark.parametrize(
    "text",
    ["9/3/2024 09:15:00", "13/9/2024 9:15:00 AM", "2024-02-30", "yesterday", "1" * 30,
     "99991231235959.0Z", "12345678901234567"],
)  # fmt: skip
def test_dates_that_cannot_be_read_name_their_place(text: str) -> None:
    with pytest.raises(ReadError) as caught:
        one("lastLogonTimestamp,x", f"{text},")

    assert (caught.value.line, caught.value.column) == (2, "lastLogonTimestamp")


@pytest.mark.parametrize(
    ("columns", "values", "privileged"),
    [
        ("memberOf,x", '"CN=Backup Operators,CN=Builtin,DC=x",', True),
        ("memberOf,x", '"CN=Domain Admins Readers,DC=x",', False),
        ("memberOf,adminCount", ",1", True),
        ("memberOf,primaryGroupID", ",512", True),
        ("memberOf,primaryGroupID", ",513", False),
    ],
)
def test_privileged_by_group_count_or_primary_group(
    columns: str, values: str, privileged: bool
) -> None:
    assert one(columns, values)["privileged"] is privileged


@pytest.mark.parametrize(
    ("name", "hint"),
    [("contest", ""), ("test01", "test"), ("svc_share", "share"), ("trading共用", "共用")],
)
def test_shared_hint_is_a_whole_word(name: str, hint: str) -> None:
    assert one("displayName,x", f"{name},")["shared_hint"] == hint


def test_columns_that_matter_are_gaps_when_absent() -> None:
    assert read("SamAccountName,Enabled\na,True\n").gaps == (
        "沒有「最後登入時間（lastLogonTimestamp 或 LastLogonDate）」欄",
        "沒有「所屬群組（memberOf）」欄",
        "沒有「密碼永久有效（PasswordNeverExpires）」欄",
    )


def test_groups_powershell_did_not_expand_are_a_gap() -> None:
    gaps = read(
        "SamAccountName,Enabled,LastLogonDate,PasswordNeverExpires,MemberOf\n"
        "a,True,,False,Microsoft.ActiveDirectory.Management.ADPropertyValueCollection\n"
    ).gaps

    assert gaps == ("MemberOf 欄沒有展開成群組名稱，請以 -join ';' 展開後重新匯出",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("SamAccountName,Enabled\na,True,x\n", "第 2 行：這一列有 3 欄，標題列有 2 欄"),
        ("SamAccountName,Enabled\na\n", "第 2 行：這一列有 1 欄，標題列有 2 欄"),
        ("SamAccountName,Enabled\na,True\nA,True\n", "第 3 行、欄位「SamAccountName」：帳號「A」"),
        ("Enabled,x\nTrue,1\n", "欄位「samaccountname」：缺少欄位"),
        ("SamAccountName,x\na,1\n", "欄位「useraccountcontrol」：缺少欄位"),
        ("SamAccountName,Enabled\na,Yes\n", "第 2 行、欄位「Enabled」：看不懂「Yes」"),
        ("SamAccountName,userAccountControl\na,5x\n",
         "第 2 行、欄位「userAccountControl」：看不懂數字"),
        ("SamAccountName,userAccountControl\na,\n", "第 2 行、欄位「enabled」：看不出帳號是否啟用"),
        ("SamAccountName,Enabled\n,True\n", "第 2 行、欄位「SamAccountName」：沒有帳號名稱"),
        ('SamAccountName,Enabled\n"a,True\n', "第 2 行：引號或欄位分隔有誤"),
        ("SamAccountName,Enabled\n", "檔案裡沒有任何使用者帳號"),
        ("SamAccountName,Enabled,ENABLED\na,True,False\n",
         "第 1 行、欄位「ENABLED」：同一種欄位出現兩次"),
    ],
)  # fmt: skip
def test_read_refuses(content: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(content)

    assert str(caught.value).startswith(message)


def test_every_cut_is_refused_or_ends_a_record() -> None:
    whole = read(CSVDE).rows

    for cut in range(len(CSVDE)):
        try:
            rows = read(CSVDE[:cut]).rows
        except ReadError:
            continue
        assert CSVDE[:cut].count(b",") >= CSVDE[: CSVDE.index(b"\n")].count(b",") * 2
        assert [row["account"] for row in rows] == [row["account"] for row in whole[: len(rows)]]


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from([CSVDE, POWERSHELL.encode(), POWERSHELL.encode("cp950")]))
    at = data.draw(st.integers(0, len(sample)))
    content = (
        sample[:at]
        + data.draw(st.binary(max_size=30))
        + sample[at + data.draw(st.integers(0, 30)) :]
    )

    try:
        table = read(content)
    except ReadError:
        return
    assert table.rows


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_read_of_random_bytes(content: bytes) -> None:
    sniffed = load_readers()["active_directory"].sniff(content)
    try:
        read(content)
    except ReadError:
        return
    assert sniffed is True


def test_every_property_of_powershell_is_no_column_twice() -> None:
    """`-Properties *` writes an attribute and PowerShell's own property of it."""
    table = read(
        "accountExpires,AccountExpirationDate,CN,Name,Created,whenCreated,EmployeeID,"
        "EmployeeNumber,LastLogonDate,lastLogonTimestamp,PasswordLastSet,pwdLastSet,"
        "SamAccountName,Enabled,userAccountControl,PasswordNeverExpires,MemberOf\n"
        "9223372036854775807,,Chen,陳大文,2024/1/1 上午 08:00:00,,,A001,"
        "2026/11/20 上午 09:15:00,,2026/10/21 下午 01:00:00,,a,True,512,False,\n"
    )

    (row,) = table.rows
    assert table.gaps == ()
    assert (row["display_name"], row["employee_id"]) == ("陳大文", "A001")
    assert (row["last_logon"], row["password_set"]) == (date(2026, 11, 20), date(2026, 10, 21))
    assert (row["created"], row["expires"]) == (date(2024, 1, 1), None)


@pytest.mark.parametrize(
    "joined",
    [
        "CN=Staff,OU=x,DC=corp,DC=example,CN=Domain Admins,CN=Users,DC=corp,DC=example",
        "CN=Staff,OU=x,DC=corp,DC=example, CN=Domain Admins,CN=Users,DC=corp,DC=example",
        "CN=Staff,OU=x,DC=corp,DC=example CN=Domain Admins,CN=Users,DC=corp,DC=example",
        "Staff,Domain Admins",
    ],
)
def test_no_group_hides_behind_the_first(joined: str) -> None:
    row = one("memberOf", f'"{joined}"')

    assert (row["groups"], row["privileged"]) == (("Staff", "Domain Admins"), True)


def test_enabled_that_the_control_denies_is_refused() -> None:
    with pytest.raises(ReadError, match="「False」與 userAccountControl 不一致"):
        read("SamAccountName,Enabled,userAccountControl\na,False,512\n")


def test_a_password_of_which_nothing_is_said_is_a_gap() -> None:
    table = read(
        "SamAccountName,Enabled,PasswordNeverExpires,LastLogonDate,MemberOf\n"
        "a,True,,,\nb,True,False,,\n"
    )

    assert table.gaps == ("看不出密碼是否永久有效：a（共 1 個）",)


def test_chinese_that_export_csv_lost_is_said() -> None:
    """Windows PowerShell 5.1 writes ASCII unless told otherwise, and 「上午」 is in its dates."""
    head = "SamAccountName,Enabled,PasswordNeverExpires,MemberOf,DisplayName,LastLogonDate\n"

    (gap,) = read(f"{head}a,True,False,,???,\n").gaps

    assert gap.startswith("中文變成問號：a（共 1 個），請在 Export-Csv 加上 -Encoding UTF8")
    with pytest.raises(ReadError, match="中文變成問號，請在 Export-Csv 加上 -Encoding UTF8"):
        read(f"{head}a,True,False,,x,2026/3/9 ?? 09:15:00\n")
