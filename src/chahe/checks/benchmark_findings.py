"""系統強化：每台系統都驗過基準，沒有不合的規則

The newest result of every rule, by machine, benchmark and profile, is what counts; machines are
known as the asset register names them (`_algorithms/machines/register.py`), and one that it says is
retired is left alone. Kinds of exception:

    failed    a rule of the benchmark is not kept

What was failed and repaired in the same run is kept. What the benchmark says is not for this
machine, not chosen or for information is not a result. Where a test lies after the day of the
check, or the newest of a rule is more than `evidence_days` before it, the evidence is insufficient
whatever it shows. Where nothing is broken it still is if a rule ended in an error, is unknown or
was not checked, a machine has no rule with a result, the register is missing, a machine of it that
is part of a system was not tested, or one that was is not on it or is two of it. A failed rule that
the firm has reason to accept is for people to judge. That a hardening standard exists and suits the
firm is not shown.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from ..deadlines import days_between, format_roc
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.machines.register import Register, key_of
from ._model import Parameter, Result, Row, check

_RULE = "tpex/sto-assessment@undated#3.8.6"
_TOLD = ("pass", "fail", "fixed")
_UNTOLD = {"error": "檢測出錯", "unknown": "無法判定", "notchecked": "沒有檢測"}
_SEVERITIES = {"high": "高", "medium": "中", "low": "低", "info": "資訊", "unknown": "未知"}


@check(
    rules=(_RULE,),
    only_refutes=(_RULE,),
    kinds={"failed": "不合基準"},
    needs=("benchmark_results",),
    may_use=("hosts",),
    parameters=(
        Parameter(
            "evidence_days",
            "基準檢測距檢測日的天數上限",
            366,
            "日",
            "本系統預設，依評估每年一次",
        ),
    ),
)
def benchmark_findings(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every rule that a machine does not keep.

    >>> benchmark_findings.run({}, on=date(2026, 11, 21)).reason
    '缺少資料：組態基準檢測結果（benchmark_results）'
    """
    register = Register(tables["hosts"], on)
    results = _newest(tables["benchmark_results"], register)
    rows = tuple(_broken(results))
    told: dict[str, int] = {key: 0 for key, _, _ in results}
    for key, _, row in results:
        told[key] += row["result"] in _TOLD
    tested = sum(told.values())
    if late := _untimely(results, on, parameters["evidence_days"]):
        return Result(Verdict.INSUFFICIENT, late, tested, rows)
    if rows:
        held = len({row["name"] for row in rows})
        reason = f"{len(told)} 台系統中有 {held} 台不合基準，共 {len(rows)} 項規則"
        return Result(Verdict.NONCONFORMING, reason, tested, rows)
    doubt = _untold(results, told) or _unseen(tables["benchmark_results"], register)
    if doubt:
        return Result(Verdict.INSUFFICIENT, doubt, tested)
    reason = f"共 {len(told)} 台系統、{tested} 項規則，全部合於基準"
    return Result(Verdict.CONFORMING, reason, tested)


_Found = tuple[str, str, Row]


def _newest(tables: Iterable[Table], register: Register) -> list[_Found]:
    """Return (machine, source, row) of the newest result of each rule of each machine in use.

    What was left out of a run does not replace what an earlier one found.
    """
    ranks: dict[tuple[str, ...], tuple[bool, date]] = {}
    found: list[tuple[tuple[str, ...], tuple[bool, date], str, Row]] = []
    for table in tables:
        names: dict[tuple[str, str], str] = {}
        for row in table.rows:
            told = (row["system"], row["address"])
            if told not in names:
                names[told] = _machine(row, register)
            if not names[told]:
                continue
            key = (names[told], row["benchmark"], row["profile"], row["rule"])
            rank = (row["result"] != "notselected", row["tested"] or date.max)
            ranks[key] = max(ranks.get(key, rank), rank)
            found.append((key, rank, table.source, row))
    return [(key[0], source, row) for key, rank, source, row in found if rank == ranks[key]]


def _machine(row: Row, register: Register) -> str:
    """Return what the machine of a result is called; "" if it is retired."""
    machines = register.find([row["system"]], row["address"])
    if machines and not any(each.in_use for each in machines):
        return ""
    return machines[0].name if len(machines) == 1 else key_of(row["system"]) or row["system"]


def _broken(results: Iterable[_Found]) -> Iterator[Row]:
    for _, source, row in results:
        if row["result"] == "fail":
            title = row["title"] or row["rule"]
            day = f"{format_roc(row['tested'])}檢測" if row["tested"] else "檢測"
            yield {
                "name": row["system"],
                "source": source,
                "line": row["line"],
                "kind": "failed",
                "why": f"{day}不合「{title}」（{row['rule']}），"
                f"嚴重性{_SEVERITIES[row['severity']]}",
            }


def _untimely(results: list[_Found], on: date, days: int) -> str:
    """Say why the results cannot speak for the day, whatever they show; "" if they can."""
    for _, source, row in results:
        tested = row["tested"]
        if tested is None:
            return f"{source} 的 {row['system']} 沒有檢測日期，無法判斷是不是現況"
        if tested > on:
            return f"{source} 的 {row['system']} 在檢測日之後才檢測（{format_roc(tested)}）"
        if days_between(tested, on) > days:
            shown = format_roc(tested)
            return f"{row['system']} 最近的檢測是{shown}，早於檢測日超過 {days} 日，請重新檢測"
    return ""


def _untold(results: list[_Found], told: Mapping[str, int]) -> str:
    if not results:
        return "檢測過的都是清冊上已停用的系統，請檢測使用中的系統"
    untold = [row for _, _, row in results if row["result"] in _UNTOLD]
    if untold:
        first = untold[0]
        why = f"{first['system']} 的 {first['rule']} {_UNTOLD[first['result']]}"
        return f"{len(untold)} 項規則沒有結論（{why} 等），請排除原因後重新檢測"
    empty = [key for key, count in told.items() if not count]
    return f"{len(empty)} 台系統沒有任何規則有結果（{empty[0]} 等）" if empty else ""


def _unseen(tables: tuple[Table, ...], register: Register) -> str:
    """Say which machines the results and the register do not both know; "" if none."""
    if not register.in_use:
        return "沒有資訊資產清冊，無法判斷是不是每台系統都檢測過"
    seen = set()
    for system, address in {
        (row["system"], row["address"]): None for table in tables for row in table.rows
    }:
        machines = register.find([system], address)
        if len(machines) != 1:
            why = "在清冊上有好幾台" if machines else "不在清冊上"
            return f"檢測過的 {system} {why}，清冊不完整"
        seen.add(machines[0])
    missed = [each.name for each in register.in_use if each.is_system and each not in seen]
    return f"清冊上有 {len(missed)} 台系統沒有檢測（{missed[0]} 等）" if missed else ""
