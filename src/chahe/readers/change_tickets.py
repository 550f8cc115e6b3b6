"""變更單清單（CSV）

Kind `change_tickets`, a row for each ticket:

    ticket, system, approved_by   str, "" where the file has none; `ticket` never is
    paths, versions               tuple of str, of a cell parted by ; ； | or a new line. A path may
                                  be a glob
    approved, begun, ended        date, or None where the cell is empty
    line                          int

A ticket that is there twice, with no path and no version, or that ended before it began is refused.
"""

import re
from collections.abc import Iterator
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.cells.read import day
from ._parsing.delimited import Columns, Sheet, header_has, require

_COLUMNS: Columns = {
    "ticket": ("變更單號", "變更單編號", "變更編號", "change number", "change id", "change ticket"),
    "system": ("系統", "系統名稱", "system", "system name"),
    "paths": ("變更路徑", "異動路徑", "異動檔案", "變更檔案", "changed paths", "changed files"),
    "versions": ("版本", "版次", "上線版本", "version", "versions"),
    "approved": ("核准日", "核准日期", "核准時間", "approved", "approved on", "approval date"),
    "begun": ("變更開始", "開始時間", "實際開始", "change start", "begun", "actual start"),
    "ended": ("變更結束", "結束時間", "實際結束", "change end", "ended", "actual end"),
    "approved_by": ("核准人", "核准者", "核准主管", "approved by", "approver"),
}
_SEPARATORS = re.compile(r"[;；|\n]")


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "ticket", "approved", "begun", "ended")


@reader(kind="change_tickets", sniff=_sniff)
def change_tickets(source: Source) -> Table:
    """Read tickets.

    :raises ReadError: for a missing column, a ragged record, a ticket without a number or there
        twice, a date that cannot be read, or no ticket at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "ticket", "approved", "begun", "ended", "approved_by")
    if not {"paths", "versions"} & sheet.places.keys():
        require(sheet, _COLUMNS, "paths")
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("清單裡沒有任何變更單，請確認匯出的範圍")
    return Table("change_tickets", rows, source.name, "change_tickets")


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for record in sheet.records():
        ticket = record["ticket"]
        if not ticket or ticket in seen:
            raise record.error("ticket", "單號不可空白，也不可出現兩次，請更正後重新匯出")
        seen.add(ticket)
        named = {name: _several(record[name]) for name in ("paths", "versions")}
        if not any(named.values()):
            raise record.error("paths", "這張變更單沒有寫變更的路徑或版本，請補齊後重新匯出")
        days = {name: day(record, name) for name in ("approved", "begun", "ended")}
        if days["begun"] and days["ended"] and days["ended"] < days["begun"]:
            raise record.error("ended", "結束早於開始，請更正後重新匯出")
        texts = {name: record[name] for name in ("system", "approved_by")}
        yield {"ticket": ticket, **texts, **named, **days, "line": record.line}


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for each in _SEPARATORS.split(cell) if (part := each.strip()))
