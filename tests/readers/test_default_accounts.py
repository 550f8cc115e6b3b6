import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.default_accounts import default_accounts

HEAD = "產品,預設帳號\n"
SAMPLE = (DATA / "default_accounts.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "default_accounts.csv"))

    assert (table.reader, table.kind, table.gaps) == ("default_accounts", "default_accounts", ())
    assert table.rows == (
        {"product": "影像監視主機 NVR-200", "account": "nvradmin", "line": 2},
        {"product": "交換器 SW-9", "account": "manager", "line": 3},
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = default_accounts.read(of(f"{HEAD}監視器,admin\n".encode(encoding))).rows

    assert (row["product"], row["account"]) == ("監視器", "admin")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何預設帳號"),
        ("產品,名稱\na,b\n", "欄位「預設帳號」：缺少欄位"),
        (f"{HEAD},admin\n", "第 2 行、欄位「產品」：.*不可空白"),
        (f"{HEAD}監視器,\n", "第 2 行、欄位「預設帳號」：.*不可空白"),
        ("產品,預設帳號,預設密碼\na,b,c\n", "欄位「預設密碼」：本系統只比對帳號名稱"),
        (f"{HEAD}監視器\n", "第 2 行：這一列有 1 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        default_accounts.read(of(text))


@given(st.integers(0, len(SAMPLE)), st.binary(max_size=20), st.integers(0, 20))
def test_damage_is_a_table_or_a_read_error(at: int, put: bytes, cut: int) -> None:
    try:
        table = default_accounts.read(of(SAMPLE[:at] + put + SAMPLE[at + cut :]))
    except ReadError:
        return
    assert table.rows
