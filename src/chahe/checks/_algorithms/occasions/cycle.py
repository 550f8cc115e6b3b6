"""Things that must be done every year: which were not, and where a person must decide.

`../recurring/apart.py` says what every year means. Of the intervals of a thing, those that end in
the last two years are judged, and the one that still runs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ....deadlines import Cadence, format_roc, months_after
from ..._model import Row
from ..recurring.apart import apart

RECENT_MONTHS = 24


@dataclass(frozen=True)
class Occasion:
    """One day on which a thing was done, and where that is written."""

    name: str
    day: date
    source: str
    line: int


@dataclass(frozen=True)
class Found:
    """Rows of kinds `overdue` and `late`, and in words what a person must decide."""

    rows: tuple[Row, ...]
    unclear: tuple[str, ...]


def missed(occasions: Iterable[Occasion], on: date, *, months: int, done: str) -> Found:
    """Name each thing that was not done as often as it should be; `done` is its verb."""
    by_name: dict[str, dict[date, Occasion]] = {}
    for each in sorted(occasions, key=lambda each: each.day):
        if each.day <= on:
            by_name.setdefault(each.name.casefold(), {})[each.day] = each
    rows: list[Row] = []
    unclear: list[str] = []
    for held in by_name.values():
        for before, until, kind in _intervals(list(held), on):
            answer = apart(before, until, cadence=Cadence.ANNUAL, months=months)
            end = f"到{format_roc(until)}" if kind == "late" else "到檢測日"
            why = f"{format_roc(before)}{done}後，{end}已超過 {months} 個月"
            of = held[before]
            if answer == "broken":
                where = {"name": of.name, "source": of.source, "line": of.line}
                rows.append({**where, "kind": kind, "why": why})
            elif answer == "unclear":
                unclear.append(f"{of.name}：{why}")
    return Found(tuple(rows), tuple(unclear))


def stale(days: Iterable[date], on: date, *, months: int, what: str) -> str:
    """Say that records reach beyond the day of a check, or end too long before it."""
    known = list(days)
    if any(day > on for day in known):
        return "紀錄有檢測日之後的日期，請確認檢測日與匯出時間"
    newest = max(known)
    if months_after(newest, months) < on:
        day = format_roc(newest)
        return f"最新的{what}是{day}，早於檢測日超過 {months} 個月，請提供之後的紀錄"
    return ""


def _intervals(days: list[date], on: date) -> Iterator[tuple[date, date, str]]:
    recent = months_after(on, -RECENT_MONTHS)
    yield from ((*pair, "late") for pair in pairwise(days) if pair[1] > recent)
    yield days[-1], on, "overdue"
