"""人員名冊（人事系統匯出的 CSV）

Kind `people`, a row for each record; someone who left and came back may have several:

    employee_id, name, account, department      str; account is "" where the roster has none
    joined, left                                date or None
    status                                      "active", "left", "leave" (留職停薪) or ""
    line                                        int

Dates are 民國 or ISO. Someone whose status is 離職 has left even where the day is not given.
"""

from collections.abc import Iterator
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.titles import titles_of
from ._parsing.when import parse_day

_COLUMNS: Columns = {
    "employee_id": ("員工編號", "工號", "員編", "employee_id", "employee id", "employeeid"),
    "name": ("姓名", "員工姓名", "name"),
    "account": ("帳號", "ad帳號", "account"),
    "department": ("部門", "單位", "department"),
    "joined": ("到職日", "到職日期", "joined", "hire_date"),
    "left": ("離職日", "離職日期", "left", "leave_date"),
    "status": ("在職狀態", "狀態", "status"),
}
_STATUSES = {
    "": "",
    "在職": "active",
    "active": "active",
    "離職": "left",
    "已離職": "left",
    "退休": "left",
    "left": "left",
    "留職停薪": "leave",
    "留停": "leave",
    "leave": "leave",
}


_OF_OTHERS = (
    *(
        "權限",
        "權限名稱",
        "角色",
        "角色名稱",
        "所屬角色",
        "最後登入",
        "最後登入日",
        "密碼變更日",
        "特權",
    ),
    *("right", "role", "permission", "entitlement", "last login", "last logon"),
    *("課程", "課程名稱", "時數", "訓練時數", "course", "hours"),
)  # lists of accounts, of rights and of training name people too


def _sniff(head: bytes) -> bool:
    of_others = not {*titles_of(head)}.isdisjoint(_OF_OTHERS)
    return header_has(head, _COLUMNS, "employee_id", "name") and not of_others


@reader(kind="people", sniff=_sniff)
def roster(source: Source) -> Table:
    """Read people.

    :raises ReadError: for a missing column, a ragged record, an empty employee id or name, a status
        or date that cannot be read, or nobody at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "employee_id", "name")
    if not {"left", "status"} & set(sheet.places):
        require(sheet, _COLUMNS, "left")
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("名冊裡沒有任何人員，請確認匯出的範圍")
    return Table("people", rows, source.name, "roster")


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for record in sheet.records():
        for name in ("employee_id", "name"):
            if not record[name]:
                raise record.error(name, "這一欄不可空白，請補齊後重新匯出")
        status = record["status"].casefold()
        if status not in _STATUSES:
            raise record.error(
                "status", f"看不懂「{record['status'][:40]}」，應為在職、離職或留職停薪"
            )
        yield {
            **{name: record[name] for name in ("employee_id", "name", "account", "department")},
            "joined": _day(record, "joined"),
            "left": _day(record, "left"),
            "status": _STATUSES[status],
            "line": record.line,
        }


def _day(record: Record, name: str) -> Any:
    value = record[name]
    try:
        return parse_day(value)
    except ValueError:
        raise record.error(
            name, f"看不懂日期「{value[:40]}」，請寫成 115/11/21 或 2026-11-21"
        ) from None
