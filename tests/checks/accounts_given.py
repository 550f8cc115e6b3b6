"""Rows of the kinds the checks of accounts ask for."""

from datetime import date
from typing import Any

from chahe.readers import Row, Table

ON = date(2026, 11, 21)


def account(name: str = "twchen", **said: Any) -> Row:
    return {
        "account": name, "display_name": "", "enabled": True, "employee_id": "",
        "last_logon": date(2026, 11, 20), "password_set": date(2026, 10, 1),
        "password_never_expires": False, "created": date(2024, 1, 1), "expires": None,
        "groups": (), "privileged": False, "owner": "", "owner_from": "", "shared_hint": "",
        "line": 2, **said,
    }  # fmt: skip


def approval(name: str = "adm", **said: Any) -> Row:
    return {
        "account": name, "system": "", "owner": "陳大文", "approved_by": "林主任", "purpose": "",
        "approved": date(2026, 6, 1), "valid_until": None, "sources": (), "line": 2, **said,
    }  # fmt: skip


def session(name: str = "adm", **said: Any) -> Row:
    return {
        "account": name, "system": "", "at": "2026-11-20 09:00", "day": date(2026, 11, 20),
        "address": "10.1.9.5", "ticket": "CHG-1", "purpose": "", "approved_by": "", "line": 2,
        **said,
    }  # fmt: skip


def person(employee_id: str = "A001", name: str = "陳大文", **said: Any) -> Row:
    return {
        "employee_id": employee_id, "name": name, "account": "", "department": "",
        "joined": None, "left": None, "status": "active", "line": 2, **said,
    }  # fmt: skip


def table(kind: str, *rows: Row, source: str = "", gaps: tuple[str, ...] = ()) -> Table:
    return Table(kind, rows, source or f"{kind}.csv", "x", gaps)
