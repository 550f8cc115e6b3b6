"""源碼掃描：核心系統每次上線前與每半年掃描，高風險發現不帶上線、不久留

Every system of the record of releases is one thing tested: list there every core system. Its scans
are those whose project has its name. A high finding has a severity of `high_score` or more, or,
where it has none, the level error; one the tool calls absent is not there. Kinds of exception:

    unscanned    a version went live, in the `release_months` before the test, and neither its
                 record nor a report says that its source was scanned: since the version before it,
                 at most `scan_months` earlier
    late         a version was scanned only after it went live
    overdue      the newest scan of a system is more than `scan_months` before the test
    released     a high finding of the last scan of a version before it went live, by one tool
    open         a high finding of the newest scan by one tool, not more than `scan_months` before
                 the test, shown by every scan by it since one more than `high_days` before

A finding is known again by its tool, rule and file. It is accepted by an entry for its rule, of
this system or of any, with a reason, who accepted it and a last day not before the version went
live (`released`) or the test (`open`). A suppression in the tool accepts nothing: anyone who
writes the source can make one. A suppressed high finding that is not accepted is no exception
either, but a person must look.

A scan without a day may be the one that seems missing: then neither `unscanned` nor `overdue` is
told of its system.

The evidence is insufficient whatever it shows where a day lies after the test, or the newest scan
is more than `scan_months` before it. It also is where nothing is broken but a system has no scan,
a scan no day, a record claims a scan of which there is no report or which is older than the version
before, nothing went live in the time, or a high finding is suppressed and not accepted, or was the
last that an older tool saw. Whether what was scanned is the version that went live, and every core
system is listed, a person sees.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ..deadlines import format_roc, months_after
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.ruled import ruled
from ._algorithms.source.releases import Release, release_history
from ._algorithms.source.scans import Accepted, Finding, Scans
from ._model import Parameter, Result, Row, check

_RULES = (
    "twse/inspection-points@undated#10.10",
    "twse/inspection-points@undated#14.7",
    "tpex/sto-assessment@undated#3.7.4.5",
)


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "unscanned": "上線前未掃描",
        "late": "上線後才掃描",
        "overdue": "逾期未掃描",
        "released": "帶高風險發現上線",
        "open": "高風險發現逾期未修",
    },
    needs=("source_findings", "releases"),
    may_use=("risk_acceptances",),
    parameters=(
        ruled(
            "scan_months",
            "最新掃描距檢測日的上限",
            "code_scan",
            rule="tpex/sto-assessment@undated#3.7.4.5",
            unit="個月",
        ),
        Parameter("release_months", "檢視的上線期間", 12, "個月", "本系統預設", stricter="more"),
        Parameter("high_score", "高風險的分數下限", 7, "分", "本系統預設"),
        Parameter("high_days", "高風險發現的修補期限", 90, "日", "本系統預設"),
    ),
)
def source_scan(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every release not scanned in time and every high finding that stays.

    >>> source_scan.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    scans = Scans(tables["source_findings"], parameters["high_score"])
    accepted = Accepted(tables["risk_acceptances"])
    history = release_history(tables["releases"])
    begun = months_after(on, -parameters["release_months"])
    rows = list(_releases(history, scans, accepted, begun, parameters["scan_months"]))
    rows += _systems(history, scans, accepted, on, parameters)
    count = len(history)
    if doubt := _unreliable(history, scans, on, parameters["scan_months"]):
        return Result(Verdict.INSUFFICIENT, doubt, count, tuple(rows))
    if rows:
        held = len({row["name"].strip().casefold() for row in rows})
        reason = f"{count} 個系統中有 {held} 個不符，共 {len(rows)} 項"
        return Result(Verdict.NONCONFORMING, reason, count, tuple(rows))
    if doubt := _incomplete(history, scans, accepted, on, parameters):
        return Result(Verdict.INSUFFICIENT, doubt, count)
    looked = sum(each.released >= begun for held in history.values() for each in held)
    reason = (
        f"共 {count} 個系統、{looked} 次上線，上線前都有掃描，"
        f"{parameters['scan_months']} 個月內都掃描過，沒有逾期的高風險發現"
    )
    return Result(Verdict.CONFORMING, reason, count)


def _releases(
    history: Mapping[str, list[Release]], scans: Scans, accepted: Accepted, begun: date, months: int
) -> Iterator[Row]:
    for held in history.values():
        for each in held:
            if each.released < begun:
                continue
            if why := _not_scanned(each, scans, months):
                yield each.row(*why)
            for finding in scans.high(each.key, each.released):
                until = accepted.until(each.key, finding.rule)
                gone = not each.covers(finding.day, months) or finding.suppressed
                if not gone and not (until and until >= each.released):
                    yield each.row(
                        "released",
                        f"版本 {each.version} 在{format_roc(each.released)}上線，"
                        f"{format_roc(finding.day)}的掃描仍有{finding.label}",
                    )


def _not_scanned(each: Release, scans: Scans, months: int) -> tuple[str, str] | None:
    if any(each.covers(day, months) for day in scans.days(each.key)):
        return None
    live = f"版本 {each.version} 在{format_roc(each.released)}上線"
    if each.scanned is None and not scans.has_undated(each.key):
        return "unscanned", f"{live}，上線紀錄與掃描報告都沒有上線前的源碼掃描"
    if each.scanned and each.scanned > each.released:
        return "late", f"{live}，{format_roc(each.scanned)}才掃描源碼"
    return None


def _systems(
    history: Mapping[str, list[Release]],
    scans: Scans,
    accepted: Accepted,
    on: date,
    parameters: Mapping[str, int],
) -> Iterator[Row]:
    months, days = parameters["scan_months"], parameters["high_days"]
    for key, held in history.items():
        newest = max(scans.days(key), default=None)
        if newest and newest < months_after(on, -months) and not scans.has_undated(key):
            why = f"最新的源碼掃描是{format_roc(newest)}，距檢測日超過 {months} 個月"
            yield held[-1].row("overdue", why)
        for finding in _left(key, scans, accepted, on):
            recent = finding.day >= months_after(on, -months)
            if recent and not finding.suppressed and finding.age(on) > days:
                yield _stays(held[-1].system, finding, on, days)


def _left(key: str, scans: Scans, accepted: Accepted, on: date) -> Iterator[Finding]:
    """Yield the high findings of a system's newest scans that are not accepted."""
    for finding in scans.high(key, on):
        if (accepted.until(key, finding.rule) or date.min) < on:
            yield finding


def _stays(system: str, finding: Finding, on: date, days: int) -> Row:
    return {
        "name": system,
        "source": finding.source,
        "line": finding.line,
        "kind": "open",
        "why": f"{finding.label}自{format_roc(finding.first)}起 {finding.age(on)} 日，"
        f"超過 {days} 日，{format_roc(finding.day)}掃描時仍在",
    }


def _unreliable(history: Mapping[str, list[Release]], scans: Scans, on: date, months: int) -> str:
    """Say why the evidence cannot be relied on, whatever it shows; "" if it can."""
    days = [each.released for held in history.values() for each in held]
    days += [each.scanned for held in history.values() for each in held if each.scanned]
    if any(day > on for day in (*days, *scans.all_days)):
        return "紀錄或報告有檢測日之後的日期，請確認檢測日與匯出時間"
    newest = max(scans.all_days, default=None)
    if newest and newest < months_after(on, -months):
        return f"最新的源碼掃描是{format_roc(newest)}，早於檢測日超過 {months} 個月，請補報告"
    return ""


def _incomplete(
    history: Mapping[str, list[Release]],
    scans: Scans,
    accepted: Accepted,
    on: date,
    parameters: Mapping[str, int],
) -> str:
    """Say why the evidence cannot show that all is well; "" if it can."""
    months, begun = parameters["scan_months"], months_after(on, -parameters["release_months"])
    if scans.undated:
        return f"{len(scans.undated)} 份掃描沒有結束時間（{scans.undated[0]} 等）"
    unseen = [held[-1].system for key, held in history.items() if not scans.days(key)]
    if unseen:
        return f"{len(unseen)} 個系統沒有名稱相同的掃描報告（{unseen[0]} 等）"
    looked = [each for held in history.values() for each in held if each.released >= begun]
    if not looked:
        return f"{format_roc(begun)}以後沒有任何上線紀錄，請確認匯出範圍"
    claimed = [
        each for each in looked if not any(each.covers(day, months) for day in scans.days(each.key))
    ]
    if claimed:
        first = f"{claimed[0].system} {claimed[0].version}"
        return f"{len(claimed)} 次上線找不到上線前的掃描報告（{first} 等）"
    left = [
        (f"{held[-1].system} 的{finding.label}", finding)
        for key, held in history.items()
        for finding in _left(key, scans, accepted, on)
    ]
    if hushed := [label for label, finding in left if finding.suppressed]:
        return f"{len(hushed)} 項高風險發現在工具裡被抑制，沒有風險接受紀錄（{hushed[0]} 等）"
    if dropped := [label for label, finding in left if finding.day < months_after(on, -months)]:
        return f"{len(dropped)} 項高風險發現之後，沒有再用同一工具掃描（{dropped[0]} 等）"
    return ""
