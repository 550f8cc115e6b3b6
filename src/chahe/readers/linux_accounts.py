"""Linux 帳號（/etc/passwd、/etc/shadow、/etc/group 合成一檔）

The text of `tail -n +1 /etc/passwd /etc/shadow /etc/group`, run as root, one machine a file. Below
may stand, each under a head of the same form: `==> lastlog <==` with what `lastlog` prints, or
`==> lslogins <==`; and `==> authorized_keys <==` with the paths of such files, one a line.

Kind `accounts`, a row for each line of passwd, with the columns of `active_directory`:

    account                 str
    display_name            the name in GECOS
    enabled                 bool: its shell lets it log in, and its password is not locked
                            (`!`, `*`) or it has an authorized_keys
    employee_id             ""
    last_logon              date in Taipei or None
    password_set            date or None
    created                 None: the files do not say
    expires                 date or None: unusable from that day
    password_never_expires  bool: it is not locked, and its longest age is empty, negative, or
                            99999 days or more
    groups                  tuple of names: its own, and those that list it
    privileged              bool: uid or gid 0, or in a group of `_PRIVILEGED`
    owner, owner_from       「負責人：…」 of GECOS ("description")
    shared_hint             the word of its name or GECOS that says many people use it
    line                    int, in the whole text

What sudoers gives beyond these groups, and accounts of LDAP or SSSD, are in none of these files.
Gaps: no shadow or group or log-ons; an account that lacks in one, or has no password; a section or
a line of NIS; and, unless the paths of authorized_keys are given, a locked account whose shell lets
it log in, for a key may still open it. A password hash is never kept.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..deadlines import days_after
from ._model import ReadError, Source, Table, reader
from ._parsing.directory.meaning import owner_in, shared_hint
from ._parsing.unix_accounts.logins import lastlog, lslogins
from ._parsing.unix_accounts.sections import Line, fields, is_sections, number_in, sections

_KNOWN = {"passwd", "shadow", "group", "lastlog", "lslogins", "authorized_keys"}
_PRIVILEGED = {"root", "wheel", "sudo", "adm", "admin", "docker", "lxd", "disk"}
_NO_SHELLS = {"nologin", "false", "sync", "shutdown", "halt", "true"}
_EPOCH, _FOREVER, _MOST_DAYS = date(1970, 1, 1), 99999, 2_900_000


@dataclass(frozen=True)
class _Shadow:
    """What shadow says of an account, without its hash."""

    locked: bool
    open: bool
    changed: date | None
    never_expires: bool
    expires: date | None


@reader(kind="accounts", sniff=is_sections)
def linux_accounts(source: Source) -> Table:
    """Read accounts.

    :raises ReadError: for a line that cannot be read, a file that is there twice, or no account
    """
    found = sections(source)
    if not found.get("passwd"):
        raise ReadError("沒有 /etc/passwd 的內容，請重新匯出")
    machine = _Machine(found)
    rows = tuple(machine.rows(found["passwd"]))
    if not rows:
        raise ReadError("沒有任何帳號，請重新匯出")
    return Table("accounts", rows, source.name, "linux_accounts", tuple(machine.gaps(rows)))


class _Machine:
    """What the files of a machine say, by account; what is missing is kept for the gaps."""

    def __init__(self, found: Mapping[str, list[Line]]) -> None:
        self._found = found
        self._shadow = dict(_shadows(found.get("shadow", [])))
        self._names: dict[str, str] = {}
        self._groups: dict[str, list[str]] = {}
        for _, (name, _password, gid, members) in fields(found.get("group", []), "group", 4):
            self._names.setdefault(gid, name)
            for member in filter(None, members.split(",")):
                self._groups.setdefault(member, []).append(name)
        self._logons = {
            **lastlog(found.get("lastlog", [])),
            **(lslogins(found["lslogins"]) if "lslogins" in found else {}),
        }
        keys = found.get("authorized_keys", [])
        self._keyed = {line.text.strip().partition("/.ssh/")[0] for line in keys}
        self._odd: dict[str, list[str]] = {}

    def rows(self, passwd: list[Line]) -> Iterator[dict[str, Any]]:
        local = [line for line in passwd if not line.text.startswith(("+", "-"))]
        if len(local) < len(passwd):
            self._note("有 NIS 的設定行，帳號不全在這個檔案裡", "passwd")
        for line, parts in fields(local, "passwd", 7):
            yield self._row(line, parts)

    def gaps(self, rows: tuple[dict[str, Any], ...]) -> Iterator[str]:
        for name in ("shadow", "group"):
            if not self._found.get(name):
                yield f"沒有 /etc/{name} 的內容，請以 root 匯出"
        if not {"lastlog", "lslogins"} & set(self._found):
            yield "沒有最後登入時間（lastlog 或 lslogins）"
        else:
            for row in rows:
                if row["enabled"] and row["account"] not in self._logons:
                    self._note("最後登入時間沒有列出的帳號", row["account"])
        for name in self._found:
            if name not in _KNOWN:
                self._note("看不懂的段落", name)
        for what, which in self._odd.items():
            yield f"{what}：{'、'.join(which[:3])}（共 {len(which)} 處）"

    def _row(self, line: Line, parts: list[str]) -> dict[str, Any]:
        account, password, uid, gid, gecos, home, shell = parts
        number_in(uid, line, "使用者代碼")
        shadow = self._shadow_of(account, password)
        own = self._names.get(gid, "")
        groups = tuple(dict.fromkeys(filter(None, (own, *self._groups.get(account, [])))))
        enabled = self._enabled(account, home, shell, shadow)
        owner = owner_in(gecos)
        return {
            "account": account,
            "display_name": gecos.partition(",")[0],
            "enabled": enabled,
            "employee_id": "",
            "last_logon": self._logons.get(account),
            "password_set": shadow.changed,
            "password_never_expires": shadow.never_expires,
            "created": None,
            "expires": shadow.expires,
            "groups": groups,
            "privileged": "0" in {uid.lstrip("0") or "0", gid.lstrip("0") or "0"}
            or not _PRIVILEGED.isdisjoint(groups),
            "owner": owner,
            "owner_from": "description" if owner else "",
            "shared_hint": shared_hint(account, gecos),
            "line": line.number,
        }

    def _shadow_of(self, account: str, field: str) -> _Shadow:
        """Return what shadow says, unless the field of passwd is not `x` and so says it itself."""
        found = self._shadow.get(account)
        if found and field == "x":
            return found
        if self._found.get("shadow") and not found:
            self._note("/etc/shadow 沒有的帳號", account)
        locked = field.startswith(("!", "*"))
        return _Shadow(locked, not field, None, not locked, None)

    def _enabled(self, account: str, home: str, shell: str, shadow: _Shadow) -> bool:
        if shell.rpartition("/")[2] in _NO_SHELLS:
            return False
        if shadow.open:
            self._note("沒有密碼的帳號", account)
        if not shadow.locked or home.rstrip("/") in self._keyed:
            return True
        if "authorized_keys" not in self._found:
            self._note("密碼已鎖定、但仍有登入 shell，可能以 SSH 金鑰登入", account)
        return False

    def _note(self, what: str, which: str) -> None:
        self._odd.setdefault(what, []).append(which)


def _shadows(section: list[Line]) -> Iterator[tuple[str, _Shadow]]:
    for line, parts in fields(section, "shadow", 9):
        locked = parts[1].startswith(("!", "*"))
        most = number_in(parts[4], line, "密碼最長天數")
        yield (
            parts[0],
            _Shadow(
                locked=locked,
                open=not parts[1],
                changed=_day(parts[2], line, "密碼變更日"),
                never_expires=not locked and (most is None or most < 0 or most >= _FOREVER),
                expires=_day(parts[7], line, "帳號到期日"),
            ),
        )


def _day(text: str, line: Line, what: str) -> date | None:
    """Return the day of a count from 1970; 0 is none, for its meaning is not settled."""
    days = number_in(text, line, what)
    if not days or days < 0:
        return None
    if days > _MOST_DAYS:
        raise ReadError(f"看不懂{what}「{text}」，請重新匯出", line=line.number)
    return days_after(_EPOCH, days)
