"""個人資料使用軌跡：每一日都留滿五年

Logs of the list that are trails of the use of personal data. The rule also asks that they show
who used what, and a law or contract may ask for longer: write its years in the list.
Days before the rule's edition was in force are for a person to decide.

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

_RULES = ("tsa/emerging-technology@2026-03-04#9.9",)
_IN_FORCE = date(2026, 3, 4)


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds=KINDS,
    needs=("log_sources", "log_coverage"),
    parameters=(
        ruled(
            "years",
            "保存年數",
            "retention_personal_data_trail",
            rule="tsa/emerging-technology@2026-03-04#9.9",
            unit="年",
        ),
        *PARAMETERS,
    ),
)
def personal_data_log_retention(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every day of a trail that is not kept.

    >>> personal_data_log_retention.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    return retained(tables, on, parameters, kind="personal_data", bound_from=_IN_FORCE)
