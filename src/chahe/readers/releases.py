"""程式上線紀錄（CSV）

Kind `releases`, a row for each time a version of a system went live:

    system, version    str; neither is ""
    released           date it went live
    source_scanned     date its source was scanned, or None where the record has none
    approved_by        str, "" where the record has none
    line               int

The same version of a system there twice on one day is refused.
"""

from collections.abc import Iterator

from ._model import ReadError, Row, Source, Table, reader
from ._parsing.cells.read import day, filled
from ._parsing.delimited import Columns, Sheet, header_has, require

_COLUMNS: Columns = {
    "system": ("系統", "系統名稱", "system", "system name"),
    "version": ("版本", "版次", "上線版本", "version", "release"),
    "released": ("上線日", "上線日期", "上架日", "上架日期", "released", "release date"),
    "source_scanned": ("源碼掃描日", "源碼掃描日期", "原始碼檢測日", "source scanned"),
    "approved_by": ("核准人", "核准者", "核准主管", "approved by", "approver"),
}


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "system", "version", "released", "source_scanned")


@reader(kind="releases", sniff=_sniff)
def releases(source: Source) -> Table:
    """Read releases.

    :raises ReadError: for a missing column, a ragged record, an empty system, version or day, a day
        that cannot be read, a release that is there twice, or no release at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "system", "version", "released", "source_scanned")
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("紀錄裡沒有任何上線，請確認匯出的範圍")
    return Table("releases", rows, source.name, "releases")


def _rows(sheet: Sheet) -> Iterator[Row]:
    seen = set()
    for record in sheet.records():
        filled(record, "system", "version", "released")
        released = day(record, "released")
        if released is None:
            raise record.error("released", "上線紀錄要有上線日，請補齊後重新匯出")
        key = (record["system"].casefold(), record["version"].casefold(), released)
        if key in seen:
            raise record.error("version", "同一系統同一版本同一天出現兩次，請只保留一列")
        seen.add(key)
        yield {
            **{name: record[name] for name in ("system", "version", "approved_by")},
            "released": released,
            "source_scanned": day(record, "source_scanned"),
            "line": record.line,
        }
