"""What the tests of every firewall reader ask."""

from collections.abc import Callable
from datetime import date

from chahe.checks import Check
from chahe.readers import ReadError, Table

ON = date(2026, 11, 21)


def found(table: Table, check: Check) -> list[tuple[str, str]]:
    """Return what a check finds in one table on the day of the test: policy and kind."""
    result = check.run({"firewall_policies": (table,)}, on=ON)
    return [(row["policy"], row["kind"]) for row in result.rows]


def is_table_or_error(read: Callable[[bytes], Table], content: bytes) -> bool:
    """Say whether content is read as policies or refused with a message, and nothing else."""
    try:
        return len(read(content).rows) > 0
    except ReadError as error:
        return bool(str(error))
