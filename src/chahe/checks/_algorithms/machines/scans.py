"""Scans of machines: who was scanned on which day, by which scanner, and what it found.

A scan is all that one scanner says of one machine on one day. A host that the register does not
know, or that could be two of its machines, is not placed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ....deadlines import format_roc, months_after
from ....readers import Table
from .register import Machine, Register, Row

GRADES = ("none", "low", "medium", "high", "critical")


@dataclass
class Scan:
    """What a scanner found on a day, the worst row of each plugin; and whether it logged in."""

    scanner: str
    day: date
    credentialed: bool = False
    found: dict[str, tuple[str, Row]] = field(default_factory=dict)


class Scans:
    """The scans of every machine, oldest first, and the hosts that could not be placed."""

    def __init__(self, tables: Iterable[Table], register: Register) -> None:
        self.days: set[date] = set()
        self.unknown: dict[str, None] = {}
        self.unclear: dict[str, None] = {}
        self.unfinished: dict[str, None] = {}
        self._maybe: set[Machine] = set()
        self._register = register
        self._places: dict[tuple[str, str, str], Machine | None] = {}
        self._scans: dict[Machine, dict[tuple[date, str], Scan]] = {}
        for table in tables:
            for row in table.rows:
                self._add(row, table)

    def of(self, machine: Machine) -> list[Scan]:
        scans = self._scans.get(machine, {})
        return [scans[key] for key in sorted(scans)]

    def may_hide(self, machine: Machine) -> bool:
        """Say whether a host that could not be placed may be this machine."""
        return machine in self._maybe or bool(self.unknown and not machine.addresses)

    def machines(self) -> list[Machine]:
        return list(self._scans)

    def stale(self, on: date, months: int) -> str:
        """Say why the scans cannot be relied on, whatever they show; "" if they can."""
        if any(day > on for day in self.days):
            return "報告有檢測日之後的掃描日期，請確認檢測日與匯出時間"
        if not self.days:
            return "報告裡沒有任何掃描完成的日期，請確認掃描已完成並重新匯出"
        newest = max(self.days)
        if months_after(newest, months) >= on:
            return ""
        day = format_roc(newest)
        return f"最新的掃描是{day}，早於檢測日超過 {months} 個月，請提供之後的報告"

    def doubt(self) -> str:
        """Say why the scans cannot show that all is well; "" if they can."""
        for hosts, why in (
            (self.unfinished, "沒有掃描完成的日期"),
            (self.unknown, "不在清冊上，清冊不完整"),
            (self.unclear, "在清冊上對到不只一台，請更正清冊的名稱與位址"),
        ):
            if hosts:
                return f"報告有 {len(hosts)} 台主機{why}（{next(iter(hosts))} 等）"
        return ""

    def _add(self, row: Row, table: Table) -> None:
        day = row["scanned"]
        if day is None:
            self.unfinished[row["host"]] = None
            if machine := self._place(row):
                self._maybe.add(machine)
            return
        self.days.add(day)
        machine = self._place(row)
        if machine is None:
            return
        scans = self._scans.setdefault(machine, {})
        scan = scans.setdefault((day, table.reader), Scan(table.reader, day))
        scan.credentialed = scan.credentialed or row["credentialed"] is True
        if row["plugin"] and _grade(row) >= _grade(scan.found.get(row["plugin"], ("", None))[1]):
            scan.found[row["plugin"]] = (table.source, row)

    def _place(self, row: Row) -> Machine | None:
        key = (row["host"], row["fqdn"], row["address"])
        if key not in self._places:
            host, fqdn, address = key
            names = [name for name in (fqdn, host) if name and name != address]
            found = self._register.find(names, address)
            self._places[key] = found[0] if len(found) == 1 else None
            if len(found) != 1:
                (self.unclear if found else self.unknown)[host] = None
                self._maybe.update(found)
        return self._places[key]


def _grade(row: Row | None) -> int:
    return GRADES.index(row["severity"]) if row else -1
