"""The firm's list of services that may be open, and which of its entries are about a port."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network

from ....readers import Row, Table
from ..machines.register import key_of

Network = tuple[int, int, int]  # version, first address, last address


class Zones:
    """The firm's zones, by address and by name."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._zones = [
            (row["zone"].strip().casefold(), row["use"], tuple(map(_network, row["networks"])))
            for table in tables
            for row in table.rows
        ]

    def networks(self, name: str) -> tuple[Network, ...]:
        wanted = name.strip().casefold()
        return tuple(net for zone, _, nets in self._zones if zone == wanted for net in nets)

    def uses(self, address: str) -> set[str]:
        return {use for _, use, networks in self._zones if lies_in(address, networks)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list; `unplaced` where it names what neither list nor scan knows."""

    source: str
    row: Row
    unplaced: bool = False

    def holds(self, protocol: str, port: int) -> bool:
        ranges = self.row["ports"]
        return protocol in self.row["protocols"] and any(lo <= port <= hi for lo, hi in ranges)

    @property
    def approved(self) -> bool:
        return bool(self.row["purpose"].strip() and self.row["approver"].strip())

    @property
    def width(self) -> int:
        return sum(high - low + 1 for low, high in self.row["ports"])


class Allowed:
    """The entries by whom they are about; `known` are the machines there are, by `key_of`."""

    def __init__(self, tables: Iterable[Table], zones: Zones, known: Collection[str]) -> None:
        self._everywhere: list[Entry] = []
        self._by_name: dict[str, list[Entry]] = {}
        self._networks: list[tuple[Network, Entry]] = []
        for table in tables:
            for row in table.rows:
                self._add(table.source, row, zones, known)

    def about(self, names: Iterable[str], address: str) -> list[Entry]:
        """Return the entries about a machine, and those that may be about any."""
        found = list(self._everywhere)
        for key in dict.fromkeys(map(key_of, names)):
            found += self._by_name.get(key, ())
        version, number = _number(address)
        return [
            *found,
            *(
                entry
                for (kind, low, high), entry in self._networks
                if kind == version and low <= number <= high
            ),
        ]

    def _add(self, source: str, row: Row, zones: Zones, known: Collection[str]) -> None:
        where = row["where"].strip()
        networks = zones.networks(where) or tuple(_as_network(where))
        if networks:
            self._networks += [(network, Entry(source, row)) for network in networks]
        elif where and key_of(where) in known:
            self._by_name.setdefault(key_of(where), []).append(Entry(source, row))
        else:
            self._everywhere.append(Entry(source, row, unplaced=bool(where)))


def entries_on(entries: Iterable[Entry], port: Mapping[str, object]) -> list[Entry]:
    """Return those of entries that hold an open port."""
    protocol, number = str(port["protocol"]), port["port"]
    return [each for each in entries if isinstance(number, int) and each.holds(protocol, number)]


def lies_in(address: str, networks: Iterable[Network]) -> bool:
    version, number = _number(address)
    return any(kind == version and low <= number <= high for kind, low, high in networks)


@lru_cache(maxsize=65536)
def _number(address: str) -> tuple[int, int]:
    """Return an address's version and number; version 0 where it is none."""
    try:
        found = ip_address(address)
    except ValueError:
        return 0, 0
    return found.version, int(found)


def _network(text: str) -> Network:
    found = ip_network(text, strict=False)
    return found.version, int(found[0]), int(found[-1])


def _as_network(where: str) -> Iterator[Network]:
    try:
        yield _network(where)
    except ValueError:
        return
