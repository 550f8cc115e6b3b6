import json
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Source, read_any
from chahe.readers.product_lifecycles import product_lifecycles

SAMPLE = (DATA / "product_lifecycles.json").read_bytes()
"""The form is endoflife.date's; the days are invented."""


def written(*cycles: Any, product: str = "p") -> str:
    return json.dumps({product: list(cycles)}, indent=1)


def test_golden() -> None:
    table = read_any(Source.from_path(DATA / "product_lifecycles.json"))

    assert (table.reader, table.kind, table.gaps) == (
        "product_lifecycles", "product_lifecycles", (),
    )  # fmt: skip
    assert [(row["product"], row["cycle"], row["line"]) for row in table.rows] == [
        ("windows-server", "2025", 3),
        ("windows-server", "2022", 4),
        ("windows-server", "2012-r2", 5),
        ("nginx", "1.29", 9),
        ("nginx", "1.27", 16),
    ]
    assert table.rows[2:4] == (
        {
            "product": "windows-server", "cycle": "2012-r2", "released": date(2013, 11, 25),
            "support": date(2018, 10, 9), "eol": date(2023, 10, 10), "ended": None,
            "latest": "6.3.9600", "seen": date(2013, 11, 25), "line": 5,
        },
        {
            "product": "nginx", "cycle": "1.29", "released": date(2025, 6, 24), "support": None,
            "eol": None, "ended": False, "latest": "1.29.3", "seen": date(2026, 10, 28), "line": 9,
        },
    )  # fmt: skip
    assert table.rows[4]["ended"] is True


def test_a_cycle_named_in_a_text_is_no_field() -> None:
    text = written({"latest": '"cycle": ', "cycle": "1", "eol": True, "link": None})

    (row,) = product_lifecycles.read(of(text)).rows

    assert (row["line"], row["seen"], row["latest"]) == (5, None, '"cycle": ')


def test_a_number_is_read_as_it_is_written() -> None:
    (row,) = product_lifecycles.read(of('{"p": [{"cycle": 8.10, "eol": false}]}')).rows

    assert row["cycle"] == "8.10"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    table = read_any(of(SAMPLE.decode().encode(encoding)))

    assert len(table.rows) == 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "最外層應為"),
        ('{"p": [{"cycle": "1",\n "eol": tru}]}', "第 2 行：不是完整的 JSON"),
        ('{"p": [{"cycle": "1", "cycle": "2", "eol": true}]}', "欄位「cycle」：.*出現兩次"),
        ('{"p": ' + "[" * 100_000, "層次太深|不是完整的 JSON"),
        ('{"p": ' + "1" * 5000 + "}", "欄位「p」：產品應有名稱"),
        ('{"p": []}', "沒有任何產品版本"),
        ('{"p": {}}', "欄位「p」：產品應有名稱"),
        ('{" ": []}', "產品應有名稱"),
        (written("x"), r"欄位「p\[0\]」：應為一個版本的物件"),
        (written({"eol": True}), r"欄位「p\[0\].cycle」：缺少這一欄"),
        (written({"cycle": ["8"], "eol": True}), r"第 4 行、欄位「p\[0\].cycle」：應為文字"),
        (written({"cycle": "8"}), r"欄位「p\[0\].eol」：缺少這一欄"),
        (written({"cycle": "8", "eol": None}), r"欄位「p\[0\].eol」：缺少這一欄"),
        (written({"cycle": "8", "eol": "soon"}), "應為 2026-11-21 這樣的日期"),
        (written({"cycle": "8", "eol": "0001-01-01"}), "應為 2026-11-21 這樣的日期"),
        (written({"cycle": "8", "eol": ["2026-01-01"]}), "應為 2026-11-21 這樣的日期"),
        (written({"cycle": "8", "eol": 2026}), "應為 2026-11-21 這樣的日期"),
        (written({"cycle": "8", "eol": True, "releaseDate": "x"}), r"releaseDate」：應為"),
        (written({"cycle": "8", "eol": True, "latest": {}}), r"latest」：應為文字"),
        (written({"cycle": "A", "eol": True}, {"cycle": "a", "eol": False}),
         r"欄位「p\[1\].cycle」：同一個版本出現兩次"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        product_lifecycles.read(of(text))


@pytest.mark.parametrize("text", ['{"bomFormat": "CycloneDX"}', '{"a": [{"cycle": 1}]}', "[{}]"])
def test_other_json_is_not_its_own(text: str) -> None:
    assert product_lifecycles.sniff(text.encode()) is False


@given(st.data())
def test_read_of_anything_is_a_table_or_a_read_error(data: st.DataObject) -> None:
    at, cut = data.draw(st.integers(0, len(SAMPLE))), data.draw(st.integers(0, 30))
    content = SAMPLE[:at] + data.draw(st.binary(max_size=20)) + SAMPLE[at + cut :]
    try:
        table = product_lifecycles.read(of(content))
    except ReadError:
        return
    assert table.rows


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[product_lifecycles.read.__module__], "_MAX_CHARACTERS", 100)

    with pytest.raises(ReadError, match="檔案太大，請只匯出用到的產品"):
        product_lifecycles.read(of(SAMPLE))


def of_v1(*products: Any) -> str:
    result = products[0] if len(products) == 1 else list(products)
    return json.dumps({"schema_version": "1.2.0", "result": result}, indent=1)


def release(name: str, **fields: Any) -> dict[str, Any]:
    return {"name": name, "releaseDate": "2024-04-25", "isEol": False, "eolFrom": None} | fields


def test_version_1_of_the_api() -> None:
    latest = {"name": "9.0.1", "date": "2026-10-01", "link": None}
    ending = release("9.0", eolFrom="2029-04-25", eoasFrom="2028-04-25", latest=latest)
    text = of_v1(
        {"name": "Left", "releases": [ending, release("8.0", isEol=True)]},
        {"name": "right", "releases": [release("1")]},
    )

    first, second, third = read_any(of(text)).rows

    assert first == {
        "product": "left", "cycle": "9.0", "released": date(2024, 4, 25),
        "support": date(2028, 4, 25), "eol": date(2029, 4, 25), "ended": None,
        "latest": "9.0.1", "seen": date(2026, 10, 1), "line": 10,
    }  # fmt: skip
    assert (second["eol"], second["ended"]) == (None, True)
    assert (third["product"], third["eol"], third["ended"]) == ("right", None, False)


@pytest.mark.parametrize(
    ("product", "message"),
    [
        ({"releases": [release("1")]}, "欄位「result.0.」：應為一個產品的物件"),
        ({"name": "p", "releases": release("1")}, "欄位「result.0.」：應為一個產品的物件"),
        ({"name": "p", "releases": [release("1", isEol=None)]}, "eol」：缺少這一欄"),
        ({"name": "p", "releases": [release("1", isEol="no")]}, "eol」：應為 2026-11-21"),
        ({"name": "p", "releases": [release("1"), release("1")]}, "同一個版本出現兩次"),
        ({"name": "p", "releases": ["isEol"]}, "應為一個版本的物件"),
    ],
)
def test_what_is_wrong_in_version_1_is_said(product: Any, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        product_lifecycles.read(of(of_v1(product)))
