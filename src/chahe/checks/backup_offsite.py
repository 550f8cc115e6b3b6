"""異地備份：計畫要求的系統近期都有一份放在別處

Every system of which the backup plan asks for a copy elsewhere is one thing tested: what the plan
says of a system is taken to be of its software and documents too. Kinds of exception:

    no_copy     no copy elsewhere ever succeeded, and the records say so of every run
    old_copy    the newest is more than `offsite_days` before the end of the records

Neither is said where the plan has had the system for no longer than that, or the records are no
longer since the last time that they lack between two files: a person must decide.

Any run that succeeded and is elsewhere counts, a copy of a backup or a backup. Where a newer one
does not say where it is, or ended with warnings, a person must decide. So must one where a system
has no runs and there are runs of a system that is not in the plan, or the plan does not say of a
system whether a copy must be kept elsewhere: the evidence is then insufficient. That the place is
safe, and what is on the copy, the tables cannot show.

The evidence is insufficient whatever it shows where a run lies after the day of the test, or the
records that a system is in end more than `evidence_days` before it.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ..deadlines import days_between, format_roc
from ..readers import Table
from ._algorithms.backups.plan import Plan, Where, result_of, unseen
from ._algorithms.backups.runs import Runs, not_named, runs_of, stale
from ._model import Parameter, Result, Row, check

_RULES = (
    "twse/mechanism@2018-11-30#7.2.c.a",
    "twse/mechanism@before-2018-11-30#7.2.c.a",
)
_DAY_HOURS = 24


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={"no_copy": "沒有異地備份", "old_copy": "異地備份過舊"},
    needs=("backup_jobs", "backup_plan"),
    parameters=(
        Parameter("offsite_days", "異地備份的天數上限", 31, "日", "本系統預設"),
        Parameter("evidence_days", "作業紀錄距檢測日的天數上限", 14, "日", "本系統預設"),
    ),
)
def backup_offsite(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every system that has no fresh copy elsewhere.

    >>> backup_offsite.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    plan, runs = Plan(tables, on), runs_of(tables["backup_jobs"])
    asked = [(where, row) for where, row in plan.in_force if row["offsite"]]
    strangers = plan.strangers(runs)
    days = parameters["offsite_days"]
    unnamed = not_named(runs)
    found: list[Row | str] = []
    for where, row in asked:
        if of := runs.get(row["system"].casefold()):
            found += _judge(of, row, where, days)
        elif doubts := [
            each for each in _judge(unnamed, row, where, days) if isinstance(each, str)
        ]:
            found += doubts
        else:
            found += unseen(where, strangers, "no_copy", "作業紀錄裡沒有這個系統的備份")
    unsaid = [row["system"] for _, row in plan.in_force if row["offsite"] is None]
    return result_of(
        found,
        [row for _, row in asked],
        doubt=stale(runs, [row for _, row in asked], on, parameters["evidence_days"]),
        incomplete=f"計畫沒有寫要不要異地備份：{'、'.join(unsaid[:5])}" if unsaid else "",
        kept=f"{days} 日內都有異地備份",
    )


def _judge(of: Runs, plan: Row, where: Where, days: int) -> Iterator[Row | str]:
    end, name = of.last_seen.date(), plan["system"]
    since = plan["since"] or date.min
    known = of.stretches((plan["every"] + 1) * _DAY_HOURS)[-1][0].date()
    sure = _newest(of, ("success",), (True,))
    maybe = _newest(of, ("success", "warning"), (True, None))
    if sure and days_between(sure, end) <= days:
        return
    if maybe and days_between(maybe, end) <= days:
        yield f"{name}{format_roc(maybe)}的備份沒有寫是否在異地，或帶警告"
    elif days_between(since, end) <= days:
        yield f"{name}從{format_roc(since)}才列入計畫，之後還沒有異地備份"
    elif days_between(known, end) <= days:
        yield f"{name}所在的作業紀錄從{format_roc(known)}才開始，或之前缺了一段"
    elif maybe:
        why = f"異地備份最近一次是{format_roc(maybe)}，到{format_roc(end)}超過 {days} 日"
        yield {**where, "kind": "old_copy", "why": why}
    else:
        why = f"{format_roc(known)}至{format_roc(end)}沒有成功的異地備份"
        yield {**where, "kind": "no_copy", "why": why}


def _newest(of: Runs, results: tuple[str, ...], places: tuple[bool | None, ...]) -> date | None:
    days = (
        row["begun"].date()
        for _, row in of.runs
        if row["result"] in results and row["offsite"] in places
    )
    return max(days, default=None)
