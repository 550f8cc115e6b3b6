"""應用系統的帳號清單（CSV）

Kind `accounts`, a row for each account of one system, with the columns of `active_directory`:

    account, display_name, employee_id      str, "" where the file has none; `account` never is
    enabled                     bool: by the status
    last_logon, password_set, created, expires
                                date or None; an account is unusable from the day it `expires`
    password_never_expires      bool: by its column
    groups                      tuple of the roles, parted by 、 ; or |
    privileged                  bool: by its column; where that is empty, a role that says so
    owner, owner_from           the owner column, else 「負責人：…」 of the remark ("description")
    shared_hint                 the word of its names or remark that says many people use it
    line                        int

A file of several systems is refused: an account is known by its name and its file, and the same
name in two systems would be one. A column whose absence changes what can be tested is a gap, and so
is a lock: the word does not say whether it lasts.
"""

import re
from collections.abc import Iterator
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.directory.fields import day_of, named
from ._parsing.directory.meaning import owner_in, shared_hint

_COLUMNS: Columns = {
    "account": (
        "帳號",
        "帳號名稱",
        "使用者帳號",
        "登入帳號",
        "account",
        "user id",
        "user_id",
        "login",
    ),
    "system": ("系統名稱", "系統", "system", "application"),
    "display_name": ("姓名", "使用者姓名", "使用者名稱", "name", "full name", "user name"),
    "employee_id": ("工號", "員工編號", "員編", "employee id", "employee_id"),
    "status": ("狀態", "帳號狀態", "使用狀態", "status", "account status"),
    "last_logon": (
        "最後登入",
        "最後登入日",
        "最後登入時間",
        "上次登入時間",
        "last login",
        "last_login",
    ),
    "password_set": ("密碼變更日", "密碼變更日期", "密碼最後變更日", "password changed"),
    "never_expires": ("密碼永久有效", "密碼不過期", "password never expires"),
    "created": ("建立日", "建立日期", "建立時間", "created", "created at", "created_at"),
    "expires": ("帳號到期日", "帳號有效期限", "停用日", "account expires", "expires"),
    "roles": ("所屬角色", "角色", "權限群組", "角色名稱", "role", "roles"),
    "privileged": ("特權", "特權帳號", "是否特權", "privileged"),
    "owner": ("負責人", "保管人", "owner"),
    "remark": ("說明", "備註", "remark", "description"),
}
_MATTERS = {
    ("last_logon",): "最後登入",
    ("never_expires",): "密碼永久有效",
    ("roles", "privileged"): "角色或特權",
}
_ENABLED = {
    **dict.fromkeys(("啟用", "已啟用", "正常", "使用中", "有效", "active", "enabled"), True),
    **dict.fromkeys(("停用", "已停用", "失效", "刪除", "已刪除", "註銷"), False),
    **dict.fromkeys(("inactive", "disabled", "deleted"), False),
}
_LOCKED = ("鎖定", "已鎖定", "locked")
_FLAGS = {
    **dict.fromkeys(("是", "y", "yes", "true", "1", "v"), True),
    **dict.fromkeys(("否", "n", "no", "false", "0", ""), False),
}
_PRIVILEGED = re.compile(r"系統管理|最高權限|特權|超級使用者|(?<![a-z])(?:admin|super|root)", re.I)
_SEVERAL = re.compile(r"[、;；|]")


def _sniff(head: bytes) -> bool:
    return any(
        header_has(head, _COLUMNS, "account", "status", column)
        for column in ("last_logon", "roles", "privileged")
    )


@reader(kind="accounts", sniff=_sniff)
def application_accounts(source: Source) -> Table:
    """Read accounts.

    :raises ReadError: for a missing column, a ragged record, an account named twice, several
        systems, a status, flag or date that cannot be read, or no account at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "account", "status")
    locked: list[str] = []
    rows = tuple(_rows(sheet, locked))
    if not rows:
        raise ReadError("檔案裡沒有任何帳號，請確認匯出的範圍")
    gaps = [
        f"沒有「{title}」欄"
        for columns, title in _MATTERS.items()
        if not set(columns) & set(sheet.places)
    ]
    if locked:
        gaps.append(
            f"有 {len(locked)} 個帳號的狀態是鎖定（{locked[0]} 等），看不出是停用還是暫時鎖定"
        )
    return Table("accounts", rows, source.name, "application_accounts", tuple(gaps))


def _rows(sheet: Sheet, locked: list[str]) -> Iterator[dict[str, Any]]:
    seen: dict[str, int] = {}
    system: str | None = None
    for record in sheet.records():
        account = named(record, "account")["account"]
        first = seen.setdefault(account.casefold(), record.line)
        if first != record.line:
            raise record.error("account", f"帳號「{account}」在第 {first} 行已出現過，請重新匯出")
        system = record["system"] if system is None else system
        if record["system"] != system:
            raise record.error(
                "system", "檔案裡有兩個以上的系統，請每個系統各匯出一檔，檔名含系統名稱"
            )
        if record["status"].casefold() in _LOCKED:
            locked.append(account)
        yield _row(record, account)


def _row(record: Record, account: str) -> dict[str, Any]:
    roles = tuple(role.strip() for role in _SEVERAL.split(record["roles"]) if role.strip())
    owner = record["owner"] or owner_in(record["remark"])
    by_role = any(_PRIVILEGED.search(role) for role in roles)
    return {
        "account": account,
        **{name: record[name] for name in ("display_name", "employee_id")},
        "enabled": _enabled(record),
        **{name: day_of(record, name) for name in ("last_logon", "password_set", "created")},
        "expires": day_of(record, "expires"),
        "password_never_expires": _flag(record, "never_expires"),
        "groups": roles,
        "privileged": _flag(record, "privileged") if record["privileged"] else by_role,
        "owner": owner,
        "owner_from": "description" if owner else "",
        "shared_hint": shared_hint(account, record["display_name"], record["remark"]),
        "line": record.line,
    }


def _enabled(record: Record) -> bool:
    status = record["status"].casefold()
    if status in _LOCKED:
        return False
    if status not in _ENABLED:
        raise record.error("status", f"看不懂「{record['status'][:40]}」，應為啟用、停用或鎖定")
    return _ENABLED[status]


def _flag(record: Record, name: str) -> bool:
    value = record[name].casefold()
    if value not in _FLAGS:
        raise record.error(name, f"看不懂「{record[name][:40]}」，應為是或否")
    return _FLAGS[value]
