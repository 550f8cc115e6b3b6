"""特權帳號使用紀錄（CSV）

Kind `privileged_sessions`, a row for each use of an account:

    account                     str, never ""
    system                      str, "" where the record has none
    at                          str, day and time as written
    day                         date of it, in Taipei
    address                     str: the address or machine it was used from, "" where not written
    ticket, purpose, approved_by    str, "" where the record has none
    line                        int
"""

from collections.abc import Iterator
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.directory.fields import day_of, named
from ._parsing.directory.places import place

_COLUMNS: Columns = {
    "account": ("特權帳號", "帳號", "帳號名稱", "account", "user"),
    "system": ("系統名稱", "系統", "目標主機", "system", "target"),
    "at": (
        *("使用時間", "使用日期", "登入時間", "開始時間", "連線時間"),
        *("start time", "start_time", "session start", "session_start"),
    ),
    "address": (
        "來源位址",
        "來源ip",
        "來源 ip",
        "來源",
        "source address",
        "source ip",
        "source_ip",
    ),
    "ticket": ("單號", "申請單號", "工單", "ticket", "ticket id"),
    "purpose": ("事由", "用途", "使用事由", "purpose", "reason"),
    "approved_by": ("核准人", "核准主管", "核准者", "approved by", "approved_by", "approver"),
}


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "account", "at", "address")


@reader(kind="privileged_sessions", sniff=_sniff)
def privileged_sessions(source: Source) -> Table:
    """Read uses.

    :raises ReadError: for a missing column, a ragged record, an empty account or time, a time or an
        address that cannot be read, or no use at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "account", "at", "address")
    if not {"ticket", "purpose", "approved_by"} & set(sheet.places):
        require(sheet, _COLUMNS, "ticket")
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("紀錄裡沒有任何使用，請確認匯出的期間")
    return Table("privileged_sessions", rows, source.name, "privileged_sessions")


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for record in sheet.records():
        day = day_of(record, "at")
        if day is None:
            raise record.error("at", "沒有使用時間，請補齊後重新匯出")
        yield {
            **named(record, "account"),
            **{name: record[name] for name in ("system", "at", "ticket", "purpose", "approved_by")},
            "day": day,
            "address": _address(record),
            "line": record.line,
        }


def _address(record: Record) -> str:
    try:
        return place(record["address"])
    except ValueError:
        raise record.error(
            "address", f"看不懂「{record['address'][:40]}」，應為 IP 位址或主機名稱"
        ) from None
