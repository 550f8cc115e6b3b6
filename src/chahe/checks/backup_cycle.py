"""定期備份：計畫上的每個系統都按週期備份成功

Every system of the backup plan is one thing tested, over the `look_back_days` before the test (over
its period where that is longer) or from the day the plan names. Copies of backups are no backups
here. Kinds of exception:

    missing    no run of a backup of it, in records of longer than its period
    overdue    none succeeded for longer than its period, up to the end of the records
    late       two that succeeded are further apart than its period; one for each pair
    failed     a job of it failed, did not end well within its period, and runs still

Two may be a period and `grace_hours` apart, from when they begin. Systems are matched by name. The
rule also asks for a register and for protection of the media, which the tables cannot show.

What a person must decide gives insufficient evidence: backups that are near enough only if those
that ended with warnings count; backups known only from snapshots that are kept, for old ones are
pruned; no backup that succeeded, where none is due yet or the records are shorter than its period;
a job that failed and never ran again, which may have another name now; records that begin too late,
or lack a time between two files (of failed jobs only those after it count); a system without runs
where there are runs of a system that is not in the plan, which may be its other name. So does,
where nothing is broken, a system that is backed up and not in the plan.

The evidence is insufficient whatever it shows where a run lies after the day of the test, or the
records that a system is in end more than `evidence_days` before it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta, timezone

from ..deadlines import days_after, format_roc, hours_after
from ..readers import Table
from ._algorithms.backups.plan import Plan, Where, not_planned, result_of, unseen
from ._algorithms.backups.runs import Instants, Runs, not_named, runs_of, stale, too_far_apart
from ._model import Parameter, Result, Row, check

_RULES = ("tpex/sto-assessment@undated#3.9.1",)
_TAIPEI = timezone(timedelta(hours=8))
_ENDED = ("success", "warning")
_DAY_HOURS = 24
_UNSEEN = "作業紀錄裡沒有這個系統的備份"


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "missing": "沒有備份",
        "overdue": "逾期未備份",
        "late": "備份間隔過長",
        "failed": "備份失敗未補做",
    },
    needs=("backup_jobs", "backup_plan"),
    parameters=(
        Parameter("look_back_days", "回看的天數", 180, "日", "本系統預設", stricter="more"),
        Parameter("grace_hours", "兩次備份可晚的時數", 12, "小時", "本系統預設"),
        Parameter("evidence_days", "作業紀錄距檢測日的天數上限", 14, "日", "本系統預設"),
    ),
)
def backup_cycle(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every system that is not backed up as its plan says.

    >>> backup_cycle.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    plan, runs = Plan(tables, on), runs_of(tables["backup_jobs"])
    strangers = plan.strangers(runs)
    unnamed = not_named(runs)
    found: list[Row | str] = []
    for where, row in plan.in_force:
        if of := runs.get(row["system"].casefold()):
            found += _judge(of, row, on, parameters, where)
        elif _is_due(unnamed, row, on, parameters):
            found += unseen(where, strangers, "missing", _UNSEEN)
        else:
            found.append(f"{row['system']}：{_UNSEEN}，但還沒有到期，或紀錄不到 {row['every']} 日")
    asked = [row for _, row in plan.in_force]
    return result_of(
        found,
        asked,
        doubt=stale(runs, asked, on, parameters["evidence_days"]),
        incomplete=not_planned(strangers),
        kept=f"{parameters['look_back_days']} 日來都按週期備份成功",
    )


def _judge(
    of: Runs, plan: Row, on: date, parameters: Mapping[str, int], where: Where
) -> Iterator[Row | str]:
    runs = [(source, row) for source, row in of.runs if row["kind"] != "copy"]
    hours, start = _asked(plan, on, parameters)
    begin = start.date()
    if hours_after(start, hours) < of.first_seen:
        day = format_roc(of.first_seen.date())
        yield f"{plan['system']}所在的作業紀錄從{day}才開始，看不到{format_roc(begin)}以後的全部"
    span = max(start, of.first_seen), of.last_seen
    is_pruned = any(row["kind"] == "snapshot" for _, row in runs)
    holes = of.holes(hours)
    sure = _gaps(runs, _ENDED, span, hours)
    for kind, earlier, later in sure:
        why = f"{_when(earlier)}到{_when(later)}沒有成功的備份，超過 {plan['every']} 日"
        if kind == "late" and is_pruned:
            yield f"{plan['system']}只看得到留下來的快照，{why}"
        elif any(first < later and earlier < last for first, last in holes):
            yield f"{plan['system']}的作業紀錄中間缺了一段，{why}"
        else:
            which = {"component": _when(earlier)} if kind == "late" else {}
            yield {**where, **which, "kind": kind, "why": why}
    if not any(row["result"] in _ENDED and row["begun"] >= start for _, row in runs):
        yield f"{plan['system']}從{format_roc(begin)}起看不到成功的備份"
    if sure != _gaps(runs, ("success",), span, hours):
        yield f"{plan['system']}要把帶警告的備份算進去才夠密，請認定是否可用"
    yield from _failed(runs, (max(span[0], of.stretches(hours)[-1][0]), span[1]), hours)


def _is_due(records: Runs, plan: Row, on: date, parameters: Mapping[str, int]) -> bool:
    """Say whether records without a run of a system are long enough for one to have been due."""
    hours, start = _asked(plan, on, parameters)
    return any(
        hours_after(max(start, first), hours) < last for first, last in records.stretches(hours)
    )


def _asked(plan: Row, on: date, parameters: Mapping[str, int]) -> tuple[int, datetime]:
    """Return how many hours two backups may be apart, and from when on that is asked."""
    look_back = max(parameters["look_back_days"], plan["every"])
    begin = max(days_after(on, -look_back), plan["since"] or date.min)
    hours = plan["every"] * _DAY_HOURS + parameters["grace_hours"]
    return hours, datetime.combine(begin, time(), _TAIPEI)


def _gaps(
    runs: list[tuple[str, Row]], results: tuple[str, ...], span: Instants, hours: int
) -> list[tuple[str, datetime, datetime]]:
    begun = [row["begun"] for _, row in runs if row["result"] in results]
    last = max(begun, default=span[0])
    return [
        ("late" if later <= last else "overdue", earlier, later)
        for earlier, later in too_far_apart(begun, *span, hours)
    ]


def _failed(runs: list[tuple[str, Row]], span: Instants, hours: int) -> Iterator[Row | str]:
    """Of each job that failed and was not done again in time, name the last run that did."""
    newest: dict[str, datetime] = {}
    redone: dict[str, datetime] = {}
    failed: dict[str, list[tuple[str, Row]]] = {}
    for source, row in reversed(runs):
        job, due = row["job"], hours_after(row["begun"], hours)
        newest.setdefault(job, row["begun"])
        if row["result"] in _ENDED:
            redone[job] = row["begun"]
        elif (
            row["result"] == "failed" and span[0] <= row["begun"] and due < redone.get(job, span[1])
        ):
            failed.setdefault(job, []).append((source, row))
    for job, of in failed.items():
        source, row = of[0]
        times = len({run["begun"] for _, run in of})
        why = f"{job or '備份'}失敗 {times} 次沒有及時補做，最近一次是{_when(row['begun'])}"
        where = {"name": row["system"], "source": source, "line": row["line"]}
        if hours_after(of[-1][1]["begun"], hours) < newest[job]:
            yield {**where, "kind": "failed", "component": job, "why": why}
        else:
            yield f"{row['system']}的{why}，之後沒有再執行"


def _when(instant: datetime) -> str:
    return f"{format_roc(instant.date())} {instant:%H:%M}"
