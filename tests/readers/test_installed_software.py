from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.installed_software import installed_software

HEAD = "主機名稱,軟體名稱,版本,安裝日期\n"
SAMPLE = (DATA / "installed_software.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "installed_software.csv"))

    assert (table.reader, table.kind, table.gaps) == (
        "installed_software", "installed_software", (),
    )  # fmt: skip
    assert table.rows == (
        {
            "host": "TRD-WEB01", "product": "nginx", "version": "1.29.2",
            "installed": date(2026, 8, 3), "seen": date(2026, 11, 15), "line": 2,
        },
        {
            "host": "OPS-PC-017", "product": "Mozilla Firefox (x64 zh-TW)", "version": "128.4.0",
            "installed": None, "seen": date(2026, 11, 15), "line": 3,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = installed_software.read(of(f"{HEAD}甲,乙,,115/1/2\n".encode(encoding))).rows

    assert (row["host"], row["version"], row["installed"]) == ("甲", "", date(2026, 1, 2))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何軟體"),
        ("主機名稱,軟體名稱\n甲,乙\n", "欄位「軟體版本」：缺少欄位"),
        (f"{HEAD},乙,1,\n", "第 2 行、欄位「主機名稱」：這一欄不可空白"),
        (f"{HEAD}甲,,1,\n", "第 2 行、欄位「軟體名稱」：這一欄不可空白"),
        (f"{HEAD}甲,乙,1,20261301\n", "欄位「安裝日期」：沒有「20261301」這一天"),
        (f"{HEAD}甲,乙,1,昨天\n", "看不懂日期「昨天」"),
        (f"{HEAD}甲,乙\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        installed_software.read(of(text))


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = installed_software.read(of(content))
    except ReadError:
        return
    assert table.rows


def test_a_key_with_neither_name_nor_version_is_left_out() -> None:
    table = installed_software.read(of(f"{HEAD}甲,,,\n甲,乙,1,\n"))

    assert [row["product"] for row in table.rows] == ["乙"]
