"""Active Directory 帳號匯出（csvde 或 PowerShell Get-ADUser）

Kind `accounts`, a row for each object whose class is user or inetOrgPerson (csvde without a filter
also writes computers, groups and containers, which are no accounts and are left out):

    account, display_name       str, as written
    enabled                     bool: the Enabled column, or bit 0x2 of userAccountControl
    employee_id                 str, "" where there is none
    last_logon, password_set, created, expires
                                date in Taipei or None; `lastLogonTimestamp` may lag 14 days behind;
                                an account is unusable from the day it `expires`
    password_never_expires      bool: the column, or bit 0x10000 of userAccountControl
    groups                      tuple of the names (CN) of its groups
    privileged                  bool: in a group of `PRIVILEGED`, adminCount 1, or by primary group
    owner, owner_from           「負責人：…」 or "owner: …" of the description ("description"),
                                else managedBy or manager, by CN ("manager")
    shared_hint                 the word of its names or description that says many people use it
    line                        int

A column whose absence changes what can be tested is a gap of the table, as are Chinese names that
Windows PowerShell's `Export-Csv` made 「??」, for it writes ASCII unless told otherwise. A value
csvde wrote as X'…' is read as the UTF-8 it is.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.directory.groups import ADMIN_PRIMARY_GROUPS, PRIVILEGED, common_name
from ._parsing.directory.meaning import owner_in, shared_hint
from ._parsing.when import parse_day

_COLUMNS: Columns = {
    "account": ("samaccountname", "帳號"),
    "class": ("objectclass",),
    "control": ("useraccountcontrol",),
    "enabled": ("enabled",),
    "display_name": ("displayname",),
    "name": ("name",),
    "cn": ("cn",),
    "employee_id": ("employeeid",),
    "employee_number": ("employeenumber",),
    "last_logon": ("lastlogontimestamp",),
    "last_logon_date": ("lastlogondate",),
    "password_set": ("pwdlastset",),
    "password_last_set": ("passwordlastset",),
    "never_expires": ("passwordneverexpires",),
    "created": ("whencreated",),
    "created_date": ("created",),
    "expires": ("accountexpires",),
    "expiration_date": ("accountexpirationdate",),
    "groups": ("memberof",),
    "admin_count": ("admincount",),
    "primary_group": ("primarygroupid",),
    "description": ("description",),
    "managed_by": ("managedby",),
    "manager": ("manager",),
}
_ALSO = {
    "last_logon": "last_logon_date",
    "password_set": "password_last_set",
    "created": "created_date",
    "expires": "expiration_date",
}
"""An attribute, and PowerShell's property of it: `-Properties *` writes both."""
_DISABLED, _NEVER_EXPIRES = 0x2, 0x10000
_MATTERS = {
    "last_logon": "最後登入時間（lastLogonTimestamp 或 LastLogonDate）",
    "groups": "所屬群組（memberOf）",
}
_ENCODED = "請在 Export-Csv 加上 -Encoding UTF8 後重新匯出"
_BOOLEANS = {"true": True, "false": False}
_HEX = re.compile(r"X'((?:[0-9a-f]{2})*)'", re.I)
_SEVERAL = re.compile(r"(?<!\\)[;|\n]")
_JOINED = re.compile(r"(,\s*DC=[^,;|\n]+?)[,\s]\s*(?=CN=)", re.I)


def _sniff(head: bytes) -> bool:
    return any(
        header_has(head, _COLUMNS, "account", column) for column in ("control", "enabled", "class")
    )


@reader(kind="accounts", sniff=_sniff)
def active_directory(source: Source) -> Table:
    """Read accounts.

    :raises ReadError: for a missing column, a ragged record, an account named twice, a number or
        date that cannot be read, or no account at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "account")
    if not {"control", "enabled"} & set(sheet.places):
        require(sheet, _COLUMNS, "control")
    unsure: list[str] = []
    rows = tuple(_rows(sheet, unsure))
    if not rows:
        raise ReadError("檔案裡沒有任何使用者帳號，請確認匯出的範圍")
    gaps = [
        f"沒有「{title}」欄"
        for column, title in _MATTERS.items()
        if not {column, _ALSO.get(column)} & set(sheet.places)
    ]
    if not {"control", "never_expires"} & set(sheet.places):
        gaps.append("沒有「密碼永久有效（PasswordNeverExpires）」欄")
    elif unsure:
        gaps.append(f"看不出密碼是否永久有效：{'、'.join(unsure[:3])}（共 {len(unsure)} 個）")
    if lost := [row["account"] for row in rows if "??" in row["display_name"] + row["owner"]]:
        gaps.append(f"中文變成問號：{'、'.join(lost[:3])}（共 {len(lost)} 個），{_ENCODED}")
    if any("ADPropertyValueCollection" in name for row in rows for name in row["groups"]):
        gaps.append("MemberOf 欄沒有展開成群組名稱，請以 -join ';' 展開後重新匯出")
    return Table("accounts", rows, source.name, "active_directory", tuple(gaps))


def _rows(sheet: Sheet, unsure: list[str]) -> Iterator[dict[str, Any]]:
    seen: dict[str, int] = {}
    for record in sheet.records():
        if not _is_person(record["class"]):
            continue
        account = _text(record, "account")
        if not account:
            raise record.error("account", "沒有帳號名稱，請重新匯出")
        first = seen.setdefault(account.casefold(), record.line)
        if first != record.line:
            raise record.error("account", f"帳號「{account}」在第 {first} 行已出現過，請重新匯出")
        if not record["control"] and not record["never_expires"]:
            unsure.append(account)
        yield _row(record, account)


def _row(record: Record, account: str) -> dict[str, Any]:
    control = _number(record, "control")
    groups = _groups(_text(record, "groups"))
    display_name = _first(record, "display_name", "name", "cn")
    description = _text(record, "description")
    owner, owner_from = _owner(record, description)
    return {
        "account": account,
        "display_name": display_name,
        "enabled": _flag(record, "enabled", control, not control & _DISABLED),
        "employee_id": _first(record, "employee_id", "employee_number"),
        "last_logon": _day(record, "last_logon"),
        "password_set": _day(record, "password_set"),
        "password_never_expires": _flag(
            record, "never_expires", control, bool(control & _NEVER_EXPIRES)
        ),
        "created": _day(record, "created"),
        "expires": _day(record, "expires"),
        "groups": groups,
        "privileged": _privileged(record, groups),
        "owner": owner,
        "owner_from": owner_from,
        "shared_hint": shared_hint(account, display_name, description),
        "line": record.line,
    }


def _is_person(classes: str) -> bool:
    names = set(classes.casefold().replace("|", ";").split(";"))
    return not classes or (bool(names & {"user", "inetorgperson"}) and "computer" not in names)


def _text(record: Record, name: str) -> str:
    """Read a value, undoing csvde's X'…' where it holds text."""
    value = record[name]
    if not value.startswith(("X'", "x'")):
        return value
    match = _HEX.fullmatch(value)
    try:
        return bytes.fromhex(match[1]).decode() if match else value
    except UnicodeDecodeError:
        return value


def _first(record: Record, *names: str) -> str:
    return next(filter(None, (_text(record, name) for name in names)), "")


def _number(record: Record, name: str) -> int:
    value = record[name]
    if not value:
        return 0
    try:
        return int(value)
    except ValueError:
        raise record.error(name, f"看不懂數字「{value[:40]}」，請重新匯出") from None


def _flag(record: Record, name: str, control: int, by_control: bool) -> bool:
    """Read True or False; where the column is empty or missing, userAccountControl says.

    :raises ReadError: if neither says, or they say different things
    """
    value = record[name]
    if value:
        told = _BOOLEANS.get(value.casefold())
        if told is None:
            raise record.error(name, f"看不懂「{value[:40]}」，應為 True 或 False，請重新匯出")
        if record["control"] and told != by_control:
            raise record.error(name, f"「{value}」與 userAccountControl 不一致，請重新匯出")
        return told
    if not record["control"] and name == "enabled":
        raise record.error(name, "看不出帳號是否啟用（userAccountControl 或 Enabled 是空的）")
    return by_control


def _day(record: Record, name: str) -> Any:
    name = name if record[name] else _ALSO[name]
    value = record[name]
    try:
        return parse_day(value)
    except ValueError:
        advice = f"中文變成問號，{_ENCODED}" if "??" in value else "請以 ISO 格式重新匯出"
        raise record.error(name, f"看不懂日期「{value[:40]}」，{advice}") from None


def _privileged(record: Record, groups: tuple[str, ...]) -> bool:
    return (
        record["admin_count"] == "1"
        or record["primary_group"] in ADMIN_PRIMARY_GROUPS
        or any(name.casefold() in PRIVILEGED for name in groups)
    )


def _owner(record: Record, description: str) -> tuple[str, str]:
    if owner := owner_in(description):
        return owner, "description"
    named = _text(record, "managed_by") or _text(record, "manager")
    return (common_name(named), "manager") if named else ("", "")


@lru_cache(maxsize=8192)
def _groups(names: str) -> tuple[str, ...]:
    """Name the groups of a list; equal lists share one tuple, for there may be 10^6 of them.

    Scripts join them with a comma too: names then part at each, and distinguished names after the
    last DC, so that no group hides behind the first.
    """
    several = _SEVERAL.split(_JOINED.sub(r"\1;", names))
    parts = ([part] if "=" in part else re.split(r"(?<!\\),", part) for part in several)
    return tuple(common_name(name) for part in parts for name in part if name.strip())
