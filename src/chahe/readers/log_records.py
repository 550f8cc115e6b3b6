"""日誌樣本（CSV 或 JSON Lines）

Kind `log_records`, a row for each record of a log, already split into fields:

    system       str, never "": the same name as in the list of logs to keep
    at           datetime in Taipei, or None where the record has none
    timed        whether the record says a time of day, not the day alone
    who          str, the user's id, "" where the record has none
    action       str, "" where the record has none
    address      str: the address, machine or terminal, "" where the record has none
    result       str as written
    line         int

What stands for nothing (-, N/A, null, unknown, 未知) reads as "". Give records of what people did,
whole as the log has them; what a log has no field for is an empty column. JSON Lines have an
object a line, without objects in it, with the same names.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Sheet, header_has, require
from ._parsing.keeping.moments import parse_moment
from ._parsing.text import lines, peek

_COLUMNS: Columns = {
    "system": ("系統名稱", "系統", "system", "system name"),
    "at": (
        "日期時間",
        "發生時間",
        "事件時間",
        "時間",
        "timestamp",
        "event time",
        "datetime",
        "time",
    ),
    "who": ("使用者識別碼", "使用者代號", "使用者", "帳號", "user id", "userid", "user", "account"),
    "action": ("動作", "事件", "作業", "操作", "action", "event"),
    "address": (
        *("來源位址", "來源ip", "來源 ip", "ip位址", "ip 位址", "電腦識別資料", "終端機", "來源"),
        *("source ip", "source_ip", "source address", "ip", "address", "terminal"),
    ),
    "result": ("結果", "result", "outcome", "status"),
}
_NEEDED = ("system", "at", "who", "address")
_NOTHING = {"-", "--", "n/a", "na", "null", "none", "nil", "unknown", "未知", "無"}


def _sniff(head: bytes) -> bool:
    if header_has(head, _COLUMNS, "system", "at", "who", "action"):
        return True
    first, ended, _ = peek(head).lstrip().partition("\n")
    try:
        held = json.loads(first) if ended and first.startswith("{") else {}
    except (ValueError, RecursionError):
        return False
    return {*_NEEDED, "action"} <= {_ours(name) for name in held}


@reader(kind="log_records", sniff=_sniff)
def log_records(source: Source) -> Table:
    """Read records.

    :raises ReadError: for a missing column, a ragged record, one that is not an object of plain
        values or has a field twice, one without a system, a time that cannot be read, or no record
    """
    is_json = next((line.strip()[:1] for line in lines(source) if line.strip()), "") == "{"
    rows = tuple(_objects(source) if is_json else _records(source))
    if not rows:
        raise ReadError("樣本裡沒有任何紀錄，請確認匯出的範圍")
    return Table("log_records", rows, source.name, "log_records")


def _records(source: Source) -> Iterator[dict[str, Any]]:
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, *_NEEDED)
    for record in sheet.records():
        yield _row({name: record[name] for name in _COLUMNS}, record.line)


def _objects(source: Source) -> Iterator[dict[str, Any]]:
    for line, text in enumerate(lines(source), start=1):
        if text.strip():
            yield _row(_object(text, line), line)


def _object(text: str, line: int) -> dict[str, str]:
    try:
        pairs = json.loads(text, object_pairs_hook=tuple)
    except (ValueError, RecursionError):
        pairs = None
    if not isinstance(pairs, tuple):
        raise ReadError("這一行不是完整的 JSON 物件，請重新匯出", line=line)
    held: dict[str, str] = {}
    for title, value in pairs:
        name = _ours(title)
        if name in held or not (value is None or isinstance(value, str | int | float)):
            raise ReadError("應為文字或數字，且只出現一次", line=line, column=title)
        if name:
            held[name] = "" if value is None else str(value).strip()
    return dict.fromkeys(_COLUMNS, "") | held


def _row(held: Mapping[str, str], line: int) -> dict[str, Any]:
    said = {name: "" if text.casefold() in _NOTHING else text for name, text in held.items()}
    if not said["system"]:
        raise ReadError("系統不可空白，請補齊後重新匯出", line=line, column="系統名稱")
    try:
        at = parse_moment(said["at"])
    except (ValueError, OverflowError):
        message = f"看不懂時間「{said['at'][:40]}」，請寫成 2026-11-21 23:10"
        raise ReadError(message, line=line, column="日期時間") from None
    return {
        **{name: said[name] for name in ("system", "who", "action", "address")},
        "at": at,
        "timed": ":" in said["at"],
        "result": held["result"],
        "line": line,
    }


def _ours(title: str) -> str:
    folded = title.strip().casefold()
    return next((name for name, titles in _COLUMNS.items() if folded in titles), "")
