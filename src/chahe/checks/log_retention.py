"""稽核紀錄：重要系統的每一日都留滿三年

Logs of the list whose names say audit (稽核) or login (登入): list there the important systems and
no other. The rule also asks for procedures that protect them, which the lists cannot show.

Kinds of exception:

    none     nothing of a log is kept
    short    what is kept begins later than it should
    gap      days are missing after that

How days are judged, and what is not: `_algorithms/logs/retention.py`.
"""

from collections.abc import Mapping
from datetime import date

from ..readers import Table
from ._algorithms.logs.retention import KINDS, PARAMETERS, retained
from ._algorithms.ruled import ruled
from ._model import Result, check

_RULES = (
    "twse/mechanism@2018-11-30#8.4.c",
    "twse/mechanism@before-2018-11-30#8.4.c",
)


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds=KINDS,
    needs=("log_sources", "log_coverage"),
    parameters=(
        ruled(
            "years",
            "保存年數",
            "retention_audit_log",
            rule="twse/mechanism@2018-11-30#8.4.c",
            unit="年",
        ),
        *PARAMETERS,
    ),
)
def log_retention(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every day of an audit log that is not kept.

    >>> log_retention.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    return retained(tables, on, parameters, kind="audit")
