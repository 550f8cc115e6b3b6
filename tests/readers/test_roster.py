"""The roster of people, under the headers personnel systems give it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import of

from chahe.readers import ReadError, Table, load_readers, read_any

SAMPLE = (
    "員工編號,姓名,帳號,部門,到職日,離職日,在職狀態\n"
    "A001,陳大文,twchen,資訊部,104/07/01,,在職\n"
    'A002,"林,小姐",,業務部,2019-02-11,115/03/31,離職\n'
)


def read(content: bytes | str) -> Table:
    return load_readers()["roster"].read(of(content, "people.csv"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_read_golden(encoding: str) -> None:
    table = read_any(of(SAMPLE.encode(encoding), "people.csv"))

    assert (table.kind, table.reader, table.gaps) == ("people", "roster", ())
    assert table.rows == (
        {
            "employee_id": "A001",
            "name": "陳大文",
            "account": "twchen",
            "department": "資訊部",
            "joined": date(2015, 7, 1),
            "left": None,
            "status": "active",
            "line": 2,
        },
        {
            "employee_id": "A002",
            "name": "林,小姐",
            "account": "",
            "department": "業務部",
            "joined": date(2019, 2, 11),
            "left": date(2026, 3, 31),
            "status": "left",
            "line": 3,
        },
    )


def test_read_english_headers_in_any_order() -> None:
    rows = read("left,NAME,Employee_ID\n,=cmd(),001\n").rows

    assert (rows[0]["employee_id"], rows[0]["name"], rows[0]["left"]) == ("001", "=cmd()", None)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("工號,離職日\n1,\n", "欄位「姓名」：缺少欄位"),
        ("工號,姓名\n1,王\n", "欄位「離職日」：缺少欄位"),
        ("工號,姓名,離職日\n1,王,明天\n", "第 2 行、欄位「離職日」：看不懂日期「明天」"),
        ("工號,姓名,離職日\n,王,\n", "第 2 行、欄位「工號」：這一欄不可空白"),
        ("工號,姓名,在職狀態\n1,王,?\n", "第 2 行、欄位「在職狀態」：看不懂「?」"),
        ("工號,姓名,離職日\n1,王\n", "第 2 行：這一列有 2 欄，標題列有 3 欄"),
        ("工號,姓名,離職日\n", "名冊裡沒有任何人員"),
    ],
)
def test_read_refuses(content: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(content)

    assert str(caught.value).startswith(message)


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from([SAMPLE.encode(), SAMPLE.encode("cp950"), b""]))
    at = data.draw(st.integers(0, len(sample)))
    cut = data.draw(st.integers(0, 30))
    content = sample[:at] + data.draw(st.binary(max_size=40)) + sample[at + cut :]

    sniffed = load_readers()["roster"].sniff(content)
    try:
        table = read(content)
    except ReadError:
        return
    assert sniffed and table.rows
