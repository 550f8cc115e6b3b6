from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Row, Source, read_any
from chahe.readers.application_accounts import application_accounts

SAMPLE = (DATA / "application_accounts.csv").read_bytes()
HEAD = "帳號,狀態,最後登入,密碼永久有效,所屬角色,特權,系統\n"


def one(line: str) -> Row:
    return application_accounts.read(of(f"{HEAD}{line}\n")).rows[0]


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "application_accounts.csv"))

    chen, admin, test = table.rows
    assert (table.reader, table.kind, table.gaps) == ("application_accounts", "accounts", ())
    assert chen == {
        "account": "twchen", "display_name": "陳大文", "enabled": True, "employee_id": "A001",
        "last_logon": date(2026, 11, 20), "password_set": date(2026, 10, 1),
        "password_never_expires": False, "created": date(2020, 1, 6), "expires": None,
        "groups": ("交割", "查詢"), "privileged": False, "owner": "", "owner_from": "",
        "shared_hint": "", "line": 2,
    }  # fmt: skip
    assert (admin["privileged"], admin["owner"], admin["owner_from"]) == (
        True, "陳大文", "description",
    )  # fmt: skip
    assert (test["enabled"], test["shared_hint"], test["last_logon"]) == (False, "test", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    table = read_any(of(f"{HEAD}甲,正常,115/11/20,否,,,\n".encode(encoding)))

    assert (table.reader, table.rows[0]["account"]) == ("application_accounts", "甲")


def test_english_headers() -> None:
    text = "Login,Account Status,Last Login,Password Never Expires,Roles\na,Active,2026-11-20,N,x\n"

    table = read_any(of(text))

    assert (table.reader, table.rows[0]["enabled"], table.gaps) == (
        "application_accounts", True, (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("a,正常,,,,,", "enabled", True),
        ("a,Disabled,,,,,", "enabled", False),
        ("a,正常,,是,,,", "password_never_expires", True),
        ("a,正常,,,系統管理員,,", "privileged", True),
        ("a,正常,,,Administrators|x,,", "privileged", True),
        ("a,正常,,,系統管理員,否,", "privileged", False),
        ("a,正常,,,營業員,Y,", "privileged", True),
        ("a,正常,,,文件管理員,,", "privileged", False),
        ("a,正常,,,badminton,,", "privileged", False),
        ("a,正常,,,甲;乙、丙|,,", "groups", ("甲", "乙", "丙")),
    ],
)
def test_what_the_columns_mean(line: str, column: str, value: object) -> None:
    assert one(line)[column] == value


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("帳號,狀態,角色\na,正常,\n", ("沒有「最後登入」欄", "沒有「密碼永久有效」欄")),
        ("帳號,狀態,最後登入,密碼永久有效\na,正常,,否\n", ("沒有「角色或特權」欄",)),
        (f"{HEAD}a,鎖定,,,,,\nb,Locked,,,,,\n",
         ("有 2 個帳號的狀態是鎖定（a 等），看不出是停用還是暫時鎖定",)),
    ],
)  # fmt: skip
def test_what_is_missing_is_a_gap(text: str, gaps: tuple[str, ...]) -> None:
    assert application_accounts.read(of(text)).gaps == gaps


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何帳號"),
        ("帳號,角色\na,b\n", "欄位「狀態」：缺少欄位"),
        (f"{HEAD},正常,,,,,\n", "第 2 行、欄位「帳號」：.*不可空白"),
        (f"{HEAD}a,正常,,,,,\nA,正常,,,,,\n", "第 3 行、欄位「帳號」：帳號「A」在第 2 行已出現過"),
        (f"{HEAD}a,正常,,,,,甲\nb,正常,,,,,乙\n", "第 3 行、欄位「系統」：.*兩個以上的系統"),
        (f"{HEAD}a,,,,,,\n", "欄位「狀態」：看不懂「」"),
        (f"{HEAD}a,在職,,,,,\n", "欄位「狀態」：看不懂「在職」"),
        (f"{HEAD}a,正常,昨天,,,,\n", "欄位「最後登入」：看不懂日期「昨天」"),
        (f"{HEAD}a,正常,,也許,,,\n", "欄位「密碼永久有效」：看不懂「也許」"),
        (f"{HEAD}a,正常,,,,也許,\n", "欄位「特權」：看不懂「也許」"),
        (f"{HEAD}a,正常\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        application_accounts.read(of(text))


def test_a_roster_is_not_claimed() -> None:
    table = read_any(of("工號,姓名,帳號,狀態\nA001,陳大文,twchen,在職\n"))

    assert table.reader == "roster"


@given(st.integers(0, len(SAMPLE)), st.binary(max_size=20), st.integers(0, 20))
def test_damage_is_a_table_or_a_read_error(at: int, put: bytes, cut: int) -> None:
    try:
        table = application_accounts.read(of(SAMPLE[:at] + put + SAMPLE[at + cut :]))
    except ReadError:
        return
    assert table.rows
