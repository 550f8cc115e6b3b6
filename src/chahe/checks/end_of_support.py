"""停止支援：系統與軟體都在原廠支援期內

The operating system of every machine of the register in use, and every product installed on one,
are looked for among the release cycles (how: `_algorithms/lifecycle/`). Kinds of exception:

    ended     the last day of security support is past, and no replacement or risk is approved
    ending    it is within `ahead_days`, and none is approved: for a person to plan the replacement,
              for it breaks nothing yet

Approved is what the list of accepted risks has for the machine (or its use, or any), under
vulnerability the product and cycle ("windows-server 2012-r2"), with a reason, who accepted it and
an end day not past. On its last day a product is still supported. Where several cycles can be
meant (editions of Windows), all must have ended, and for it to be supported all must be.
Software that only an older list of a machine names, or one more than `evidence_days` old, may be
gone by now: it breaks nothing.

The evidence is insufficient whatever it shows where a date of it lies after the day of the test,
or the newest of the lifecycles or of the software is more than `evidence_days` old. It also is
where nothing is broken but a machine has no operating system written down, a product or its
version matches no cycle, software is on a machine that the register does not know, what ended may
be gone, software has no date, or the newest of a machine is that old. Without a list of software
only operating systems are tested. Printers without an operating system are left alone. Support paid
for beyond the end (ESU) is for the firm to approve.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..deadlines import days_after, days_between, format_roc
from ..readers import Table
from ..workflow import Verdict
from ._algorithms.lifecycle.match import Cycle, Lifecycles
from ._algorithms.machines.acceptances import Acceptances
from ._algorithms.machines.register import Machine, Register
from ._model import Parameter, Result, Row, check

_RULES = ("twse/inspection-points@undated#7.7", "tpex/sto-assessment@undated#3.8.1")
_NAMED = 3


@dataclass(frozen=True)
class _Used:
    """A product on a machine, and where it says so."""

    machine: Machine
    text: str
    version: str
    source: str
    line: int
    is_old: bool = False

    @property
    def words(self) -> str:
        return f"{self.text} {self.version}".strip()[:80]


@check(
    rules=_RULES,
    only_refutes=_RULES,
    kinds={
        "ended": "已停止支援",
        "ending": "即將停止支援",
    },
    for_review=("ending",),
    needs=("product_lifecycles", "hosts"),
    may_use=("installed_software", "risk_acceptances"),
    parameters=(
        Parameter("ahead_days", "提前提醒的天數", 183, "日", "本系統預設", stricter="more"),
        Parameter("evidence_days", "支援期限與軟體清單的天數上限", 180, "日", "本系統預設"),
    ),
)
def end_of_support(
    tables: Mapping[str, tuple[Table, ...]], on: date, parameters: Mapping[str, int]
) -> Result:
    """Name every product in use that its maker no longer supports.

    >>> end_of_support.run({}, on=date(2026, 11, 21)).verdict.label
    '證據不足'
    """
    register = Register(tables["hosts"], on)
    lifecycles = Lifecycles(tables["product_lifecycles"])
    acceptances = Acceptances(tables["risk_acceptances"])
    software = _Software(register, tables["installed_software"], on, parameters["evidence_days"])
    used = [*_systems(register), *software.used()]
    rows: list[Row] = []
    unplaced: list[str] = []
    outdated: list[str] = []
    for each in used:
        cycles, why = lifecycles.find(each.text, each.version)
        if not cycles:
            unplaced.append(f"{each.words or each.machine.name}：{why}")
        elif not _approved(each.machine, cycles, acceptances, on):
            kind, why = _broken(cycles, on, parameters["ahead_days"])
            if kind == "unclear":
                unplaced.append(f"{each.words}：{why}")
            elif each.is_old:
                outdated += [each.words] if kind == "ended" else []
            elif kind:
                rows.append(_row(each, kind, why))
    doubt = _unreliable(tables, on, parameters["evidence_days"])
    ended = sum(row["kind"] == "ended" for row in rows)
    soon = f"；另有 {len(rows) - ended} 項即將停止支援" if len(rows) > ended else ""
    if ended and not doubt:
        reason = f"{len(used)} 項使用中的系統與軟體中，有 {ended} 項已停止支援{soon}"
        return Result(Verdict.NONCONFORMING, reason, len(used), tuple(rows))
    doubt = doubt or _incomplete(used, unplaced, outdated) or software.doubt()
    if doubt:
        return Result(Verdict.INSUFFICIENT, doubt, len(used), tuple(rows))
    reason = f"共 {len(used)} 項使用中的系統與軟體，都在原廠支援期內，或已核准汰換或接受風險{soon}"
    return Result(Verdict.CONFORMING, reason, len(used), tuple(rows))


def _systems(register: Register) -> list[_Used]:
    return [
        _Used(machine, machine.system.strip(), "", machine.source, machine.line)
        for machine in register.in_use
        if machine.system.strip() or not machine.is_peripheral
    ]


class _Software:
    """The lists of software on the machines in use, and the hosts that cannot be placed."""

    def __init__(self, register: Register, tables: Iterable[Table], on: date, days: int) -> None:
        self._on, self._days = on, days
        self._strangers: dict[str, None] = {}
        self._undated = 0
        self._newest: dict[Machine, date] = {}
        self._rows: list[tuple[Machine, str, Row]] = []
        for table in tables:
            for row in table.rows:
                self._undated += row["seen"] is None
                found = register.find([row["host"]])
                if len(found) != 1:
                    self._strangers[row["host"]] = None
                elif found[0].in_use:
                    self._rows.append((found[0], table.source, row))
                    seen = row["seen"] or date.min
                    self._newest[found[0]] = max(seen, self._newest.get(found[0], seen))

    def used(self) -> Iterator[_Used]:
        """Yield what is listed, and what older lists of a machine have and its newest has not."""
        newest = {
            (machine, row["product"].casefold())
            for machine, _, row in self._rows
            if row["seen"] == self._newest[machine]
        }
        told: set[tuple[Machine, str, str, bool]] = set()
        for machine, source, row in self._rows:
            product, version, seen = row["product"], row["version"], row["seen"]
            is_older = seen is not None and seen < self._newest[machine]
            is_old = is_older or (seen is not None and self._is_old(seen))
            key = (machine, product.casefold(), version, is_old)
            if key not in told and not (is_older and key[:2] in newest):
                told.add(key)
                yield _Used(machine, product, version, source, row["line"], is_old)

    def doubt(self) -> str:
        """Say why the lists cannot show that all is well; "" if they can."""
        if self._strangers:
            first, count = next(iter(self._strangers)), len(self._strangers)
            return f"軟體清單有 {count} 台主機不在清冊上或對到不只一台（{first} 等）"
        if self._undated:
            return f"軟體清單有 {self._undated} 列沒有盤點日，無法判斷新舊"
        old = [each.name for each, seen in self._newest.items() if self._is_old(seen)]
        if old:
            days = self._days
            return f"{len(old)} 台主機的軟體盤點距檢測日超過 {days} 日（{old[0]} 等），請重新盤點"
        return ""

    def _is_old(self, seen: date) -> bool:
        return days_between(seen, self._on) > self._days


def _approved(machine: Machine, cycles: list[Cycle], known: Acceptances, on: date) -> bool:
    days = [known.until(machine, cycle.name, ()) for cycle in cycles]
    return all(day is not None and day >= on for day in days)


def _broken(cycles: list[Cycle], on: date, ahead: int) -> tuple[str, str]:
    """Return the kind of exception, or "unclear" where the cycles differ, or "", and why."""
    kinds = {_kind(cycle, on, ahead) for cycle in cycles}
    if len(kinds) > 1:
        return "unclear", "各版次的支援期限不同，清單沒有寫是哪一種"
    kind = kinds.pop()
    eol = max((cycle.row["eol"] for cycle in cycles if cycle.row["eol"]), default=None)
    said = f"支援到{format_roc(eol)}為止" if eol else "已停止支援"
    return kind, f"{cycles[0].name} {said}，未見核准的汰換或風險接受"


def _kind(cycle: Cycle, on: date, ahead: int) -> str:
    eol = cycle.row["eol"]
    if eol is None:
        return "ended" if cycle.row["ended"] is not False else ""
    return "ended" if eol < on else "ending" if eol < days_after(on, ahead) else ""


def _row(used: _Used, kind: str, why: str) -> Row:
    where = {"name": used.machine.name, "source": used.source, "line": used.line}
    named = {"component": used.text, "version": used.version}
    return {**where, **named, "kind": kind, "why": f"「{used.words}」：{why}"}


def _unreliable(tables: Mapping[str, tuple[Table, ...]], on: date, days: int) -> str:
    """Say why the evidence cannot be relied on, whatever it shows; "" if it can."""
    for kind, title in (("product_lifecycles", "支援期限資料"), ("installed_software", "軟體清單")):
        seen = [row["seen"] for table in tables[kind] for row in table.rows if row["seen"]]
        if any(day > on for day in seen):
            return f"{title}有檢測日之後的日期，請確認檢測日與匯出時間"
        if kind == "product_lifecycles" and not seen:
            return f"{title}沒有任何日期，無法判斷新舊，請重新匯出"
        if seen and days_between(max(seen), on) > days:
            return f"{title}最新的日期是{format_roc(max(seen))}，距檢測日超過 {days} 日，請重新匯出"
    return ""


def _incomplete(used: list[_Used], unplaced: list[str], outdated: list[str]) -> str:
    """Say why the lists cannot show that all is well; "" if they can."""
    if not used:
        return "清冊上沒有使用中的主機，請確認匯出範圍"
    if unplaced:
        unique = list(dict.fromkeys(unplaced))
        return f"{len(unplaced)} 項比對不到支援期限（{'；'.join(unique[:_NAMED])}）"
    if outdated:
        count = len(outdated)
        return f"{count} 項停止支援的軟體只見於較舊的清單（{outdated[0]} 等），請重新盤點"
    return ""
