"""資料庫帳號清單（Oracle DBA_USERS、SQL Server、PostgreSQL、MySQL 的 CSV）

Kind `accounts`, a row for each account, with the columns of `active_directory`. The columns are
those of the vendor's view, and of what is joined to it:

    Oracle      DBA_USERS: USERNAME, ACCOUNT_STATUS, AUTHENTICATION_TYPE, EXPIRY_DATE, CREATED,
                LAST_LOGIN, PASSWORD_CHANGE_DATE; GRANTED_ROLE, the roles in one field
    SQL Server  sys.server_principals: name, principal_id, type_desc, is_disabled, create_date;
                is_expiration_checked of sys.sql_logins; server_roles; last_login
    PostgreSQL  pg_roles: rolname, rolsuper, rolcreaterole, rolcanlogin, rolvaliduntil; member_of
    MySQL       mysql.user: User, Host, account_locked, password_last_changed, password_lifetime,
                Super_priv, Grant_priv, Create_user_priv, Shutdown_priv, File_priv

    account                     str; of MySQL user@host
    enabled                     bool: not locked or disabled, may log in. An expired password and a
                                lock of a time (`LOCKED(TIMED)`) leave an account usable
    last_logon, password_set, created
                                date in Taipei or None
    password_never_expires      bool: no EXPIRY_DATE, is_expiration_checked 0, no rolvaliduntil,
                                password_lifetime 0
    groups                      tuple of roles, parted by , ; or |
    privileged                  bool: a role of power (`_parsing/database_accounts/dialects.py`),
                                SYS, SYSTEM, principal_id 1, rolsuper, rolcreaterole, *_priv Y
    display_name, employee_id, owner, owner_from
                                "": a view says nothing of people
    expires                     None: what ends is the password
    shared_hint                 the word of its name that says many people use it
    line                        int

Gaps: columns that matter and are not there (no view of SQL Server, PostgreSQL or MySQL has log-ons:
join them from an audit log as last_login), a Windows group, an anonymous account, one of MySQL
without a password (where there is authentication_string), a password whose end the view does not
say. A privilege granted directly, not by a role, is not seen.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ._model import ReadError, Row, Source, Table, reader
from ._parsing.database_accounts import dialects
from ._parsing.database_accounts.dialects import POWERS, Dialect, Facts
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.directory.meaning import shared_hint

_COLUMNS: Columns = {
    "oracle_name": ("username",),
    "oracle_status": ("account_status",),
    "authentication": ("authentication_type",),
    "expiry": ("expiry_date",),
    "server_name": ("name",),
    "principal_id": ("principal_id",),
    "type_desc": ("type_desc",),
    "is_disabled": ("is_disabled",),
    "expiration": ("is_expiration_checked",),
    "rolname": ("rolname",),
    "rolsuper": ("rolsuper",),
    "rolcreaterole": ("rolcreaterole",),
    "rolcanlogin": ("rolcanlogin",),
    "valid_until": ("rolvaliduntil",),
    "mysql_user": ("user",),
    "mysql_host": ("host",),
    "locked": ("account_locked",),
    "lifetime": ("password_lifetime",),
    "super": ("super_priv",),
    "grant": ("grant_priv",),
    "create_user": ("create_user_priv",),
    "shutdown": ("shutdown_priv",),
    "file": ("file_priv",),
    "plugin": ("plugin",),
    "secret": ("authentication_string",),
    "created": ("created", "create_date"),
    "last_logon": ("last_login",),
    "password_set": ("password_change_date", "password_last_changed", "password_last_set"),
    "roles": ("granted_role", "granted_roles", "server_roles", "member_of", "roles"),
}
_LOGON, _ROLES = {"last_logon": "最後登入（last_login）"}, {"roles": "角色（granted_role 等）"}
_DIALECTS = (
    Dialect(
        ("oracle_name", "oracle_status"),
        dialects.oracle,
        {**_LOGON, **_ROLES, "expiry": "密碼到期日（EXPIRY_DATE）"},
    ),
    Dialect(
        ("server_name", "type_desc", "is_disabled"),
        dialects.sql_server,
        {**_LOGON, **_ROLES, "principal_id": "代碼（principal_id）"},
    ),
    Dialect(
        ("rolname", "rolcanlogin", "rolsuper", "rolcreaterole", "valid_until"),
        dialects.postgres,
        {**_LOGON, **_ROLES},
        inherits=True,
    ),
    Dialect(("mysql_user", "mysql_host", "locked", *POWERS), dialects.mysql, _LOGON),
)


def _sniff(head: bytes) -> bool:
    return any(header_has(head, _COLUMNS, *dialect.needed[:3]) for dialect in _DIALECTS)


@reader(kind="accounts", sniff=_sniff)
def database_accounts(source: Source) -> Table:
    """Read accounts.

    :raises ReadError: for a missing column, a ragged record, an account named twice or without a
        name, a status, flag, number or time that cannot be read, or no account at all
    """
    sheet = Sheet(source, _COLUMNS)
    dialect = _dialect(sheet)
    odd: dict[str, list[str]] = {}
    rows = tuple(_heirs(tuple(_rows(sheet, dialect, odd)), dialect))
    if not rows:
        raise ReadError("檔案裡沒有任何帳號，請確認匯出的範圍")
    gaps = [
        *(
            f"沒有「{title}」欄"
            for name, title in dialect.matters.items()
            if name not in sheet.places
        ),
        *(f"{what}：{'、'.join(which[:3])}（共 {len(which)} 個）" for what, which in odd.items()),
    ]
    return Table("accounts", rows, source.name, "database_accounts", tuple(gaps))


def _dialect(sheet: Sheet) -> Dialect:
    for dialect in _DIALECTS:
        if set(dialect.needed[:2]) <= set(sheet.places):
            require(sheet, _COLUMNS, *dialect.needed)
            return dialect
    require(sheet, _COLUMNS, *_DIALECTS[0].needed)
    raise ReadError("認不出是哪一種資料庫的帳號清單，請重新匯出")


def _rows(sheet: Sheet, dialect: Dialect, odd: dict[str, list[str]]) -> Iterator[Mapping[str, Any]]:
    seen: dict[str, int] = {}
    for record in sheet.records():
        if not record[dialect.needed[0]] and dialect.needed[0] != "mysql_user":
            raise record.error(dialect.needed[0], "沒有帳號名稱，請重新匯出")
        facts = dialect.read(record)
        if facts is None:
            continue
        first = seen.setdefault(facts.account, record.line)
        if first != record.line:
            raise record.error(
                dialect.needed[0], f"帳號「{facts.account}」在第 {first} 行已出現過，請重新匯出"
            )
        if facts.gap:
            odd.setdefault(facts.gap, []).append(facts.account)
        if facts.bare and facts.enabled and "secret" in sheet.places:
            odd.setdefault("沒有密碼", []).append(facts.account)
        if facts.never_expires is None and facts.enabled:
            odd.setdefault("看不出密碼是否會到期", []).append(facts.account)
        yield _row(record, facts)


def _heirs(rows: tuple[Row, ...], dialect: Dialect) -> Iterator[Row]:
    """Yield the rows; of PostgreSQL a member of a privileged role is so too, by SET ROLE."""
    of = {row["account"]: row["groups"] for row in rows if dialect.inherits}
    powers = {row["account"] for row in rows if row["privileged"]}
    while more := {name for name in of.keys() - powers if not powers.isdisjoint(of[name])}:
        powers |= more
    for row in rows:
        yield {**row, "privileged": row["account"] in powers}


def _row(record: Record, facts: Facts) -> dict[str, Any]:
    return {
        "account": facts.account,
        "display_name": "",
        "enabled": facts.enabled,
        "employee_id": "",
        "last_logon": facts.last_logon,
        "password_set": facts.password_set,
        "password_never_expires": bool(facts.never_expires),
        "created": facts.created,
        "expires": None,
        "groups": facts.groups,
        "privileged": facts.privileged,
        "owner": "",
        "owner_from": "",
        "shared_hint": shared_hint(facts.account),
        "line": record.line,
    }
