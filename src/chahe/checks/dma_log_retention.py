"""專屬線路（DMA）下單紀錄：每一日都留滿五年

Logs of the list that are of direct market access, trading and audit logs alike. The rule also asks
that its use is proper, which the lists cannot show.

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

_RULES = ("twse/inspection-points@undated#9.11",)


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds=KINDS,
    needs=("log_sources", "log_coverage"),
    parameters=(
        ruled(
            "years",
            "保存年數",
            "retention_order_log",
            rule="twse/inspection-points@undated#9.11",
            unit="年",
        ),
        *PARAMETERS,
    ),
)
def dma_log_retention(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every day of a log of direct market access that is not kept.

    >>> dma_log_retention.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    return retained(tables, on, parameters, kind="dma")
