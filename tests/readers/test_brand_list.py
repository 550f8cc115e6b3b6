"""Brands and own domains."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Table, load_readers, read_any

SAMPLE = (DATA / "brand_list.csv").read_text("utf-8")


def read(content: bytes | str) -> Table:
    return load_readers()["brand_list"].read(of(content, "brands.csv"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_read_golden(encoding: str) -> None:
    table = read_any(of(SAMPLE.encode(encoding), "brands.csv"))

    assert (table.kind, table.reader, table.gaps) == ("brands", "brand_list", ())
    assert table.rows == (
        {
            "name": "元大證券",
            "domains": ("yuanta.com.tw", "yuanta.com"),
            "keywords": (),
            "app": "元大點睛",
            "handled": (),
            "line": 2,
        },
        {
            "name": "凱基證券",
            "domains": ("kgi.com.tw", "kgieworld.com.tw"),
            "keywords": ("KGI", "凱基"),
            "app": "",
            "handled": (),
            "line": 3,
        },
    )


def test_read_what_was_dealt_with() -> None:
    (row,) = read("品牌,網域,已處理仿冒網域\n元大,a.com,b.com、元大.tw\n").rows

    assert row["handled"] == ("b.com", "xn--z4q35q.tw")


def test_read_english_headers_in_any_order() -> None:
    (row,) = read("App,Domain,Name\nx,元大.TW,Yuanta\n").rows

    assert (row["name"], row["domains"], row["app"]) == ("Yuanta", ("xn--z4q35q.tw",), "x")
    assert row["keywords"] == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("名稱\n元大\n", "欄位「網域」：缺少欄位"),
        ("網域\na.com\n", "欄位「名稱」：缺少欄位"),
        ("名稱,網域\n元大,\n", "第 2 行、欄位「網域」：這一欄不可空白"),
        ("名稱,網域\n,a.com\n", "第 2 行、欄位「名稱」：這一欄不可空白"),
        ("名稱,網域\n元大,a.com、元大\n", "第 2 行、欄位「網域」：「元大」不是網域名稱"),
        ("名稱,網域,handled\n元大,a.com,b\n", "第 2 行、欄位「handled」：「b」不是網域名稱"),
        ("名稱,網域\n元大\n", "第 2 行：這一列有 1 欄，標題列有 2 欄"),
        ("名稱,網域\n", "清單裡沒有任何品牌"),
    ],
)
def test_read_refuses(content: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(content)

    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "header",
    ["Name,Domain,SamAccountName", "名稱", "員工編號,姓名", "domain,date", "name,domain,ip"],
)
def test_sniff_leaves_other_lists(header: str) -> None:
    assert not load_readers()["brand_list"].sniff(f"{header}\n".encode())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=40), st.integers(0, 150), st.integers(0, 30))
def test_read_of_anything_is_a_table_or_a_read_error(new: bytes, at: int, cut: int) -> None:
    sample = SAMPLE.encode()
    try:
        table = read(sample[:at] + new + sample[at + cut :])
    except ReadError:
        return
    assert table.rows and all(row["domains"] and row["name"] for row in table.rows)
