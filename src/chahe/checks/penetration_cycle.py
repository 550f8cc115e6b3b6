"""滲透測試：每年一次

Every system of the records is one thing tested: list there the systems that must be tested (the
trading platform) and no system out of use. Kinds of exception:

    overdue    a whole year of the calendar went by after its last finished test
    late       a whole year went by between two of its tests, the later of the last two years

A test counts on the day it ended. Two at most `months` apart keep the rule; where they are further
apart, yet each year has one, a person must decide (`_algorithms/recurring/apart.py`), and the
evidence is insufficient. A firm that asks for fewer months than 12 is held to them.

The evidence is insufficient whatever it shows where a day of a test lies after the day of the
check, or the newest is more than `months` before it: later reports may be missing. It also is
where nothing is broken but a system has only tests that did not end, or a test does not say who
made it. What was found is `penetration_findings`'.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from ..deadlines import Cadence, format_roc, months_after
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.recurring.apart import apart
from ._algorithms.ruled import ruled
from ._model import Result, Row, check

_A_YEAR = 12
_RULES = ("tpex/sto-assessment@undated#3.8.3",)


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "overdue": "逾期未測試",
        "late": "測試間隔過長",
    },
    needs=("penetration_tests",),
    parameters=(
        ruled(
            "months",
            "兩次滲透測試相隔的上限",
            "penetration_test",
            rule="tpex/sto-assessment@undated#3.8.3",
            unit="個月",
        ),
    ),
)
def penetration_cycle(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every system that was not tested as often as it should be.

    >>> penetration_cycle.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    tests = [(table.source, row) for table in tables["penetration_tests"] for row in table.rows]
    systems: dict[str, list[tuple[str, Row]]] = {}
    for source, row in tests:
        systems.setdefault(row["system"].casefold(), []).append((source, row))
    rows: list[Row] = []
    unclear: list[str] = []
    for of in systems.values():
        for kind, why, where in _broken(of, on, parameters["months"]):
            if kind == "unclear":
                unclear.append(f"{where['name']}：{why}")
            else:
                rows.append({**where, "kind": kind, "why": why})
    doubt = _stale([row for _, row in tests], on, parameters["months"])
    if rows and not doubt:
        held = len({row["name"].casefold() for row in rows})
        reason = f"{len(systems)} 個系統中有 {held} 個不符，共 {len(rows)} 項"
        return Result(Verdict.NONCONFORMING, reason, len(systems), tuple(rows))
    doubt = doubt or _incomplete(systems, unclear)
    if doubt:
        return Result(Verdict.INSUFFICIENT, doubt, len(systems), tuple(rows))
    newest = max(row["ended"] for _, row in tests if row["ended"])
    reason = f"共 {len(systems)} 個系統，每年都做過滲透測試，最近一次是{format_roc(newest)}"
    return Result(Verdict.CONFORMING, reason, len(systems))


def _broken(
    tests: list[tuple[str, Row]], on: date, months: int
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    ended = {row["ended"]: (source, row) for source, row in tests if row["ended"]}
    days = sorted(day for day in ended if day <= on)
    recent = months_after(on, -2 * _A_YEAR)
    pairs = [(*pair, "late") for pair in pairwise(days) if pair[1] > recent]
    pairs += [(day, on, "overdue") for day in days[-1:]]
    for earlier, later, kind in pairs:
        answer = apart(earlier, later, cadence=Cadence.ANNUAL, months=months)
        if answer != "kept":
            source, row = ended[earlier]
            where = {"name": row["system"], "source": source, "line": row["line"]}
            until = f"到{format_roc(later)}" if kind == "late" else "到檢測日"
            why = f"{format_roc(earlier)}測試後，{until}已超過 {months} 個月"
            yield ("unclear" if answer == "unclear" else kind), why, where


def _stale(tests: list[Row], on: date, months: int) -> str:
    days = [row[name] for row in tests for name in ("begun", "ended", "reported") if row[name]]
    if any(day > on for day in days):
        return "紀錄有檢測日之後的日期，請確認檢測日與匯出時間"
    newest = max((row["ended"] for row in tests if row["ended"]), default=None)
    if newest is None:
        return "沒有任何測試結束的日期，請確認測試已完成"
    if months_after(newest, months) < on:
        day = format_roc(newest)
        return f"最新的測試是{day}，早於檢測日超過 {months} 個月，請提供之後的報告"
    return ""


def _incomplete(systems: Mapping[str, list[tuple[str, Row]]], unclear: list[str]) -> str:
    if unclear:
        return f"{len(unclear)} 處相隔超過一年，但每年都有測試，請人工認定（{unclear[0]}）"
    for tests in systems.values():
        system = tests[0][1]["system"]
        if not any(row["ended"] for _, row in tests):
            return f"「{system}」只有尚未結束的測試"
        if any(not row["tester"] for _, row in tests):
            return f"「{system}」的測試沒有寫由誰執行"
    return ""
