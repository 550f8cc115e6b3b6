"""系統修補：清冊上的每台電腦都納管、仍在回報，需要的修補期限內安裝

Every computer of the asset register that is in use is looked for in the lists of patches, by its
name without its domain. Of a computer that is in several files, those with its newest report count.
Kinds of exception:

    missing    no list has it
    silent     it has not reported for more than `silent_days`
    overdue    a patch it needs was released more days ago than its grade allows
    failed     the same, and its installation failed

Grades are the maker's; a patch of security that is not graded is held to be high. Patches graded
less than high, or none of security, are left alone. What the register calls network equipment or a
printer is not a computer.

The evidence is insufficient whatever it shows where a date of a list lies after the day of the
test, or the newest report is more than `evidence_days` before it. It also is where nothing is
broken but a computer has no day of report, a state is unknown, a patch that is needed has no day of
release, or a host is not in the register or could be two of its machines. Such a host may be a
computer that seems missing, where it fits its name or the register has only its address: then
that is not held against it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ..deadlines import days_between, format_roc
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.machines.register import Machine, Register, key_of
from ._model import Parameter, Result, Row, check

_RULES = (
    "twse/mechanism@2018-11-30#7.1.a.b",
    "twse/mechanism@before-2018-11-30#7.1.a.b",
    "twse/inspection-points@undated#7.6",
    "tpex/sto-assessment@undated#3.8.1",
)
_TITLES = {"critical": "重大", "high": "重要", "": "未分級的安全性"}
_OURS = "本系統預設"


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "missing": "未納入修補管理",
        "silent": "久未回報",
        "overdue": "逾期未安裝",
        "failed": "安裝失敗且逾期",
    },
    needs=("installed_patches", "hosts"),
    parameters=(
        Parameter("critical_days", "重大修補的期限", 30, "日", _OURS),
        Parameter("high_days", "重要修補的期限", 60, "日", _OURS),
        Parameter("silent_days", "未回報的天數上限", 31, "日", _OURS),
        Parameter("evidence_days", "最新回報距檢測日的天數上限", 31, "日", _OURS),
    ),
)
def patch_coverage(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every computer that is not patched as it should be.

    >>> patch_coverage.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    register = Register(tables["hosts"], on)
    reports = _Reports(tables["installed_patches"], register)
    computers = [machine for machine in register.in_use if machine.is_computer]
    rows = tuple(row for machine in computers for row in _broken(machine, reports, on, parameters))
    doubt = _stale(tables["installed_patches"], on, parameters["evidence_days"])
    if rows and not doubt:
        held = len({row["name"] for row in rows})
        reason = f"{len(computers)} 台電腦中有 {held} 台不符，共 {len(rows)} 項"
        return Result(Verdict.NONCONFORMING, reason, len(computers), rows)
    doubt = doubt or _incomplete(reports, computers)
    if doubt or not computers:
        reason = doubt or "清冊上沒有使用中的電腦，請確認匯出範圍"
        return Result(Verdict.INSUFFICIENT, reason, len(computers), rows)
    waiting = sum(len(reports.waiting(machine)) for machine in computers)
    reason = f"共 {len(computers)} 台電腦，都納管並回報，需要的修補沒有逾期（期限內 {waiting} 項）"
    return Result(Verdict.CONFORMING, reason, len(computers))


@dataclass
class _Report:
    """What files say of a computer, each row with its file."""

    seen: date | None = None
    rows: list[tuple[str, Row]] = field(default_factory=list)


class _Reports:
    """The newest report of every machine, and the hosts that could not be placed."""

    def __init__(self, tables: Iterable[Table], register: Register) -> None:
        self.unknown: dict[str, None] = {}
        self.unclear: dict[str, None] = {}
        self._maybe: set[Machine] = set()
        self._of: dict[Machine, dict[int, _Report]] = {}
        for number, table in enumerate(tables):
            for row in table.rows:
                found = register.find([row["host"]])
                if len(found) == 1:
                    reports = self._of.setdefault(found[0], {})
                    report = reports.setdefault(number, _Report())
                    report.seen = max(filter(None, (report.seen, row["seen"])), default=None)
                    report.rows.append((table.source, row))
                else:
                    (self.unclear if found else self.unknown)[row["host"]] = None
                    self._maybe.update(found)

    def newest(self, machine: Machine) -> _Report | None:
        reports = list(self._of.get(machine, {}).values())
        if not reports:
            return None
        seen = max((report.seen for report in reports if report.seen), default=None)
        return _Report(seen, [row for each in reports if each.seen == seen for row in each.rows])

    def waiting(self, machine: Machine) -> list[tuple[str, Row]]:
        """Return the patches it needs that are graded high or critical, or are not graded."""
        newest = self.newest(machine)
        return [
            (source, row)
            for source, row in (newest.rows if newest else [])
            if row["status"] in ("needed", "failed") and row["severity"] in _TITLES
        ]

    def may_hide(self, machine: Machine) -> bool:
        nameless = key_of(machine.name) == key_of(machine.address)
        return machine in self._maybe or bool(self.unknown and nameless)


def _broken(
    machine: Machine, reports: _Reports, on: date, parameters: Mapping[str, int]
) -> Iterator[Row]:
    newest = reports.newest(machine)
    if newest is None:
        if not reports.may_hide(machine):
            yield {**machine.where, "kind": "missing", "why": "修補清單裡沒有這台電腦"}
        return
    limit = parameters["silent_days"]
    if newest.seen and days_between(newest.seen, on) > limit:
        why = f"{format_roc(newest.seen)}之後沒有回報，超過 {limit} 日"
        yield {**machine.where, "kind": "silent", "why": why}
    for source, row in reports.waiting(machine):
        limit = parameters["critical_days" if row["severity"] == "critical" else "high_days"]
        if row["released"] and (age := days_between(row["released"], on)) > limit:
            failed = row["status"] == "failed"
            yield {
                "name": machine.name,
                "component": row["patch"],
                "source": source,
                "line": row["line"],
                "kind": "failed" if failed else "overdue",
                "why": f"{_TITLES[row['severity']]}修補 {row['patch']} 在"
                f"{format_roc(row['released'])}發行，{age} 日，超過 {limit} 日，"
                f"{'安裝失敗' if failed else '尚未安裝'}",
            }


def _stale(tables: Iterable[Table], on: date, days: int) -> str:
    rows = [row for table in tables for row in table.rows]
    if any(row[name] > on for row in rows for name in ("released", "seen") if row[name]):
        return "清單有檢測日之後的日期，請確認檢測日與匯出時間"
    newest = max((row["seen"] for row in rows if row["seen"]), default=None)
    if newest is None:
        return "清單沒有任何回報日期，無法判斷新舊，請重新匯出"
    if days_between(newest, on) > days:
        return f"最新的回報是{format_roc(newest)}，早於檢測日超過 {days} 日，請重新匯出"
    return ""


def _incomplete(reports: _Reports, computers: list[Machine]) -> str:
    """Say why the lists cannot show that all is well; "" if they can."""
    newest = [(machine, found) for machine in computers if (found := reports.newest(machine))]
    for hosts, why in (
        (list(reports.unknown), "不在清冊上，清冊不完整"),
        (list(reports.unclear), "在清冊上對到不只一台，請更正清冊的名稱"),
        ([machine.name for machine, report in newest if not report.seen], "沒有回報日期"),
        (
            [
                machine.name
                for machine, report in newest
                if any(row["status"] == "unknown" for _, row in report.rows)
            ],
            "有狀態不明的修補",
        ),
        (
            [
                machine.name
                for machine, _ in newest
                if any(row["released"] is None for _, row in reports.waiting(machine))
            ],
            "需要的修補沒有發行日期",
        ),
    ):
        if hosts:
            return f"{len(hosts)} 台電腦{why}（{hosts[0]} 等）"
    return ""
