"""Port scans of machines: what the scans that still count say of each address.

A sweep is all that one file says of one address on one day. A port is as the newest sweep that
tried it says, but what a later sweep only saw filtered it did not see: then the earlier holds.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from ....deadlines import days_between, format_roc
from ....readers import Row, Table
from ..machines.register import key_of

_OPEN = ("open", "open|filtered")


@dataclass(slots=True)
class Sweep:
    """What a file says of an address on a day."""

    source: str
    day: date
    tried: tuple[tuple[str, int, int], ...] = ()
    answered: bool = False
    filtered: bool = False
    ports: dict[tuple[str, int | None], Row] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        self.tried = row["tried"]
        self.answered = self.answered or row["answered"]
        self.filtered = self.filtered or row["filtered"]
        if row["port"] is not None:
            self.ports[row["protocol"], row["port"]] = row

    def rules_out(self, key: tuple[str, int | None]) -> bool:
        """Say whether it shows that a port it does not say is open is not."""
        if key in self.ports:
            return bool(self.ports[key]["state"] == "closed")
        at = bisect_right(self.tried, (key[0], key[1] or 0, 65536)) - 1
        return not self.filtered and at >= 0 and _spans(self.tried[at], key)


@dataclass(slots=True)
class Host:
    """An address that was up, oldest sweep first."""

    address: str
    names: dict[str, None]
    source: str
    line: int
    sweeps: list[Sweep]

    @property
    def name(self) -> str:
        return next(iter(self.names))

    @property
    def answered(self) -> bool:
        return self.last_answer is not None

    @property
    def last_answer(self) -> date | None:
        return max((sweep.day for sweep in self.sweeps if sweep.answered), default=None)

    @property
    def filtered(self) -> bool:
        return any(sweep.filtered for sweep in self.sweeps)

    def open_ports(self) -> Iterator[tuple[str, Row]]:
        """Yield each port that is open, or may be, once, with the file that says so."""
        seen = set()
        for index, sweep in reversed(list(enumerate(self.sweeps))):
            later = [each for each in self.sweeps[index + 1 :] if each.day > sweep.day]
            for key, row in sweep.ports.items():
                if row["state"] not in _OPEN or key in seen:
                    continue
                if not any(each.rules_out(key) for each in later):
                    seen.add(key)
                    yield sweep.source, row

    def tcp_tried(self) -> int:
        """Count the TCP ports that any of the sweeps tried."""
        spans = sorted(
            (max(low, 1), high)
            for sweep in self.sweeps
            for protocol, low, high in sweep.tried
            if protocol == "tcp"
        )
        count, reached = 0, 0
        for low, high in spans:
            count += max(0, high - max(low, reached + 1) + 1)
            reached = max(reached, high)
        return count


class Sweeps:
    """The hosts of the scans made at most so many days before a day."""

    def __init__(self, tables: Iterable[Table], on: date, days: int) -> None:
        self.days: set[date] = set()
        self.undated: dict[str, None] = {}
        self._on, self._limit = on, days
        self._sweeps: dict[str, dict[tuple[date, int], Sweep]] = {}
        self._hosts: dict[str, Host] = {}
        for index, table in enumerate(tables):
            for row in table.rows:
                self._add(row, table.source, index)

    def hosts(self) -> list[Host]:
        for address, host in self._hosts.items():
            sweeps = self._sweeps[address]
            host.sweeps = [sweeps[key] for key in sorted(sweeps)]
        return list(self._hosts.values())

    def unreliable(self) -> str:
        """Say why the scans cannot be relied on, whatever they show; "" if they can."""
        if any(day > self._on for day in self.days):
            return "掃描結果有檢測日之後的日期，請確認檢測日與匯出時間"
        if not self.days:
            return f"掃描結果裡 {len(self.undated)} 台主機都沒有掃描完成的時間，請重新掃描"
        newest = max(self.days)
        if days_between(newest, self._on) <= self._limit:
            return ""
        day = format_roc(newest)
        return f"最新的掃描是{day}，早於檢測日超過 {self._limit} 日，請重新掃描"

    def _add(self, row: Row, source: str, index: int) -> None:
        day = row["scanned"]
        if day is None:
            self.undated[row["host"]] = None
            return
        self.days.add(day)
        if days_between(day, self._on) > self._limit:
            return
        address = key_of(row["address"])
        host = self._hosts.setdefault(address, Host(address, {}, source, row["line"], []))
        host.names.update(dict.fromkeys((row["host"],)))
        sweeps = self._sweeps.setdefault(address, {})
        sweeps.setdefault((day, index), Sweep(source, day)).add(row)


def _spans(span: tuple[str, int, int], key: tuple[str, int | None]) -> bool:
    return span[0] == key[0] and span[1] <= (key[1] or 0) <= span[2]
