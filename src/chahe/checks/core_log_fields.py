"""核心系統稽核日誌：每筆都有使用者與登入日期時間

Every core system of the list that has an audit or login log and is in use is looked for in the
sample of records. Kinds of exception:

    no_who      records do not say the id of the user
    no_when     records do not say a day and a time of day

A system is a core one if any of its rows says so. The rule does not ask where from (`log_fields`).
It is only refuted: that the list has every core system is for a person to see. Where the list does
not say of a system whether it is a core one, the evidence is insufficient unless another is broken.
How a sample is judged, and when it is too little: `_algorithms/logs/sample.py`.
"""

from collections.abc import Mapping
from datetime import date

from ..readers import Table
from ..workflow import Verdict
from ._algorithms.logs.sample import KINDS, PARAMETERS, WHEN, WHO, audited, recorded
from ._model import Result, check

_RULES = ("twse/inspection-points@undated#9.5",)
_KINDS = {kind: KINDS[kind] for kind in (WHO, WHEN)}


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds=_KINDS,
    needs=("log_records", "log_sources"),
    parameters=PARAMETERS,
)
def core_log_fields(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every core system whose records do not say what they should.

    >>> core_log_fields.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    said: dict[str, set[bool | None]] = {}
    for table in tables["log_sources"]:
        for row in table.rows:
            said.setdefault(row["system"].casefold(), set()).add(row["core"])
    listed = [(log["system"], said[log["system"].casefold()]) for log in audited(tables, on)]
    systems = [system for system, cores in listed if True in cores]
    if not systems:
        return Result(Verdict.INSUFFICIENT, "清單上沒有核心系統有稽核或登入日誌，請確認清單", 0)
    result = recorded(tables, on, parameters, systems=systems, kinds=_KINDS)
    unsaid = [system for system, cores in listed if cores == {None}]
    if unsaid and result.verdict is Verdict.CONFORMING:
        reason = f"{len(unsaid)} 列沒有寫是不是核心系統（{unsaid[0]} 等），請補齊清單"
        return Result(Verdict.INSUFFICIENT, reason, result.population)
    return result
