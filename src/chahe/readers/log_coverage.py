"""日誌留存清單（CSV）

Kind `log_coverage`, a row for each day or file of a log that is kept:

    system, log       str, never "": the same names as in the list of logs to keep
    kinds             tuple of the kinds that `log_sources` has, () where the name says none
    first, last       date; a row of one day has the same in both
    records, bytes    int, or None; never both None
    place             str: the file, folder or tape, "" where the file has none
    line              int

Write what is found where logs are kept, a row a day or a file, never what should be there; a day on
which a log was kept and had nothing to say is a row of 0 records.
"""

from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.cells.read import day, filled
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.keeping.cells import count
from ._parsing.keeping.logs import kinds_of

_COLUMNS: Columns = {
    "system": ("系統名稱", "系統", "system", "system name"),
    "log": ("日誌種類", "日誌名稱", "紀錄種類", "日誌", "log kind", "log type", "log"),
    "first": ("日誌起日", "起日", "日誌日期", "紀錄日期", "日期", "first day", "first", "day"),
    "last": ("日誌迄日", "迄日", "訖日", "last day", "last"),
    "records": ("筆數", "紀錄筆數", "records", "record count", "events"),
    "bytes": ("大小（位元組）", "位元組", "檔案大小", "bytes", "size in bytes"),
    "place": ("存放位置", "檔案", "檔名", "路徑", "place", "file", "path"),
}


_SIZES = ("records", "bytes")


def _sniff(head: bytes) -> bool:
    return any(header_has(head, _COLUMNS, "system", "log", "first", size) for size in _SIZES)


@reader(kind="log_coverage", sniff=_sniff)
def log_coverage(source: Source) -> Table:
    """Read days and files.

    :raises ReadError: for a missing column, a ragged record, an empty system or log, a row with no
        day, no number of records and no size, a date or number that cannot be read, a row that ends
        before it begins, or no row at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "system", "log", "first")
    if "bytes" not in sheet.places:
        require(sheet, _COLUMNS, "records")
    rows = tuple(_row(record) for record in sheet.records())
    if not rows:
        raise ReadError("清單裡沒有任何留存的日誌，請確認匯出的範圍")
    return Table("log_coverage", rows, source.name, "log_coverage")


def _row(record: Record) -> dict[str, Any]:
    filled(record, "system", "log", "first")
    first = day(record, "first")
    if first is None:
        raise record.error("first", "這一欄應為日期，請寫成 115/11/21 或 2026-11-21")
    last = day(record, "last") or first
    if last < first:
        raise record.error("last", "迄日早於起日，請更正後重新匯出")
    records, size = count(record, "records"), count(record, "bytes")
    if records is None and size is None:
        raise record.error("records", "筆數與大小至少要有一項，請補齊後重新匯出")
    return {
        **{name: record[name] for name in ("system", "log", "place")},
        "kinds": kinds_of(record["log"]),
        "first": first,
        "last": last,
        "records": records,
        "bytes": size,
        "line": record.line,
    }
