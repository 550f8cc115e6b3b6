"""Drills for tests of the checks that ask for them."""

from datetime import date
from typing import Any

from chahe.checks import Check, Result
from chahe.readers import Row, Table

ON = date(2026, 11, 21)
SPRING = date(2026, 4, 18)


def drill(type_: str, day: date = SPRING, **said: Any) -> Row:
    return {
        "type": type_, "scenario": "情境", "system": "", "day": day, "participants": "6 人",
        "result": "pass", "reviewed": day, "improved": None, "line": 2, **said,
    }  # fmt: skip


def drilled(check: Check, *rows: Row, gaps: tuple[str, ...] = (), **parameters: int) -> Result:
    tables = {"drills": (Table("drills", rows, "d.csv", "x", gaps),)}
    return check.run(tables, on=ON, parameters=parameters)
