"""Active Directory 帳號匯出（LDIF：ldifde 或 ldapsearch）

Kind `accounts`, a row for each entry whose class is user or inetOrgPerson and not computer, with
the columns of `active_directory`, which has the same meaning of the same attributes:

    account, display_name       str: sAMAccountName; displayName, else name or cn
    enabled                     bool: not bit 0x2 of userAccountControl
    employee_id                 str: employeeID, else employeeNumber
    last_logon, password_set, created, expires
                                date in Taipei or None; `lastLogonTimestamp` may lag 14 days behind;
                                an account is unusable from the day it `expires`
    password_never_expires      bool: bit 0x10000 of userAccountControl
    groups                      tuple of the names (CN) of its groups
    privileged                  bool: in a group of `PRIVILEGED`, adminCount 1, or by primary group
    owner, owner_from           「負責人：…」 of the description ("description"), else managedBy or
                                manager, by CN ("manager")
    shared_hint                 the word of its names or description that says many people use it
    line                        int, of its dn

LDIF has no header: an attribute that no account has is taken to be not exported, and is a gap. So
is a list of groups the server cut (`;range=`), and an object shown without its class, for whoever
asked may not read it. An `ldapsearch` that a limit ended is refused. The
primary group is not in memberOf: it counts by its number alone.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.directory.entries import Entry, entries
from ._parsing.directory.groups import ADMIN_PRIMARY_GROUPS, PRIVILEGED, common_name
from ._parsing.directory.meaning import owner_in, shared_hint
from ._parsing.text import peek
from ._parsing.when import parse_day

_DISABLED, _NEVER_EXPIRES = 0x2, 0x10000
_DN = re.compile(r"^dn::? ?\S", re.M | re.I)
_CLASS = re.compile(r"^(?:objectclass|samaccountname)::? ?\S", re.M | re.I)
_MATTERS = {
    "lastlogontimestamp": "最後登入時間（lastLogonTimestamp）",
    "memberof": "所屬群組（memberOf）",
    "whencreated": "建立時間（whenCreated）",
    "pwdlastset": "密碼設定時間（pwdLastSet）",
}
_WANTED = frozenset(
    (
        *("objectclass", "samaccountname", "useraccountcontrol", "displayname", "name", "cn"),
        *("employeeid", "employeenumber", "accountexpires", "admincount", "primarygroupid"),
        *("description", "managedby", "manager"),
        *_MATTERS,
    )
)


def _sniff(head: bytes) -> bool:
    text = peek(head)
    return _DN.search(text) is not None and _CLASS.search(text) is not None


@reader(kind="accounts", sniff=_sniff)
def ldif(source: Source) -> Table:
    """Read accounts.

    :raises ReadError: for a line that is no LDIF, a search cut short, an account named twice or
        without a name or a control, a date that cannot be read, or no account at all
    """
    seen: dict[str, int] = {}
    known: set[str] = set()
    cut: list[str] = []
    unread: list[str] = []
    rows = []
    for entry in entries(source, _WANTED):
        if not _is_person(entry):
            unread += [entry.dn] if _says_nothing(entry) else []
            continue
        row = _row(entry)
        first = seen.setdefault(row["account"].casefold(), entry.line)
        if first != entry.line:
            raise entry.error(
                "sAMAccountName", f"帳號「{row['account']}」在第 {first} 行已出現過，請重新匯出"
            )
        rows.append(row)
        known.update(entry.values)
        cut += [row["account"]] if entry.cut else []
    if not rows:
        raise ReadError("檔案裡沒有任何使用者帳號，請確認匯出的範圍")
    return Table("accounts", tuple(rows), source.name, "ldif", tuple(_gaps(known, cut, unread)))


def _gaps(known: set[str], cut: list[str], unread: list[str]) -> Iterator[str]:
    for name, title in _MATTERS.items():
        if name not in known:
            yield f"沒有任何帳號有「{title}」，可能沒有匯出這個屬性"
    if cut:
        yield f"有 {len(cut)} 個帳號的群組沒有列完（{cut[0]} 等），請分段匯出"
    if unread:
        yield (
            f"有 {len(unread)} 個物件看不出是不是帳號（{unread[0][:60]} 等），"
            "請以有讀取權限的帳號、連同 objectClass 匯出"
        )


def _is_person(entry: Entry) -> bool:
    names = {name.strip().casefold() for name in entry.values.get("objectclass", [])}
    if not names:
        return bool(entry["samaccountname"])
    return bool(names & {"user", "inetorgperson"}) and "computer" not in names


def _says_nothing(entry: Entry) -> bool:
    """Say whether an object may be an account whose attributes could not be read."""
    return "objectclass" not in entry.values and entry.dn[:3].casefold() in ("cn=", "uid")


def _row(entry: Entry) -> dict[str, Any]:
    account = entry["samaccountname"]
    if not account:
        raise entry.error("sAMAccountName", "沒有帳號名稱，請重新匯出")
    control = _control(entry)
    groups = tuple(common_name(name) for name in entry.values.get("memberof", []))
    display_name = entry["displayname"] or entry["name"] or entry["cn"]
    description = "\n".join(entry.values.get("description", []))
    owner, manager = owner_in(description), entry["managedby"] or entry["manager"]
    return {
        "account": account,
        "display_name": display_name,
        "enabled": not control & _DISABLED,
        "employee_id": entry["employeeid"] or entry["employeenumber"],
        "last_logon": _day(entry, "lastlogontimestamp"),
        "password_set": _day(entry, "pwdlastset"),
        "password_never_expires": bool(control & _NEVER_EXPIRES),
        "created": _day(entry, "whencreated"),
        "expires": _day(entry, "accountexpires"),
        "groups": groups,
        "privileged": entry["admincount"] == "1"
        or entry["primarygroupid"] in ADMIN_PRIMARY_GROUPS
        or any(name.casefold() in PRIVILEGED for name in groups),
        "owner": owner or (common_name(manager) if manager else ""),
        "owner_from": "description" if owner else "manager" if manager else "",
        "shared_hint": shared_hint(account, display_name, description),
        "line": entry.line,
    }


def _control(entry: Entry) -> int:
    value = entry["useraccountcontrol"]
    if not re.fullmatch(r"-?[0-9]{1,10}", value):
        raise entry.error(
            "userAccountControl", f"看不懂「{value[:40]}」，看不出帳號是否啟用，請重新匯出"
        )
    return int(value)


def _day(entry: Entry, name: str) -> date | None:
    try:
        return parse_day(entry[name])
    except ValueError:
        raise entry.error(name, f"看不懂日期「{entry[name][:40]}」，請重新匯出") from None
