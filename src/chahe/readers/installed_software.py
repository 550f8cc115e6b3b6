"""軟體安裝清單（CSV）

Kind `installed_software`, a row for each product on a machine:

    host, product    str, never ""
    version          str, "" where the file has none
    installed        date, or None
    seen             date the list was taken, or None
    line             int

A key of Windows' Uninstall with neither name nor version is no product, and is left out.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.cells.read import day, filled
from ._parsing.delimited import Columns, Record, Sheet, header_has, require

_COLUMNS: Columns = {
    "host": ("主機名稱", "電腦名稱", "computer name", "hostname", "host", "pscomputername"),
    "product": ("軟體名稱", "軟體", "display name", "displayname", "software", "software name"),
    "version": ("軟體版本", "版本", "display version", "displayversion", "version"),
    "installed": ("安裝日期", "安裝日", "install date", "installdate", "installed on"),
    "seen": ("盤點日", "盤點日期", "收集日期", "inventory date", "collected"),
}


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "host", "product", "version")


@reader(kind="installed_software", sniff=_sniff)
def installed_software(source: Source) -> Table:
    """Read products.

    :raises ReadError: for a missing column, a ragged record, an empty host or product, a date that
        cannot be read, or no product at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "host", "product", "version")
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("清單裡沒有任何軟體，請確認匯出的範圍")
    return Table("installed_software", rows, source.name, "installed_software")


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for record in sheet.records():
        if record["host"] and not record["product"] and not record["version"]:
            continue
        filled(record, "host", "product")
        yield {
            **{name: record[name] for name in ("host", "product", "version")},
            **{name: _day(record, name) for name in ("installed", "seen")},
            "line": record.line,
        }


def _day(record: Record, name: str) -> date | None:
    text = record[name]
    if not (len(text) == 8 and text.isascii() and text.isdigit()):
        return day(record, name)
    try:  # Windows' InstallDate
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise record.error(name, f"沒有「{text}」這一天，請更正後重新匯出") from None
