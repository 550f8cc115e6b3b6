from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.access_rights import access_rights

HEAD = "帳號,權限,授權日\n"
SAMPLE = (DATA / "access_rights.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "access_rights.csv"))

    assert (table.reader, table.kind, table.gaps) == ("access_rights", "access_rights", ())
    assert [tuple(row.values()) for row in table.rows] == [
        ("twchen", "委託更正", "A001", "陳大文", "交易系統", date(2025, 3, 2), 2),
        ("twchen", "報表查詢", "A001", "陳大文", "帳務系統", date(2025, 3, 2), 3),
        ("hclin", "委託更正覆核", "A002", "林小華", "交易系統", date(2026, 5, 1), 4),
        ("release1", "程式換版", "A002", "林小華", "版控系統", None, 5),
        ("dev-wang", "程式開發", "A003", "王怡君", "版控系統", date(2024, 1, 15), 6),
    ]
    assert list(table.rows[0]) == [
        "account", "right", "employee_id", "name", "system", "granted", "line",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = access_rights.read(of(f"{HEAD}甲,覆核,115/1/2\n".encode(encoding))).rows

    assert (row["account"], row["right"], row["granted"]) == ("甲", "覆核", date(2026, 1, 2))


def test_what_is_not_written_is_empty() -> None:
    (row,) = access_rights.read(of("login;role\na;DBA, 唯讀\n")).rows

    assert (row["employee_id"], row["name"], row["system"]) == ("", "", "")
    assert (row["right"], row["granted"]) == ("DBA, 唯讀", None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何權限"),
        ("帳號,系統\na,b\n", "欄位「權限」：缺少欄位"),
        (f"{HEAD},覆核,\n", "第 2 行、欄位「帳號」：.*不可空白"),
        (f"{HEAD}a,,\n", "第 2 行、欄位「權限」：.*不可空白"),
        (f"{HEAD}a,覆核,昨天\n", "第 2 行、欄位「授權日」：看不懂日期「昨天」"),
        (f"{HEAD}a,覆核\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        access_rights.read(of(text))


@given(at=st.integers(0, len(SAMPLE)), junk=st.binary(max_size=4), cut=st.booleans())
def test_damage_is_refused_or_read(at: int, junk: bytes, cut: bool) -> None:
    try:
        table = access_rights.read(of(SAMPLE[:at] + junk + (b"" if cut else SAMPLE[at:])))
    except ReadError:
        return
    assert all(row["account"] and row["right"] for row in table.rows)
