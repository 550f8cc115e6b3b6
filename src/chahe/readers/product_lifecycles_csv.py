"""產品支援期限清單（CSV）

Kind `product_lifecycles`; its columns are in `product_lifecycles.py`. For products that
endoflife.date does not have: the firm writes down what the maker says.

    product, cycle    in lower case; `cycle` is the version the maker names, up to where support
                      differs ("10.1")
    eol               a day; a product whose maker has named none has "未定", and is not ended
    seen              the day the maker's page was read
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.cells.read import day, filled
from ._parsing.delimited import Columns, Record, Sheet, header_has, require

_COLUMNS: Columns = {
    "product": ("產品", "產品名稱", "product"),
    "cycle": ("版本", "版次", "cycle", "release cycle"),
    "released": ("發布日", "上市日", "release date", "released"),
    "support": ("主要支援終止日", "主流支援終止日", "active support", "support end"),
    "eol": ("支援終止日", "停止支援日", "安全支援終止日", "eos", "eol", "end of support"),
    "latest": ("最新版本", "latest"),
    "seen": ("查詢日", "查詢日期", "checked", "checked on"),
}
_UNDECIDED = ("未定", "尚未公布", "tbd")


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "product", "cycle", "eol")


@reader(kind="product_lifecycles", sniff=_sniff)
def product_lifecycles_csv(source: Source) -> Table:
    """Read cycles.

    :raises ReadError: for a missing column, a ragged record, an empty product or version, one there
        twice, a date that cannot be read, or no cycle at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "product", "cycle", "eol", "seen")
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("清單裡沒有任何產品版本，請確認匯出的範圍")
    return Table("product_lifecycles", rows, source.name, "product_lifecycles_csv")


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    known: set[tuple[str, str]] = set()
    for record in sheet.records():
        filled(record, "product", "cycle", "eol", "seen")
        product, cycle = record["product"].casefold(), record["cycle"].casefold()
        if (product, cycle) in known:
            raise record.error("cycle", "同一個產品的同一個版本出現兩次，請只保留一列")
        known.add((product, cycle))
        undecided = record["eol"].casefold() in _UNDECIDED
        yield {
            "product": product,
            "cycle": cycle,
            "released": _day(record, "released"),
            "support": _day(record, "support"),
            "eol": None if undecided else _day(record, "eol"),
            "ended": False if undecided else None,
            "latest": record["latest"],
            "seen": _day(record, "seen"),
            "line": record.line,
        }


def _day(record: Record, name: str) -> date | None:
    found = day(record, name)
    if record[name] and found is None:
        raise record.error(name, f"「{record[name][:40]}」不是日期，請寫成 115/11/21 或 2026-11-21")
    return found
