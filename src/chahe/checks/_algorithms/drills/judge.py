"""What is to be said of the drills of some types, whichever rule asks for them.

Drills of one type are one thing, whatever system or scenario they had; cycles are
`../occasions/cycle.py`'s. A drill that several files have, as exports of different days do, is one:
what one does not say of it another may, and it went well only if none says it did not. Reviews and
improvements are asked of the drills of the last two years.
Kinds of exception: `overdue`, `late`, and where days are given for them

    unreviewed    more than `review_days` passed without a meeting that reviewed it
    unimproved    something had to be improved, more than `improve_days` passed, and it neither was
                  nor did a later drill of the same scenario and system succeed

That a type is not in the records at all does not show that it never was rehearsed: the evidence is
insufficient.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ....deadlines import days_between, format_roc, months_after
from ....readers import Table
from ....workflow import Verdict
from ..._model import Result, Row
from ..occasions.cycle import RECENT_MONTHS, Occasion, missed, stale

_SAID_LATER = ("participants", "result", "reviewed", "improved")


@dataclass(frozen=True)
class Asked:
    """Which types a rule asks for, by what people call them, and within how long."""

    types: Mapping[str, str]
    months: int
    review_days: int | None = None
    improve_days: int | None = None


def judge(tables: tuple[Table, ...], on: date, asked: Asked) -> Result:
    """Judge the drills of the types asked for."""
    everything = [(table.source, row) for table in tables for row in table.rows]
    drills = [(source, row) for source, row in _once(tables) if row["type"] in asked.types]
    found = missed(
        (Occasion(asked.types[row["type"]], row["day"], at, row["line"]) for at, row in drills),
        on,
        months=asked.months,
        done="演練",
    )
    rows = (*found.rows, *_unfinished(drills, on, asked))
    title = "、".join(asked.types.values())
    doubt = stale(list(_days(everything)), on, months=asked.months, what="紀錄")
    if rows and not doubt:
        reason = f"{len(drills)} 次{title}有 {len(rows)} 項逾期、未檢討或未改善"
        return Result(Verdict.NONCONFORMING, reason, len(drills), rows)
    doubt = doubt or _incomplete([row for _, row in drills], found.unclear, asked)
    if doubt:
        return Result(Verdict.INSUFFICIENT, doubt, len(drills), rows)
    newest = max(row["day"] for _, row in drills)
    reason = f"共 {len(drills)} 次{title}，在規定期間內辦理，最近一次是{format_roc(newest)}"
    return Result(Verdict.CONFORMING, reason, len(drills))


def _once(tables: tuple[Table, ...]) -> list[tuple[str, Row]]:
    found: dict[tuple[Any, ...], tuple[str, Row]] = {}
    for table in tables:
        seen: Counter[tuple[Any, ...]] = Counter()
        for row in table.rows:
            drill = (*_same(row), row["day"])
            seen[drill] += 1
            key = (*drill, seen[drill])
            source, known = found.get(key, (table.source, row))
            said = {name: known[name] or row[name] for name in _SAID_LATER}
            if "fail" in (known["result"], row["result"]):
                said["result"] = "fail"
            found[key] = source, {**known, **said}
    return list(found.values())


def _days(drills: list[tuple[str, Row]]) -> Iterator[date]:
    for _, row in drills:
        yield from (row[name] for name in ("day", "reviewed", "improved") if row[name])


def _unfinished(drills: list[tuple[str, Row]], on: date, asked: Asked) -> Iterator[Row]:
    since = months_after(on, -RECENT_MONTHS)
    rehearsed = {_same(row): row["day"] for _, row in sorted(drills, key=_by_day) if _held(row)}
    for source, row in drills:
        if not since < row["day"] <= on:
            continue
        age, day = days_between(row["day"], on), format_roc(row["day"])
        name = f"{asked.types[row['type']]} {day} {row['scenario']}".strip()
        where = {"name": name, "system": row["system"], "source": source, "line": row["line"]}
        if asked.review_days is not None and not row["reviewed"] and age > asked.review_days:
            why = f"{day}演練後 {age} 日沒有開會檢討，超過 {asked.review_days} 日"
            yield {**where, "kind": "unreviewed", "why": why}
        later = rehearsed.get(_same(row), date.min) > row["day"]
        open_ = row["result"] == "fail" and not row["improved"] and not later
        if asked.improve_days is not None and open_ and age > asked.improve_days:
            why = f"{day}演練後 {age} 日沒有改善完成日，超過 {asked.improve_days} 日"
            yield {**where, "kind": "unimproved", "why": why}


def _same(row: Row) -> tuple[str, ...]:
    return tuple(row[name].casefold() for name in ("type", "scenario", "system"))


def _by_day(drill: tuple[str, Row]) -> date:
    day: date = drill[1]["day"]
    return day


def _held(row: Row) -> bool:
    return bool(row["result"] == "pass")


def _incomplete(drills: list[Row], unclear: tuple[str, ...], asked: Asked) -> str:
    known = {row["type"] for row in drills}
    for type_, title in asked.types.items():
        if type_ not in known:
            return f"紀錄裡沒有{title}，請提供其紀錄，或請人工確認是否從未辦理"
    if unclear:
        return f"{len(unclear)} 處相隔超過一年，但每年都有演練，請人工認定（{unclear[0]}）"
    for row in drills:
        named = f"{format_roc(row['day'])}的{asked.types[row['type']]}"
        if not row["participants"]:
            return f"{named}沒有寫參與人員"
        if asked.improve_days is not None and not row["result"]:
            return f"{named}沒有寫演練結果"
    return ""
