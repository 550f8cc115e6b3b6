"""FortiGate address objects, groups and virtual IPs as ranges of addresses.

What is decided elsewhere (fqdn, geography, dynamic …) is `unresolved` and adds no address; it is
not subtracted either, so under `exclude` and negation ranges are an upper bound. An object the
file does not define is `missing`. An `interface-subnet` is the subnet the file gives with it. A
virtual IP stands for the address it maps to. A wildcard mask
with holes stands for everything between its lowest and highest address.
"""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network

from ..._model import ReadError
from ..ranges import Ranges, merge, subtract
from .syntax import Configuration, Entry

_MAX_NESTING = 64
_TOP = {4: 2**32 - 1, 6: 2**128 - 1}
_SECTIONS = {
    4: ("firewall address", "firewall addrgrp", "firewall vip", "firewall vipgrp"),
    6: ("firewall address6", "firewall addrgrp6", "firewall vip6", "firewall vipgrp6"),
}


@dataclass(frozen=True, slots=True)
class Addresses:
    """`unresolved` pairs an object's type with its name; `vips` are names that are virtual IPs.

    `narrowed`: there may be less than the ranges say.
    """

    ranges: Ranges = ()
    unresolved: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    vips: tuple[str, ...] = ()
    narrowed: bool = False


class AddressBook:
    """The address objects one VDOM sees, of IP version 4 or 6."""

    def __init__(self, configuration: Configuration, vdom: str, version: int) -> None:
        self._version = version
        self._entries = {
            entry.name: entry
            for section in _SECTIONS[version]
            for entry in configuration.entries(vdom, section)
        }
        self._feeds = {
            entry.name for entry in configuration.entries(vdom, "system external-resource")
        }
        self._servers: dict[str, list[Entry]] = {}
        for server in configuration.entries(vdom, f"{_SECTIONS[version][2]}/realservers"):
            self._servers.setdefault(server.parent, []).append(server)
        self._known: dict[str, Addresses] = {
            "all": Addresses(((0, _TOP[version]),)),
            "none": Addresses(),
        }
        self._sets: dict[tuple[str, ...], Addresses] = {}

    def union(self, names: tuple[str, ...], depth: int = 0) -> Addresses:
        """Return everything some objects stand for.

        :raises ReadError: for a value that cannot be read, or groups that contain each other
        """
        found = self._sets.get(names)
        if found is None:
            parts = [self._one(name, depth) for name in names]
            found = self._sets[names] = Addresses(
                merge(pair for part in parts for pair in part.ranges),
                tuple(dict.fromkeys(pair for part in parts for pair in part.unresolved)),
                tuple(dict.fromkeys(name for part in parts for name in part.missing)),
                tuple(name for name, part in zip(names, parts, strict=True) if part.vips),
                any(part.narrowed for part in parts),
            )
        return found

    def _one(self, name: str, depth: int) -> Addresses:
        entry = self._entries.get(name)
        if name in self._known:
            return self._known[name]
        if entry is None and name in self._feeds:
            return Addresses(unresolved=(("external-resource", name),))
        if entry is None:
            return Addresses(missing=(name,))
        if depth > _MAX_NESTING:
            raise ReadError(f"群組「{name}」層數過深或互相包含，請修正後重新匯出", line=entry.line)
        found = self._known[name] = self._read(entry, depth)
        return found

    def _read(self, entry: Entry, depth: int) -> Addresses:
        _, group, vip, vip_group = _SECTIONS[self._version]
        if entry.path == group:
            return self._group(entry, depth)
        if entry.path == vip_group:
            inside = self.union(entry.words("member"), depth + 1)
            return Addresses(inside.ranges, inside.unresolved, inside.missing, (entry.name,))
        try:
            if entry.path == vip:
                return self._vip(entry, depth)
            return self._address4(entry) if self._version == 4 else self._address6(entry)
        except ValueError:
            raise ReadError(
                f"看不懂物件「{entry.name}」的位址，請重新匯出", line=entry.line
            ) from None

    def _group(self, entry: Entry, depth: int) -> Addresses:
        members = entry.words("member")
        inside = self.union(members, depth + 1) if members else Addresses(missing=(entry.name,))
        if not entry.on("exclude"):
            return inside
        outside = self.union(entry.words("exclude-member"), depth + 1)
        ranges = subtract(inside.ranges, outside.ranges, _TOP[self._version])
        unsure = bool(outside.unresolved or outside.missing or outside.narrowed)
        return Addresses(
            ranges,
            inside.unresolved,
            inside.missing + outside.missing,
            narrowed=inside.narrowed or unsure,
        )

    def _vip(self, entry: Entry, depth: int) -> Addresses:
        spans = [_span(word, self._version) for word in entry.words("mappedip")]
        for server in self._servers.get(entry.name, ()):
            spans += [_span(word, self._version) for word in server.words("ip")]
        mapped = self.union(entry.words("mapped-addr"), depth + 1)
        ranges = merge((*spans, *mapped.ranges))
        unresolved = mapped.unresolved
        if not ranges and not unresolved:
            unresolved = ((entry.text("type", "vip"), entry.name),)
        return Addresses(ranges, unresolved, mapped.missing, (entry.name,))

    def _address4(self, entry: Entry) -> Addresses:
        match entry.text("type", "ipmask"):
            case "ipmask":
                subnet = entry.words("subnet")
                return Addresses((_masked(subnet) if subnet else (0, _TOP[4]),))
            case "interface-subnet" if entry.words("subnet"):
                return Addresses((_masked(entry.words("subnet")),))
            case "iprange":
                return Addresses((_between(entry, 4),))
            case "wildcard":
                wildcard = entry.words("wildcard")
                return Addresses((_masked(wildcard) if wildcard else (0, _TOP[4]),), narrowed=True)
            case kind:
                return Addresses(unresolved=((kind, entry.name),))

    def _address6(self, entry: Entry) -> Addresses:
        match entry.text("type", "ipprefix"):
            case "ipprefix":
                network = IPv6Network(entry.text("ip6", "::/0"), strict=False)
                return Addresses(((int(network[0]), int(network[-1])),))
            case "iprange":
                return Addresses((_between(entry, 6),))
            case kind:
                return Addresses(unresolved=((kind, entry.name),))


def _number(text: str, version: int) -> int:
    return int(IPv4Address(text)) if version == 4 else int(IPv6Address(text))


def _masked(words: tuple[str, ...]) -> tuple[int, int]:
    """Read `10.0.0.0 255.0.0.0` or `10.0.0.0/8`."""
    address, _, prefix = words[0].partition("/") if words else ("", "", "")
    low = _number(address, 4)
    if prefix:
        if not 0 <= int(prefix) <= 32:
            raise ValueError(prefix)
        mask = _TOP[4] << (32 - int(prefix)) & _TOP[4]
    else:
        mask = _number(words[1] if len(words) == 2 else "", 4)
    return low & mask, low | (_TOP[4] ^ mask)


def _between(entry: Entry, version: int) -> tuple[int, int]:
    low = _number(entry.text("start-ip"), version) if entry.text("start-ip") else 0
    return _ordered(low, _number(entry.text("end-ip"), version))


def _span(text: str, version: int) -> tuple[int, int]:
    low, _, high = text.partition("-")
    return _ordered(_number(low, version), _number(high or low, version))


def _ordered(low: int, high: int) -> tuple[int, int]:
    if high < low:
        raise ValueError("end before start")
    return low, high
