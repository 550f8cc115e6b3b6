"""Whether logs of one kind are kept, day by day, as long as a rule asks.

Every log of the list that is of the kind is one thing tested, from the day its system began, or
so many years before the test, to `evidence_days` before the test or the day its system went out of
use. A log that began later, or went out of use before, is not tested. Logs are matched by the names
of their system and of themselves. Kinds of exception:

    none     nothing of it is kept
    short    what is kept begins later than it should
    gap      days are missing after that; one for each run of days

What a person must decide gives insufficient evidence: days of which there are only rows with no
records or no bytes, or rows longer than `span_days` (what is missing inside a row cannot be seen);
missing days on which nobody worked (`_algorithms/logs/idle.py`); days after the end of the file
that a log is listed in; days that the firm keeps for longer than the rule asks, or from before the
rule was in force; a log with nothing kept where something kept is not listed, which may be its
other name. So does a list with fewer years than the rule asks, or without some log of the kind that
is kept, or of no such log at all.

For a day on which nobody worked, a row with no records is enough. Firewalls log every day: to them
neither applies.

The evidence is insufficient whatever it shows where a day lies after the day of the test, or the
newest day kept is more than `evidence_days` before it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ....deadlines import (
    WorkingDays,
    days_after,
    days_between,
    format_roc,
    load_working_days,
    months_after,
)
from ....readers import Table
from ....workflow import Verdict
from ..._model import Parameter, Result, Row
from .idle import is_idle
from .spans import Span, left_out

KINDS = {"none": "完全沒有留存", "short": "留存未滿年限", "gap": "中間缺漏"}
PARAMETERS = (
    Parameter("span_days", "一列最多涵蓋的天數", 31, "日", "本系統預設"),
    Parameter("evidence_days", "最新日誌距檢測日的天數上限", 31, "日", "本系統預設"),
)
_Key = tuple[str, str]


@dataclass
class _Kept:
    """What is kept of one log: days that are sure, others, and the end of the files it is in."""

    sure: list[Span] = field(default_factory=list)
    unsure: list[Span] = field(default_factory=list)
    until: date = date.min


class _Asks:
    """For which days a log is asked: by the rule, and by the firm's own list."""

    def __init__(
        self,
        on: date,
        parameters: Mapping[str, int],
        bound_from: date,
        working: WorkingDays | None,
    ) -> None:
        self.working = working
        self._on, self._years, self._bound_from = on, parameters["years"], bound_from
        self._end = days_after(on, -parameters["evidence_days"])

    def last(self, log: Row) -> date:
        until: date = log["until"] or self._end
        return min(self._end, until)

    def first(self, log: Row) -> date:
        since: date = log["since"]
        return max(since, months_after(self._on, -12 * self._years))

    def first_bound(self, log: Row) -> date:
        return max(self.first(log), self._bound_from)

    def first_of_list(self, log: Row) -> date:
        since: date = log["since"]
        return max(since, months_after(self._on, -12 * max(log["years"], self._years)))


@dataclass
class _Found:
    rows: list[Row] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    tested: int = 0


def retained(
    tables: Mapping[str, tuple[Table, ...]],
    on: date,
    parameters: Mapping[str, int],
    *,
    kind: str,
    bound_from: date = date.min,
) -> Result:
    """Judge the logs of a kind; `years` of the parameters is what the rule asks from a day on."""
    listed = [(table.source, row) for table in tables["log_sources"] for row in table.rows]
    asked = _once((source, row) for source, row in listed if kind in row["kinds"])
    working = None if kind == "firewall" else load_working_days()
    kept = _kept(tables["log_coverage"], parameters["span_days"], working)
    unlisted = _unlisted(tables["log_coverage"], {_key(row) for _, row in listed})
    found, asks = _Found(), _Asks(on, parameters, bound_from, working)
    for source, row in asked:
        _judge(found, kept.get(_key(row)), row, asks, source, bool(unlisted))
    population = found.tested
    if doubt := _stale(tables["log_coverage"], on, parameters["evidence_days"]):
        return Result(Verdict.INSUFFICIENT, doubt, population, tuple(found.rows))
    if found.rows:
        held = len({(row["source"], row["line"]) for row in found.rows})
        reason = f"{population} 種日誌中有 {held} 種不符，共 {len(found.rows)} 項"
        return Result(Verdict.NONCONFORMING, reason, population, tuple(found.rows))
    years = parameters["years"]
    short = [row for _, row in asked if row["years"] < years]
    strangers = [row for row in unlisted if kind in row["kinds"] or not row["kinds"]]
    if doubt := _incomplete(found, short, strangers, years):
        return Result(Verdict.INSUFFICIENT, doubt, population)
    return Result(
        Verdict.CONFORMING, f"共 {population} 種日誌，逐日留存滿 {years} 年或自啟用日起", population
    )


def _once(listed: Iterable[tuple[str, Row]]) -> list[tuple[str, Row]]:
    """Return the logs of a list; what several files say alike of one is there once."""
    found: dict[tuple[Any, ...], tuple[str, Row]] = {}
    for source, row in listed:
        said = (*_key(row), row["years"], row["since"], row["until"])
        found.setdefault(said, (source, row))
    return list(found.values())


def _key(row: Row) -> _Key:
    return row["system"].casefold(), row["log"].casefold()


def _kept(
    tables: tuple[Table, ...], span_days: int, working: WorkingDays | None
) -> dict[_Key, _Kept]:
    kept: dict[_Key, _Kept] = {}
    for table in tables:
        newest = max((row["last"] for row in table.rows), default=date.min)
        for row in table.rows:
            of = kept.setdefault(_key(row), _Kept())
            span = (row["first"], row["last"])
            is_sure = days_between(*span) < span_days
            if is_sure and 0 in (row["records"], row["bytes"]):
                is_sure = working is not None and is_idle(span, working, is_sure=True)
            (of.sure if is_sure else of.unsure).append(span)
            of.until = max(of.until, newest)
    return kept


def _unlisted(tables: tuple[Table, ...], listed: set[_Key]) -> list[Row]:
    found = {_key(row): row for table in tables for row in table.rows}
    return [row for key, row in found.items() if key not in listed]


def _judge(
    found: _Found, kept: _Kept | None, log: Row, asks: _Asks, source: str, has_unlisted: bool
) -> None:
    bound, last = asks.first_bound(log), asks.last(log)
    if asks.first(log) > last:
        return
    found.tested += 1
    where = {"name": log["system"], "source": source, "line": log["line"]}
    named = f"{log['system']}的{log['log']}"
    if kept is None and (has_unlisted or bound > last):
        found.unclear.append(f"{named}沒有留存，不在清單上的日誌可能是它，或規定當時尚未生效")
    elif kept is None:
        why = f"{_days((bound, last))}，清單上沒有任何一日的{log['log']}"
        found.rows.append({**where, "kind": "none", "component": log["log"], "why": why})
    else:
        missing = [
            span
            for span in left_out([*kept.sure, *kept.unsure], bound, min(last, kept.until))
            if not (asks.working and is_idle(span, asks.working, is_sure=span[0] == bound))
        ]
        found.rows += [_row(log, span, bound, where) for span in missing]
        unclear = left_out(kept.sure, asks.first_of_list(log), last)
        if unclear and not missing:
            found.unclear.append(f"{named}在{_days(unclear[0])}")


def _row(log: Row, span: Span, first: date, where: dict[str, Any]) -> Row:
    if span[0] == first:
        why = f"應自{format_roc(first)}起留存{log['log']}，缺{_days(span)}"
        return {**where, "kind": "short", "component": log["log"], "why": why}
    since = format_roc(span[0])
    why = f"{log['log']}缺{_days(span)}"
    return {**where, "kind": "gap", "component": f"{log['log']}（{since}起）", "why": why}


def _days(span: Span) -> str:
    number = days_between(*span) + 1
    if number == 1:
        return f"{format_roc(span[0])} 1 日"
    return f"{format_roc(span[0])}至{format_roc(span[1])}共 {number} 日"


def _stale(tables: tuple[Table, ...], on: date, days: int) -> str:
    newest = max(row["last"] for table in tables for row in table.rows)
    if newest > on:
        return "留存清單有檢測日之後的日期，請確認檢測日與匯出時間"
    if days_between(newest, on) > days:
        return f"最新的日誌是{format_roc(newest)}，早於檢測日超過 {days} 日，請重新匯出"
    return ""


def _incomplete(found: _Found, short: list[Row], strangers: list[Row], years: int) -> str:
    if found.unclear:
        number = len(found.unclear)
        return f"{number} 種日誌有無法認定的日子，請人工認定：{found.unclear[0]}"
    if short:
        log = short[0]
        named = f"{log['system']}的{log['log']}"
        return f"清單上{named}只留 {log['years']} 年，規定是 {years} 年，請更正清單"
    if strangers:
        row = strangers[0]
        return f"{len(strangers)} 種日誌不在清單上（{row['system']}的{row['log']}等），清單不完整"
    return "" if found.tested else "清單上沒有這一類的日誌可以檢測，請確認清單"
