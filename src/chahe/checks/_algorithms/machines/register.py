"""The asset register as a place to look machines up in.

A machine is known by its name without its domain, or else by its address: what tools call it wins
over an address, which changes hands. A machine in use wins over one that is retired. Where two of
the register fit, both are returned: whoever asks cannot know which is meant. What two files say
of a machine in the same words is one machine. A machine may have several addresses in one field.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from typing import Any

from ....readers import Table

Row = Mapping[str, Any]

_SAID = ("asset", "host", "address", "category", "system", "use", "retired", "status")
_ADDRESS = re.compile(
    r"(?<![\w.])(?:\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\w)|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+(?:%\w+)?)",
    re.ASCII,
)
_SET_ASIDE = ("印表機", "事務機", "影印機", "投影機")
_PERSONAL = (
    *("個人電腦", "筆記型", "筆電", "桌上型", "桌機", "平板", "行動裝置", "手機"),
    *("laptop", "desktop", "notebook", "tablet"),
)
_SERVER = ("伺服器", "server")
_NETWORK = (
    *("網路設備", "交換器", "路由器", "防火牆", "無線基地台", "負載平衡"),
    *("switch", "router", "firewall"),
)


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine of the register, and where it is written."""

    name: str
    address: str
    category: str
    system: str
    use: str
    source: str
    line: int
    in_use: bool
    retired: date | None
    addresses: tuple[str, ...]

    @property
    def where(self) -> dict[str, Any]:
        return {"name": self.name, "source": self.source, "line": self.line}

    @property
    def is_peripheral(self) -> bool:
        return _is_any(self.category, _SET_ASIDE)

    @property
    def is_computer(self) -> bool:
        return not _is_any(self.category, (*_SET_ASIDE, *_NETWORK))

    @property
    def is_system(self) -> bool:
        """Say whether it is part of an information system, not one person's machine."""
        personal = _is_any(self.category, (*_SET_ASIDE, *_PERSONAL))
        return not personal or _is_any(self.category, _SERVER)


class Register:
    """The machines of the register, by name and by address."""

    def __init__(self, tables: Iterable[Table], on: date) -> None:
        machines = list(_machines(tables, on))
        self.in_use = [machine for machine in machines if machine.in_use]
        self._by: dict[str, list[Machine]] = {}
        for machine in machines:
            for key in {key_of(machine.name), *machine.addresses} - {""}:
                self._by.setdefault(key, []).append(machine)

    def find(self, names: Iterable[str], address: str = "") -> list[Machine]:
        """Return the machines meant: none where it is not known, several where it is not clear."""
        named = {id(each): each for name in names for each in self._of(name)}
        return list(named.values()) or self._of(address)

    def _of(self, name: str) -> list[Machine]:
        found = self._by.get(key_of(name), []) if name else []
        return [each for each in found if each.in_use] or found


def key_of(name: str) -> str:
    """Return a name without its domain, or an address (or several, or a network) as it is."""
    name = name.strip()
    try:
        return str(ip_address(name))
    except ValueError:
        whole = name if _ADDRESS.match(name) else name.partition(".")[0]
        return whole.casefold()


def _machines(tables: Iterable[Table], on: date) -> Iterator[Machine]:
    seen: set[tuple[object, ...]] = set()
    for table in tables:
        said = [tuple(row[name] for name in _SAID) for row in table.rows]
        for row, words in zip(table.rows, said, strict=True):
            if words not in seen:
                yield _machine(row, table.source, on)
        seen.update(said)


def _machine(row: Row, source: str, on: date) -> Machine:
    retired = row["retired"]
    gone = row["status"] == "retired" if retired is None else retired <= on
    return Machine(
        name=row["host"] or row["address"],
        address=row["address"],
        category=row["category"],
        system=row["system"],
        use=row["use"],
        source=source,
        line=row["line"],
        in_use=not gone,
        retired=retired,
        addresses=_addresses(row["address"]),
    )


def _addresses(text: str) -> tuple[str, ...]:
    keys = map(key_of, _ADDRESS.findall(text))
    return tuple(dict.fromkeys(key for key in keys if _is_address(key)))


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_any(category: str, words: tuple[str, ...]) -> bool:
    folded = category.casefold()
    return any(word in folded for word in words)
