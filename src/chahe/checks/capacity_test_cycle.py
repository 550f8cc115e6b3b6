"""容量與壓力測試：每年一次

Every system of the records is one thing tested: list there the systems in use and no others. A test
counts on its day, whatever it showed, which is `capacity_test_results`'. Kinds of exception:

    overdue    a whole year of the calendar went by after its last test
    late       a whole year went by between two of its tests, the later of the last two years

Two tests at most `months` apart keep the rule; where they are further apart, yet each year has one,
a person must decide, and the evidence is insufficient. It also is where nothing is broken but the
day planned for the next test of a system is past, or a test does not say who answers for it; and
whatever it shows where a test lies after the day of the check, or the newest is more than `months`
before it: later records may be missing.

The rules ask for more than loads (the assessment of security measures, a procedure), so that none
is shown to be kept.
"""

from collections.abc import Mapping
from datetime import date

from ..deadlines import format_roc
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.occasions.cycle import Occasion, missed, stale
from ._algorithms.ruled import ruled
from ._model import Result, Row, check

_RULES = (
    "twse/mechanism@2018-11-30#7.2.f",
    "twse/mechanism@before-2018-11-30#7.2.f",
    "tpex/sto-assessment@undated#3.3",
)


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={"overdue": "逾期未測試", "late": "測試間隔過長"},
    needs=("capacity_tests",),
    parameters=(
        ruled(
            "months",
            "兩次測試相隔的上限",
            "stress_test",
            rule="twse/mechanism@2018-11-30#7.2.f",
            unit="個月",
        ),
    ),
)
def capacity_test_cycle(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every system that was not tested as often as it should be.

    >>> capacity_test_cycle.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    tests = [(table.source, row) for table in tables["capacity_tests"] for row in table.rows]
    months = parameters["months"]
    occasions = [Occasion(row["system"], row["tested"], at, row["line"]) for at, row in tests]
    found = missed(occasions, on, months=months, done="測試")
    systems = len({each.name.casefold() for each in occasions})
    doubt = stale([each.day for each in occasions], on, months=months, what="測試")
    if found.rows and not doubt:
        held = len({row["name"].casefold() for row in found.rows})
        reason = f"{systems} 個系統中有 {held} 個不符，共 {len(found.rows)} 項"
        return Result(Verdict.NONCONFORMING, reason, systems, found.rows)
    doubt = doubt or _incomplete([row for _, row in tests], found.unclear, on)
    if doubt:
        return Result(Verdict.INSUFFICIENT, doubt, systems, found.rows)
    newest = max(each.day for each in occasions)
    reason = f"共 {systems} 個系統，每年都做過測試，最近一次是{format_roc(newest)}"
    return Result(Verdict.CONFORMING, reason, systems)


def _incomplete(tests: list[Row], unclear: tuple[str, ...], on: date) -> str:
    if unclear:
        return f"{len(unclear)} 處相隔超過一年，但每年都有測試，請人工認定（{unclear[0]}）"
    newest: dict[str, Row] = {}
    for row in sorted(tests, key=_by_day):
        newest[row["system"].casefold()] = row
        if not row["owner"]:
            return f"「{row['system']}」{format_roc(row['tested'])}的測試沒有寫由誰負責"
    for row in newest.values():
        if row["next"] and row["next"] < on:
            return f"「{row['system']}」已過所訂的下次測試日（{format_roc(row['next'])}）"
    return ""


def _by_day(test: Row) -> tuple[date, int]:
    """Sort by day; of one day last the test whose next is planned first."""
    return test["tested"], -(test["next"] or date.max).toordinal()
