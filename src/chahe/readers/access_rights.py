"""系統權限清單（CSV）

Kind `access_rights`, a row for each right an account holds:

    account, right                  str; `right` is a right or a role, as the system calls it
    system, employee_id, name       str, "" where the file has none
    granted                         date or None
    line                            int

One right a row: a cell that lists several is one right of that long name, which no table of
conflicts will know. Dates are 民國 or ISO.
"""

from collections.abc import Iterator
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Sheet, header_has, require
from ._parsing.directory.fields import day_of, named
from ._parsing.titles import titles_of

_COLUMNS: Columns = {
    "account": ("帳號", "帳號名稱", "使用者帳號", "account", "user account", "login"),
    "employee_id": ("員工編號", "工號", "員編", "employee_id", "employee id", "employeeid"),
    "name": ("使用者姓名", "持有人", "姓名", "user name", "name"),
    "system": ("系統名稱", "系統", "應用系統", "system", "application"),
    "right": ("權限", "權限名稱", "角色", "角色名稱", "right", "role", "entitlement", "permission"),
    "granted": ("授權日", "授權日期", "生效日", "granted", "granted on", "granted_on"),
}


_OF_ACCOUNTS = (
    *("狀態", "帳號狀態", "最後登入", "最後登入日", "密碼變更日", "建立日"),
    *("status", "last login", "last logon", "enabled"),
)  # a list of accounts may have a column of roles


def _sniff(head: bytes) -> bool:
    of_accounts = not {*titles_of(head)}.isdisjoint(_OF_ACCOUNTS)
    return header_has(head, _COLUMNS, "account", "right") and not of_accounts


@reader(kind="access_rights", sniff=_sniff)
def access_rights(source: Source) -> Table:
    """Read rights.

    :raises ReadError: for a missing column, a ragged record, an empty account or right, a date that
        cannot be read, or no right at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "account", "right")
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("清單裡沒有任何權限，請確認匯出的範圍")
    return Table("access_rights", rows, source.name, "access_rights")


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for record in sheet.records():
        yield {
            **named(record, "account", "right"),
            **{name: record[name] for name in ("employee_id", "name", "system")},
            "granted": day_of(record, "granted"),
            "line": record.line,
        }
