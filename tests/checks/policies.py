"""Password policies for tests: one that keeps every rule, but for what a test says."""

from datetime import date
from typing import Any

from chahe.checks import Check, Result
from chahe.readers import Table

ON = date(2026, 11, 21)
KEPT = {
    "system": "", "min_length": 8, "complexity": True, "max_age": 90, "min_age": 1, "history": 5,
    "tries": 3, "lock_minutes": 30, "reset_minutes": 30, "reversible": False, "line": 3,
}  # fmt: skip


def policy(source: str = "dc01.inf", **said: Any) -> Table:
    return Table("password_policies", ({**KEPT, **said},), source, "security_policy")


def run(check: Check, *tables: Table, **parameters: int) -> Result:
    return check.run({"password_policies": tables}, on=ON, parameters=parameters)
