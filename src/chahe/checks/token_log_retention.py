"""虛擬通貨交易與操作紀錄：每一日都留滿十年

Logs of the list that are of trading in security tokens, of orders and of operation alike. The rule
also asks that they are true and complete, and for evidence, which the lists cannot show.

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

_RULES = ("tpex/sto-assessment@undated#3.13",)


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
            rule="tpex/sto-assessment@undated#3.13",
            unit="年",
        ),
        *PARAMETERS,
    ),
)
def token_log_retention(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every day of a log of security tokens that is not kept.

    >>> token_log_retention.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    return retained(tables, on, parameters, kind="security_token")
