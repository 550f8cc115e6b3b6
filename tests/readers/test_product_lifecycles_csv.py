from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.product_lifecycles_csv import product_lifecycles_csv

HEAD = "產品,版本,支援終止日,查詢日\n"
SAMPLE = (DATA / "product_lifecycles_csv.csv").read_bytes()


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "product_lifecycles_csv.csv"))

    assert (table.reader, table.kind, table.gaps) == (
        "product_lifecycles_csv", "product_lifecycles", (),
    )  # fmt: skip
    assert table.rows == (
        {
            "product": "ios-xe", "cycle": "17.9", "released": date(2022, 8, 1),
            "support": date(2025, 8, 1), "eol": date(2027, 8, 31), "ended": None,
            "latest": "17.9.6", "seen": date(2026, 11, 2), "line": 2,
        },
        {
            "product": "ios-xe", "cycle": "17.15", "released": date(2024, 8, 9),
            "support": None, "eol": None, "ended": False, "latest": "17.15.4",
            "seen": date(2026, 11, 2), "line": 3,
        },
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_encodings(encoding: str) -> None:
    (row,) = product_lifecycles_csv.read(of(f"{HEAD}甲,1,115/1/2,115/3/4\n".encode(encoding))).rows

    assert (row["product"], row["eol"]) == ("甲", date(2026, 1, 2))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD, "沒有任何產品版本"),
        ("產品,版本,支援終止日\n甲,1,115/1/2\n", "欄位「查詢日」：缺少欄位"),
        (f"{HEAD},1,115/1/2,115/3/4\n", "第 2 行、欄位「產品」：這一欄不可空白"),
        (f"{HEAD}甲,,115/1/2,115/3/4\n", "第 2 行、欄位「版本」：這一欄不可空白"),
        (f"{HEAD}甲,1,,115/3/4\n", "第 2 行、欄位「支援終止日」：這一欄不可空白"),
        (f"{HEAD}甲,1,115/1/2,\n", "第 2 行、欄位「查詢日」：這一欄不可空白"),
        (f"{HEAD}甲,1,永不,115/3/4\n", "欄位「支援終止日」：「永不」不是日期"),
        (f"{HEAD}甲,1,未定,昨天\n", "欄位「查詢日」：看不懂日期「昨天」"),
        (f"{HEAD}甲,A,未定,115/3/4\n甲,a,未定,115/3/4\n", "第 3 行、欄位「版本」：.*出現兩次"),
        (f"{HEAD}甲,1\n", "第 2 行：這一列有 2 欄"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        product_lifecycles_csv.read(of(text))


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = product_lifecycles_csv.read(of(content))
    except ReadError:
        return
    assert table.rows
