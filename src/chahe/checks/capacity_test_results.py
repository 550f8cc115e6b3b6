"""容量與壓力測試：承載量達到預期尖峰

Every load of every system is one thing tested (orders a second, people on line …); of one that was
tested several times the newest test counts, and of one day the one that failed, else one that lacks
a figure. Kinds of exception:

    short      the load it bore is below the peak expected
    failed     it bore that load, or the file does not say, but the test failed

A test repeated with success takes the place of one that failed. The evidence is insufficient
whatever it shows where a test lies after the day of the check or the newest is more than
`evidence_months` before it; it also is where nothing is broken but a load lacks a figure, its peak
is 0, or its own newest test is older than that. Whether the peaks are those of the business is for
a person to see, so that no rule is shown to be kept. How often to test is `capacity_test_cycle`'s.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from ..deadlines import format_roc, months_after
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.occasions.cycle import stale
from ._model import Parameter, Result, Row, check

_RULES = ("twse/mechanism@2018-11-30#7.2.e", "twse/mechanism@before-2018-11-30#7.2.e")


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={"short": "承載量不足", "failed": "測試未通過"},
    needs=("capacity_tests",),
    parameters=(Parameter("evidence_months", "測試距檢測日的上限", 12, "個月", "本系統預設"),),
)
def capacity_test_results(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every load a system cannot bear.

    >>> capacity_test_results.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    tests = [(table.source, row) for table in tables["capacity_tests"] for row in table.rows]
    newest = {_load(row): (source, row) for source, row in sorted(tests, key=_rank)}
    months = parameters["evidence_months"]
    rows = tuple(
        {**found, "name": _name(row), "system": row["system"], "source": at, "line": row["line"]}
        for at, row in newest.values()
        if (found := _broken(row))
    )
    doubt = stale([row["tested"] for _, row in tests], on, months=months, what="測試")
    if rows and not doubt:
        reason = f"{len(newest)} 項負載中有 {len(rows)} 項承載量不足或測試未通過"
        return Result(Verdict.NONCONFORMING, reason, len(newest), rows)
    doubt = doubt or _incomplete((row for _, row in newest.values()), on, months)
    if doubt:
        return Result(Verdict.INSUFFICIENT, doubt, len(newest), rows)
    reason = f"共 {len(newest)} 項負載，最近一次測試的承載量都達到預期尖峰"
    return Result(Verdict.CONFORMING, reason, len(newest))


def _load(row: Row) -> tuple[str, ...]:
    return tuple(row[name].casefold() for name in ("system", "load", "unit"))


def _rank(test: tuple[str, Row]) -> tuple[date, bool, bool]:
    row = test[1]
    return row["tested"], _broken(row) is not None, _lacks_figure(row)


def _name(row: Row) -> str:
    return f"{row['system']} {row['load']} {row['unit']}".strip()


def _broken(row: Row) -> Row | None:
    measured, expected = row["measured"], row["expected"]
    day = format_roc(row["tested"])
    if measured is not None and expected is not None and measured < expected:
        unit = row["unit"]
        why = f"{day}測試承載 {measured:,} {unit}，低於預期尖峰 {expected:,} {unit}".rstrip()
        return {"kind": "short", "why": why}
    if row["result"] == "fail":
        return {"kind": "failed", "why": f"{day}測試未通過，之後沒有通過的測試"}
    return None


def _lacks_figure(row: Row) -> bool:
    return row["measured"] is None or not row["expected"]


def _incomplete(newest: Iterable[Row], on: date, months: int) -> str:
    for row in newest:
        name = _name(row)
        if _lacks_figure(row):
            return f"「{name}」沒有實測負載或預期尖峰，無法比較"
        if months_after(row["tested"], months) < on:
            day = format_roc(row["tested"])
            return f"「{name}」最近一次測試是{day}，早於檢測日超過 {months} 個月"
    return ""
