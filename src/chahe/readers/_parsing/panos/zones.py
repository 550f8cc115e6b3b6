"""Which side of a firewall a zone is on.

A role is, in this order:

    wan       an interface in it holds a default route, or gets one by DHCP or PPPoE
    tunnel    all its interfaces are tunnels
    by name   untrust, outside, external, internet, wan: wan; trust, inside, internal, lan: lan;
              dmz: dmz; with a number or l3- or not
    private   the addresses of its interfaces are all private
    None      the file does not tell; so it is for most zones in Panorama, which holds no interfaces
"""

import re
from collections.abc import Iterator

from ..firewall.addresses import Block, block
from ..firewall.named import is_private
from .tree import Node

_BY_NAME = {
    role: re.compile(rf"(?:l[23][-_])?(?:{words})(?:[-_]l[23])?[-_]?\d*")
    for role, words in {
        "wan": "untrust(?:ed)?|outside|external|internet|wan",
        "lan": "trust(?:ed)?|inside|internal|lan",
        "dmz": "dmz",
    }.items()
}
_EVERYWHERE = ("0.0.0.0/0", "::/0")


class Zones:
    """The zones of some places, by name; `networks` are the devices' interfaces and routes."""

    def __init__(self, places: list[Node], networks: list[Node]) -> None:
        self._addresses: dict[str, list[Block]] = {}
        self._default: set[str] = set()
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
        held = [self._addresses.get(each, []) for each in members]
        private = bool(held) and all(held) and all(is_private(b) for each in held for b in each)
        return role or ("private" if private else None)

    def _read(self, network: Node) -> None:
        for entry in network.one("interface").under("entry"):
            self._interface(entry)
        for route in network.under("static-route"):
            for entry in route.all("entry"):
                if entry.one("destination").text in _EVERYWHERE:
                    self._default.update(self._egress(entry))

    def _interface(self, entry: Node) -> None:
        for place in (entry, entry.one("layer3")):
            for address in place.all("ip", "entry"):
                try:
                    self._addresses.setdefault(entry.name, []).append(block(address.name))
                except ValueError:
                    continue
            for dialled in (*place.all("dhcp-client"), *place.all("pppoe")):
                on = dialled.yes("enable", "yes") and dialled.yes("create-default-route", "yes")
                self._default.update((entry.name,) if on else ())

    def _egress(self, route: Node) -> Iterator[str]:
        """Yield the interface a route names, or those whose network its next hop is in."""
        if route.one("interface").text:
            yield route.one("interface").text
            return
        try:
            hop = block(route.one("nexthop", "ip-address").text)
        except ValueError:
            return
        for name, held in self._addresses.items():
            if any(each.low <= hop.low <= each.high for each in held):
                yield name
