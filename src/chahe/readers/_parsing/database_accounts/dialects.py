"""What a record says of an account, by the view it is of."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from ..delimited import Record
from ..directory.fields import day_of

_TAIPEI = timezone(timedelta(hours=8))
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T]\d\d:\d\d:\d\d(?:\.\d{1,9})?( ?[+-]\d\d(?::?\d\d)?)?")
_FLAGS = {
    **dict.fromkeys(("1", "t", "true", "y", "yes"), True),
    **dict.fromkeys(("0", "f", "false", "n", "no"), False),
}
_SEVERAL = re.compile(r"[,;|{}\"]+")
_NOTHING = {"", "null", "(null)", "\\n", "infinity"}
_ORACLE_STATUS = re.compile(
    r"(OPEN|EXPIRED|EXPIRED\(GRACE\))?(?: & )?(LOCKED|LOCKED\(TIMED\))?(?: & IN ROLLOVER)?"
)
_ORACLE_DAY = re.compile(
    r"(\d{1,2})-([A-Z]{3}|\d{1,2}月) *-(\d{4}|\d\d)"
    r"(?: \d\d[.:]\d\d[.:]\d\d(?:\.\d{1,9})? ?(?:[AP]M|上午|下午)?(?: [+-]\d\d:\d\d| [A-Z/_]+)?)?",
    re.I,
)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_LOGINS = {"SQL_LOGIN", "WINDOWS_LOGIN", "EXTERNAL_LOGIN"}
_GROUPS = {"WINDOWS_GROUP", "EXTERNAL_GROUP"}
_NO_ACCOUNTS = {"SERVER_ROLE", "CERTIFICATE_MAPPED_LOGIN", "ASYMMETRIC_KEY_MAPPED_LOGIN"}
_OWN_PASSWORD = {"", "mysql_native_password", "caching_sha2_password", "sha256_password"}
POWERS = ("super", "grant", "create_user", "shutdown", "file")

ORACLE_ROLES = frozenset(
    {
        *("dba", "sysdba", "sysoper", "sysbackup", "syskm", "sysdg", "imp_full_database"),
        *("exp_full_database", "datapump_imp_full_database", "datapump_exp_full_database"),
    }
)
SERVER_ROLES = frozenset({"sysadmin", "securityadmin", "serveradmin", "setupadmin", "processadmin"})
POSTGRES_ROLES = frozenset(
    {"pg_execute_server_program", "pg_write_server_files", "pg_read_server_files"}
)


@dataclass
class Facts:
    """An account; `never_expires` is None where the view does not say, `gap` what else it lacks.

    `bare`: it has no password, if the view has a column for it.
    """

    account: str
    enabled: bool
    privileged: bool
    groups: tuple[str, ...]
    never_expires: bool | None
    last_logon: date | None = None
    password_set: date | None = None
    created: date | None = None
    gap: str = ""
    bare: bool = False


@dataclass(frozen=True)
class Dialect:
    """A view: the columns that show it is this one, those that matter, and how it is read.

    Where it `inherits`, a member of a role may use what the role may.
    """

    needed: tuple[str, ...]
    read: Callable[[Record], Facts | None]
    matters: Mapping[str, str] = field(default_factory=dict)
    inherits: bool = False


def text(record: Record, name: str) -> str:
    """Return a field, "" where the client wrote that there is none."""
    return "" if record[name].casefold() in _NOTHING else record[name]


def moment(record: Record, name: str) -> date | None:
    """Return the day in Taipei of a time with or without a zone.

    :raises ReadError: if it cannot be read
    """
    value = text(record, name)
    if match := _ORACLE_DAY.fullmatch(value):
        return _oracle_day(record, name, *match.groups())
    match = _MOMENT.fullmatch(value)
    if not value or match is None:
        return day_of(record, name) if value else None
    try:
        if not match[2]:
            return date.fromisoformat(match[1])
        written = value[: match.end(1) + 9] + match[2].strip()
        return datetime.fromisoformat(written).astimezone(_TAIPEI).date()
    except (ValueError, OverflowError):
        raise record.error(name, f"看不懂時間「{value[:40]}」，請以 ISO 格式重新匯出") from None


def _oracle_day(record: Record, name: str, day: str, month: str, year: str) -> date:
    """Read the day of DD-MON-RR, Oracle's own form; its month is a name or, in Chinese, 「3月」.

    A year of two digits is of 2000 to 2049 or of 1950 to 1999 (RR, SQL Language Reference).
    """
    try:
        number = int(month[:-1]) if month.endswith("月") else _MONTHS.index(month.upper()) + 1
        century = 0 if len(year) == 4 else 2000 if int(year) < 50 else 1900
        return date(century + int(year), number, int(day))
    except ValueError:
        raise record.error(
            name, f"看不懂日期「{record[name][:40]}」，請以 ISO 格式重新匯出"
        ) from None


def flag(record: Record, name: str) -> bool:
    """Return yes or no.

    :raises ReadError: for anything else
    """
    value = record[name].casefold()
    if value not in _FLAGS:
        raise record.error(name, f"看不懂「{record[name][:40]}」，應為 1／0、t／f 或 Y／N")
    return _FLAGS[value]


def oracle(record: Record) -> Facts:
    """Read DBA_USERS. A lock of a time ends by itself, and an expired password still logs in."""
    status = _ORACLE_STATUS.fullmatch(record["oracle_status"].upper())
    if status is None or not record["oracle_status"]:
        raise record.error("oracle_status", f"看不懂狀態「{record['oracle_status'][:40]}」")
    groups = _groups(record)
    account = record["oracle_name"]
    return Facts(
        account,
        enabled=status[2] != "LOCKED" and record["authentication"].upper() != "NONE",
        privileged=account.upper() in {"SYS", "SYSTEM"} or _holds(groups, ORACLE_ROLES),
        groups=groups,
        never_expires=not text(record, "expiry"),
        last_logon=moment(record, "last_logon"),
        password_set=moment(record, "password_set"),
        created=moment(record, "created"),
    )


def sql_server(record: Record) -> Facts | None:
    """Read sys.server_principals; a role or a certificate is no account."""
    kind = record["type_desc"].upper()
    if kind in _NO_ACCOUNTS:
        return None
    if kind not in _LOGINS | _GROUPS:
        raise record.error("type_desc", f"看不懂種類「{record['type_desc'][:40]}」，請重新匯出")
    groups = _groups(record)
    own_password = kind == "SQL_LOGIN"
    return Facts(
        record["server_name"],
        enabled=not flag(record, "is_disabled"),
        privileged=record["principal_id"] == "1" or _holds(groups, SERVER_ROLES),
        groups=groups,
        never_expires=own_password and not flag(record, "expiration") if _says(record) else None,
        last_logon=moment(record, "last_logon"),
        password_set=moment(record, "password_set"),
        created=moment(record, "created"),
        gap="是群組，成員不在清單上" if kind in _GROUPS else "",
    )


def postgres(record: Record) -> Facts:
    """Read pg_roles. `rolvaliduntil` ends the password, not the account."""
    groups = _groups(record)
    powers = [flag(record, name) for name in ("rolsuper", "rolcreaterole")]
    return Facts(
        record["rolname"],
        enabled=flag(record, "rolcanlogin"),
        privileged=any(powers) or _holds(groups, POSTGRES_ROLES),
        groups=groups,
        never_expires=not text(record, "valid_until"),
        last_logon=moment(record, "last_logon"),
        password_set=moment(record, "password_set"),
        created=moment(record, "created"),
    )


def mysql(record: Record) -> Facts:
    """Read mysql.user. Without a lifetime of its own, the server's default holds."""
    lifetime = text(record, "lifetime")
    if lifetime and not re.fullmatch(r"[0-9]{1,5}", lifetime):
        raise record.error("lifetime", f"看不懂天數「{lifetime[:40]}」，請重新匯出")
    powers = [flag(record, name) for name in POWERS]
    return Facts(
        f"{record['mysql_user']}@{record['mysql_host']}",
        enabled=not flag(record, "locked"),
        privileged=any(powers),
        groups=_groups(record),
        never_expires=int(lifetime) == 0 if lifetime else None,
        last_logon=moment(record, "last_logon"),
        password_set=moment(record, "password_set"),
        created=moment(record, "created"),
        gap="" if record["mysql_user"] else "是匿名帳號",
        bare=record["plugin"].casefold() in _OWN_PASSWORD and not text(record, "secret"),
    )


def _says(record: Record) -> bool:
    return record["type_desc"].upper() != "SQL_LOGIN" or bool(text(record, "expiration"))


def _groups(record: Record) -> tuple[str, ...]:
    names = (name.strip() for name in _SEVERAL.split(text(record, "roles")))
    return tuple(name for name in names if name)


def _holds(groups: tuple[str, ...], privileged: frozenset[str]) -> bool:
    return not privileged.isdisjoint(name.casefold() for name in groups)
