"""資訊資產清冊的主機清單（CSV）

Kind `hosts`, a row for each machine of the register:

    asset, host, address                str, "" where the file has none; a machine has a name or
                                        an address
    category, system, use, owner        str, as written
    retired                             date, or None while it is in use or its day is not written
    status                              "active", "retired" or "" where the file does not say
    line                                int
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.when import parse_day

_COLUMNS: Columns = {
    "asset": ("資產編號", "財產編號", "asset id", "asset"),
    "host": ("主機名稱", "電腦名稱", "設備名稱", "hostname", "host name", "host"),
    "address": ("ip位址", "ip 位址", "ip address", "ip", "ipv4"),
    "category": ("資產類別", "類別", "設備類別", "category", "type"),
    "system": ("作業系統", "operating system", "os"),
    "use": ("用途", "系統名稱", "use", "purpose"),
    "owner": ("保管人", "負責人", "管理者", "owner"),
    "retired": ("報廢日", "停用日", "除帳日", "retired"),
    "status": ("資產狀態", "使用狀態", "asset status"),
}
_STATUSES = {
    "": "",
    **dict.fromkeys(("使用中", "在用", "active", "in use"), "active"),
    **dict.fromkeys(("報廢", "已報廢", "停用", "已停用", "除帳", "retired"), "retired"),
}


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "asset", "host")


@reader(kind="hosts", sniff=_sniff)
def asset_register(source: Source) -> Table:
    """Read machines.

    :raises ReadError: for a missing column, a ragged record, a machine without name and address, a
        status or date that cannot be read, or no machine at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "asset", "host")
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("清冊裡沒有任何主機，請確認匯出的範圍")
    return Table("hosts", rows, source.name, "asset_register")


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for record in sheet.records():
        if not (record["host"] or record["address"]):
            raise record.error("host", "主機名稱與 IP 位址不可同時空白，請補齊後重新匯出")
        status = record["status"].casefold()
        if status not in _STATUSES:
            raise record.error("status", f"看不懂「{record['status'][:40]}」，應為使用中或報廢")
        yield {
            **{
                name: record[name]
                for name in ("asset", "host", "address", "category", "system", "use", "owner")
            },
            "retired": _retired(record),
            "status": _STATUSES[status],
            "line": record.line,
        }


def _retired(record: Record) -> date | None:
    try:
        return parse_day(record["retired"])
    except ValueError:
        raise record.error(
            "retired", f"看不懂日期「{record['retired'][:40]}」，請寫成 115/11/21 或 2026-11-21"
        ) from None
