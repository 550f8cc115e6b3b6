"""滲透測試發現：期限內修補並複測通過

Every finding of a test is one thing tested; of one that is in the records several times (a retest,
a newer export), the row with the newest day counts, and of one day the retest that failed. Testers
number anew in every test: a number of two tests (of other first days) is one finding only where its
title is the same. Days are counted from the report, or else from the end of the test, or else from
its beginning. Kinds of exception, of what is graded medium or more:

    unfixed       its days are past and it has no day on which it was fixed
    failed        its days are past and the last retest failed
    unretested    it was fixed more than `retest_days` ago and not tested since

The evidence is insufficient whatever it shows where a day lies after the day of the check, or the
newest test is more than `evidence_months` old: 14.3 of the inspection points states no interval.
It also is where nothing is broken but a test did not end, a finding is not graded, or a retest has
no result or no day. A fix that came late and held is left alone: no book states the days. What is
accepted as a risk is for a person to weigh.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ..deadlines import days_between, format_roc, months_after
from ..readers import Table
from ..workflow import Verdict
from ._model import Parameter, Result, Row, check

_TITLES = {"medium": "中風險", "high": "高風險", "critical": "嚴重"}
_DAYS = ("begun", "ended", "reported", "fixed", "retested")
_RULES = ("twse/inspection-points@undated#14.3", "tpex/sto-assessment@undated#3.8.3")
_OURS = "本系統預設"


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "unfixed": "逾期未修補",
        "failed": "複測未通過",
        "unretested": "修補後未複測",
    },
    needs=("penetration_tests",),
    parameters=(
        Parameter("critical_days", "嚴重發現的修補期限", 30, "日", _OURS),
        Parameter("high_days", "高風險發現的修補期限", 90, "日", _OURS),
        Parameter("medium_days", "中風險發現的修補期限", 180, "日", _OURS),
        Parameter("retest_days", "修補後複測的期限", 90, "日", _OURS),
        Parameter("evidence_months", "最新測試距檢測日的上限", 24, "個月", _OURS),
    ),
)
def penetration_findings(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every finding that is not fixed, or not shown to be.

    >>> penetration_findings.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    records = [(table.source, row) for table in tables["penetration_tests"] for row in table.rows]
    found = _newest(records)
    rows = tuple(
        {
            "name": f"{row['system']} {row['finding']}",
            "source": source,
            "line": row["line"],
            "kind": kind,
            "why": f"{_TITLES[row['severity']]}發現「{row['title'][:80]}」{why}",
        }
        for source, row in found
        if row["severity"] in _TITLES
        for kind, why in _broken(row, on, parameters)
    )
    population = len(found) or len({(row["system"], row["begun"]) for _, row in records})
    doubt = _stale([row for _, row in records], on, parameters["evidence_months"])
    if rows and not doubt:
        reason = f"{len(found)} 項發現中有 {len(rows)} 項逾期未修補、未通過或未複測"
        return Result(Verdict.NONCONFORMING, reason, population, rows)
    doubt = doubt or _incomplete([row for _, row in records], [row for _, row in found])
    if doubt:
        return Result(Verdict.INSUFFICIENT, doubt, population, rows)
    reason = f"共 {len(found)} 項發現，中風險以上都在期限內修補並複測，或未到期限"
    return Result(Verdict.CONFORMING, reason, population)


def _newest(records: list[tuple[str, Row]]) -> list[tuple[str, Row]]:
    titles: dict[tuple[str, str, date], str] = {}
    for _, row in records:
        of = (*_number(row), row["begun"])
        titles[of] = min(titles.get(of, row["title"].casefold()), row["title"].casefold())
    newest: dict[tuple[str, ...], tuple[str, Row]] = {}
    for source, row in sorted(records, key=lambda each: _recent(each[1])):
        if row["finding"]:
            newest[*_number(row), titles[*_number(row), row["begun"]]] = (source, row)
    return list(newest.values())


def _number(row: Row) -> tuple[str, str]:
    return row["system"].casefold(), row["finding"].casefold()


def _recent(row: Row) -> tuple[date, bool]:
    return max(row[name] or date.min for name in _DAYS), row["result"] == "fail"


def _broken(row: Row, on: date, parameters: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    since = row["reported"] or row["ended"] or row["begun"]
    limit, wait = parameters[f"{row['severity']}_days"], parameters["retest_days"]
    age = days_between(since, on)
    fixed, retested = row["fixed"], row["retested"]
    said = f"自{format_roc(since)}起 {age} 日，超過 {limit} 日"
    if fixed and (not row["result"] if retested is None else retested < fixed):
        waited = days_between(fixed, on)
        if waited > wait:
            yield "unretested", f"{format_roc(fixed)}修補後 {waited} 日沒有複測，超過 {wait} 日"
    elif age > limit and row["result"] == "fail":
        yield "failed", f"{said}，複測未通過"
    elif age > limit and not fixed and row["result"] != "pass":
        yield "unfixed", f"{said}，沒有修補日"


def _stale(records: list[Row], on: date, months: int) -> str:
    if any(row[name] > on for row in records for name in _DAYS if row[name]):
        return "紀錄有檢測日之後的日期，請確認檢測日與匯出時間"
    newest = max(row["ended"] or row["begun"] for row in records)
    if months_after(newest, months) < on:
        day = format_roc(newest)
        return f"最新的測試是{day}，早於檢測日超過 {months} 個月，請提供之後的報告"
    return ""


def _incomplete(records: list[Row], found: list[Row]) -> str:
    for rows, why in (
        ([row for row in records if not row["ended"]], "的測試沒有結束日"),
        ([row for row in found if not row["severity"]], "沒有評定風險等級"),
        ([row for row in found if row["retested"] and not row["result"]], "沒有寫複測結果"),
        ([row for row in found if row["result"] and not row["retested"]], "沒有寫複測日"),
    ):
        if rows:
            name = f"{rows[0]['system']} {rows[0]['finding']}".strip()
            return f"{len(rows)} 項{why}（{name} 等）"
    return ""
