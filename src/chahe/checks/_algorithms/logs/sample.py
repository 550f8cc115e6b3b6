"""Whether the records of a sample say who, when and where from.

Every system asked for is one thing tested. Kinds of exception, one for each system and field:

    no_who      records do not say the id of the user
    no_when     records do not say a day and a time of day
    no_where    records do not say the address, machine or terminal

The evidence is insufficient whatever it shows where a record lies after the day of the test, or the
newest one of a system that has times is more than `evidence_days` before it. It also is where
nothing is broken but a system has fewer than `records` records, or records are of a system that is
not in the list. What several files have alike counts once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from ....deadlines import days_between, format_roc
from ....readers import Table
from ....workflow import Verdict
from ..._model import Parameter, Result, Row
from ..alike import once

WHO, WHEN, WHERE = "no_who", "no_when", "no_where"
KINDS = {WHO: "沒有使用者", WHEN: "沒有日期時間", WHERE: "沒有來源"}
PARAMETERS = (
    Parameter("records", "每個系統至少的樣本筆數", 10, "筆", "本系統預設", stricter="more"),
    Parameter("evidence_days", "最新樣本距檢測日的天數上限", 31, "日", "本系統預設"),
)
_MISSING: Mapping[str, tuple[str, Callable[[Row], bool]]] = {
    WHO: ("使用者識別碼", lambda row: not row["who"]),
    WHEN: ("日期時間", lambda row: row["at"] is None or not row["timed"]),
    WHERE: ("電腦識別資料或網址", lambda row: not row["address"]),
}
_Records = list[tuple[str, Row]]


def audited(tables: Mapping[str, tuple[Table, ...]], on: date) -> list[Row]:
    """Return the audit and login logs of the list whose system is in use on a day."""
    return [
        row
        for table in tables["log_sources"]
        for row in table.rows
        if "audit" in row["kinds"]
        and row["since"] <= on
        and (row["until"] is None or row["until"] > on)
    ]


def recorded(
    tables: Mapping[str, tuple[Table, ...]],
    on: date,
    parameters: Mapping[str, int],
    *,
    systems: Iterable[str],
    kinds: Iterable[str],
) -> Result:
    """Judge records of systems, for the kinds of exception that a rule knows."""
    records: dict[str, _Records] = {}
    for source, row in once(tables["log_records"]):
        records.setdefault(row["system"].casefold(), []).append((source, row))
    asked = {system.casefold(): system for system in systems}
    rows = [row for key in asked for row in _broken(records.get(key, []), list(kinds), asked[key])]
    population = len(asked)
    if doubt := _stale(asked, records, on, parameters["evidence_days"]):
        return Result(Verdict.INSUFFICIENT, doubt, population, tuple(rows))
    if rows:
        held = len({row["name"] for row in rows})
        reason = f"{population} 個系統中有 {held} 個不符，共 {len(rows)} 項"
        return Result(Verdict.NONCONFORMING, reason, population, tuple(rows))
    listed = {row["system"].casefold() for table in tables["log_sources"] for row in table.rows}
    if doubt := _incomplete(asked, records, listed, parameters["records"]):
        return Result(Verdict.INSUFFICIENT, doubt, population)
    number = sum(len(records[key]) for key in asked)
    named = "、".join(_MISSING[kind][0] for kind in kinds)
    reason = f"共 {population} 個系統 {number} 筆樣本，每筆都有{named}"
    return Result(Verdict.CONFORMING, reason, population)


def _broken(records: _Records, kinds: list[str], system: str) -> Iterator[Row]:
    for kind in kinds:
        field, is_missing = _MISSING[kind]
        missing = [(source, row) for source, row in records if is_missing(row)]
        if missing:
            source, row = missing[0]
            share = 100 * len(missing) / len(records)
            why = f"{len(records)} 筆樣本中有 {len(missing)} 筆（{share:.1f}%）沒有{field}"
            yield {"name": system, "source": source, "line": row["line"], "kind": kind, "why": why}


def _stale(asked: Mapping[str, str], records: Mapping[str, _Records], on: date, days: int) -> str:
    if any(_days(of, after=on) for of in records.values()):
        return "樣本有檢測日之後的日期，請確認檢測日與匯出時間"
    for key, system in asked.items():
        newest = max(_days(records.get(key, [])), default=on)
        if days_between(newest, on) > days:
            day = format_roc(newest)
            return f"{system}最新的樣本是{day}，早於檢測日超過 {days} 日，請重新抽樣"
    return ""


def _days(records: _Records, after: date = date.min) -> list[date]:
    days = (row["at"].date() for _, row in records if row["at"])
    return [day for day in days if day > after]


def _incomplete(
    asked: Mapping[str, str], records: Mapping[str, _Records], listed: set[str], least: int
) -> str:
    few = [system for key, system in asked.items() if len(records.get(key, [])) < least]
    if few:
        return f"{len(few)} 個系統的樣本不到 {least} 筆（{'、'.join(few[:5])}）"
    strangers = [of[0][1]["system"] for key, of in records.items() if key not in listed]
    if strangers:
        return f"{len(strangers)} 個有樣本的系統不在清單上（{strangers[0]} 等），清單不完整"
    return ""
