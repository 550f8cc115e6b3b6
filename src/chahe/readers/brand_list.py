"""品牌與自有網域（CSV）

Kind `brands`, a row for each brand of the firm:

    name                str, as customers know it: 元大證券
    domains             tuple of str: its own domains, lower case, internationalised ones as `xn--…`
    keywords            tuple of str: other names it is known by, as written
    app                 str, what its mobile application is called, or ""
    handled             tuple of str: look-alikes it has already dealt with, lower case
    line                int

Several domains or keywords in one field are separated by 、 or a space.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.domain_names import parse_domain
from ._parsing.titles import titles_of

_COLUMNS: Columns = {
    "name": ("名稱", "品牌", "公司名稱", "name", "brand"),
    "domains": ("網域", "自有網域", "官方網域", "domain", "domains"),
    "keywords": ("關鍵字", "別名", "keywords", "keyword"),
    "app": ("行動應用程式", "app"),
    "handled": ("已處理仿冒網域", "已處理網域", "handled"),
}
_SEPARATORS = re.compile(r"[、，,;；\s]+")


def _sniff(head: bytes) -> bool:
    known = {*chain(*_COLUMNS.values())}
    return header_has(head, _COLUMNS, "name", "domains") and {*titles_of(head)} <= known


@reader(kind="brands", sniff=_sniff)
def brand_list(source: Source) -> Table:
    """Read brands.

    :raises ReadError: for a missing column, a ragged record, an empty name, a brand without a
        domain of its own, what is not a domain, or no brand at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "name", "domains")
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("清單裡沒有任何品牌，請至少列出一個品牌與它的自有網域")
    return Table("brands", rows, source.name, "brand_list")


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for record in sheet.records():
        if not record["name"]:
            raise record.error("name", "這一欄不可空白，請填品牌名稱")
        yield {
            "name": record["name"],
            "domains": _own(record),
            "keywords": tuple(filter(None, _SEPARATORS.split(record["keywords"]))),
            "app": record["app"],
            "handled": tuple(_domains(record, "handled")),
            "line": record.line,
        }


def _own(record: Record) -> tuple[str, ...]:
    found = tuple(_domains(record, "domains"))
    if not found:
        raise record.error("domains", "這一欄不可空白，請填這個品牌的自有網域")
    return found


def _domains(record: Record, column: str) -> Iterator[str]:
    for text in filter(None, _SEPARATORS.split(record[column])):
        parsed = parse_domain(text)
        if parsed is None:
            raise record.error(
                column, f"「{text[:40]}」不是網域名稱，請寫成 example.com.tw，多個以、分隔"
            )
        yield parsed[0]
