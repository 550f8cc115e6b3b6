"""防火牆紀錄：每一日都留滿三年

Logs of the list that are firewalls'. The rules also ask for their backups, and some for a review of
the firewall's rules, which the lists cannot show.

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
    "twse/mechanism@2018-11-30#7.1.b.c",
    "twse/mechanism@before-2018-11-30#7.1.b.c",
    "twse/inspection-points@undated#7.8",
    "tpex/sto-assessment@undated#3.10.6",
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
            "retention_firewall_log",
            rule="twse/mechanism@2018-11-30#7.1.b.c",
            unit="年",
        ),
        *PARAMETERS,
    ),
)
def firewall_log_retention(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every day of a firewall's log that is not kept.

    >>> firewall_log_retention.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    return retained(tables, on, parameters, kind="firewall")
