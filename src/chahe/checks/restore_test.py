"""回存測試：計畫上的每個系統都定期還原成功

Every system of the backup plan is one thing tested; systems are matched by name. Kinds of
exception:

    never      no test of it
    overdue    its newest test that succeeded is more than `months` before the day of the check
    failed     its newest test failed, and the first since one succeeded did so more than
               `retest_days` before the day of the check

The rules ask for tests and say no period, so `months` is ours. A system that the plan has had for
less than `months` need not have been tested yet, whatever was done before. On one day the last of
the file is the newest. That the media are kept well the tables cannot show.

What a person must decide gives insufficient evidence: a newest test that failed within
`retest_days`; a newest test that took longer than its objective, which the rules do not ask about;
a system without tests where there are tests of a system that is not in the plan, which may be its
other name. So does, where nothing is broken, a test of a system that is not in the plan.

The evidence is insufficient whatever it shows where a test lies after the day of the check, or the
newest is more than `months` before it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import takewhile

from ..deadlines import days_between, format_roc, months_after
from ..readers import Table
from ._algorithms.alike import once
from ._algorithms.backups.plan import Plan, Where, not_planned, result_of, unseen
from ._model import Parameter, Result, Row, check

_RULES = (
    "twse/mechanism@2018-11-30#7.2.c.e",
    "twse/mechanism@before-2018-11-30#7.2.c.e",
    "tpex/sto-assessment@undated#3.9.2",
)
_Tests = list[tuple[str, Row]]


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={"never": "沒有測試過", "overdue": "逾期未測試", "failed": "失敗未重測"},
    needs=("restore_tests", "backup_plan"),
    parameters=(
        Parameter("months", "兩次回存測試相隔的上限", 12, "個月", "本系統預設"),
        Parameter("retest_days", "失敗後重測的天數上限", 31, "日", "本系統預設"),
    ),
)
def restore_test(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every system whose backups were not restored as they should be.

    >>> restore_test.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    plan = Plan(tables, on)
    tests: dict[str, _Tests] = {}
    for source, row in once(tables["restore_tests"]):
        tests.setdefault(row["system"].casefold(), []).append((source, row))
    strangers = plan.strangers(tests)
    found: list[Row | str] = []
    for where, row in plan.in_force:
        is_due = not row["since"] or months_after(row["since"], parameters["months"]) < on
        if of := tests.get(row["system"].casefold()):
            found += _judge(of, on, parameters, where, is_due=is_due)
        elif is_due:
            found += unseen(where, strangers, "never", "沒有任何測試紀錄")
    return result_of(
        found,
        [row for _, row in plan.in_force],
        doubt=_stale([row["tested"] for of in tests.values() for _, row in of], on, parameters),
        incomplete=not_planned(strangers),
        kept=f"沒有超過 {parameters['months']} 個月未還原成功的",
    )


def _judge(
    tests: _Tests, on: date, parameters: Mapping[str, int], where: Where, *, is_due: bool
) -> Iterator[Row | str]:
    months = parameters["months"]
    tests = sorted(tests, key=lambda test: test[1]["tested"])
    succeeded = [row["tested"] for _, row in tests if row["result"] == "success"]
    failing = list(takewhile(lambda test: test[1]["result"] == "failed", reversed(tests)))
    is_late = failing and days_between(failing[-1][1]["tested"], on) > parameters["retest_days"]
    if is_due and succeeded and months_after(succeeded[-1], months) < on:
        why = f"最近一次還原成功是{format_roc(succeeded[-1])}，超過 {months} 個月"
        yield {**where, "kind": "overdue", "why": why}
    if is_late:
        source, row = failing[-1]
        since = f"{format_roc(row['tested'])}起 {len(failing)} 次測試都失敗"
        why = f"{since}，超過 {parameters['retest_days']} 日沒有重測成功"
        yield {**where, "source": source, "line": row["line"], "kind": "failed", "why": why}
    elif failing:
        yield f"{where['name']}{format_roc(failing[0][1]['tested'])}的測試失敗，尚待重測"
    else:
        yield from _slow(tests[-1][1])


def _slow(test: Row) -> Iterator[str]:
    spent, objective = test["minutes"], test["objective"]
    if spent and objective and spent > objective:
        day = format_roc(test["tested"])
        yield f"{test['system']}{day}的還原花了 {spent} 分鐘，目標是 {objective} 分鐘"


def _stale(days: list[date], on: date, parameters: Mapping[str, int]) -> str:
    newest, months = max(days), parameters["months"]
    if newest > on:
        return "紀錄有檢測日之後的日期，請確認檢測日與匯出時間"
    if months_after(newest, months) < on:
        day = format_roc(newest)
        return f"最新的測試是{day}，早於檢測日超過 {months} 個月，請提供之後的紀錄"
    return ""
