"""Which side of a firewall a zone is on.

A role is, in this order:

    wan       an interface in it holds a static default route, or gets one by PPPoE
    tunnel    all its interfaces are tunnels
    by name   untrust, outside, external, internet, wan: wan; trust, inside, internal, lan: lan;
              dmz: dmz; with a number or l3- or not
    wan       an interface in it, and no other, gets a default route by DHCP, and none is static
    private   the addresses of its interfaces are all private
    None      the file does not tell; so it is for most zones in Panorama, which holds no interfaces

What an interface or route names may be an address object of the vsys or of shared.
"""

import re
from collections.abc import Iterator

from ..firewall.addresses import ALL, Block
from ..firewall.named import is_private
from .objects import Book
from .tree import Node

_BY_NAME = {
    role: re.compile(rf"(?:l[23][-_])?(?:{words})(?:[-_]l[23])?[-_]?\d*")
    for role, words in {
        "wan": "untrust(?:ed)?|outside|external|internet|wan",
        "lan": "trust(?:ed)?|inside|internal|lan",
        "dmz": "dmz",
    }.items()
}


class Zones:
    """The zones of some places, by name; `networks` are the devices' interfaces and routes."""

    def __init__(self, places: list[Node], networks: list[Node]) -> None:
        self._book = Book(places if networks else ())
        self._addresses: dict[str, list[Block]] = {}
        self._default: set[str] = set()
        self._offered: set[str] = set()
        for network in networks:
            self._read(network)
        self._members: dict[str, list[str]] = {}
        for place in places:
            for zone in place.all("zone", "entry"):
                held = self._members.setdefault(zone.name, [])
                held += [name for kind in zone.one("network").nodes for name in kind.members]

    def role(self, name: str) -> str | None:
        if name == "any":
            return "any"
        members = self._members.get(name, [])
        if self._default.intersection(members):
            return "wan"
        if members and all(each.startswith("tunnel") for each in members):
            return "tunnel"
        plain = name.casefold()
        named = (role for role, pattern in _BY_NAME.items() if pattern.fullmatch(plain))
        role = next(named, None)
        if not role and self._offered.intersection(members):
            return "wan" if len(self._offered) == 1 and not self._default else None
        held = [self._addresses.get(each, []) for each in members]
        private = bool(held) and all(held) and all(is_private(b) for each in held for b in each)
        return role or ("private" if private else None)

    def _read(self, network: Node) -> None:
        for entry in network.one("interface").under("entry"):
            self._interface(entry)
        for route in network.under("static-route"):
            for entry in route.all("entry"):
                to = self._blocks(entry.one("destination").text)
                if any((each.low, each.high) == ALL[each.version][0] for each in to):
                    self._default.update(self._egress(entry))

    def _interface(self, entry: Node) -> None:
        for place in (entry, entry.one("layer3")):
            for address in place.all("ip", "entry"):
                if found := self._blocks(address.name):
                    self._addresses.setdefault(entry.name, []).extend(found)
            for tag, got in (("pppoe", self._default), ("dhcp-client", self._offered)):
                for each in place.all(tag):
                    if each.yes("enable", "yes") and each.yes("create-default-route", "yes"):
                        got.add(entry.name)

    def _egress(self, route: Node) -> Iterator[str]:
        """Yield the interface a route names, or those whose network its next hop is in."""
        if route.one("interface").text:
            yield route.one("interface").text
            return
        for hop in self._blocks(route.one("nexthop", "ip-address").text):
            for name, held in self._addresses.items():
                if any(each.low <= hop.low <= each.high for each in held):
                    yield name

    def _blocks(self, name: str) -> list[Block]:
        """Return what an address, or an address object, stands for."""
        found = self._book.addresses((name,))
        pairs = ((4, pair) for pair in found.ranges), ((6, pair) for pair in found.ranges6)
        return [Block(version, *pair) for part in pairs for version, pair in part]
