"""Address and service objects, and applications with ports of their own.

What a rule names is looked up where the rule is, then outwards to shared. Decided elsewhere, and so
unresolved, are names in DNS, dynamic groups, regions and lists. An application's ports are known
only where the file defines the application; those that PAN-OS ships are on a list of the vendor's.
"""

import re
from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address

from ..._model import ReadError
from ..firewall.addresses import ALL, TOPS, block
from ..firewall.named import Addresses, union
from ..firewall.services import ANY_SERVICE, PORTED, port_span, protocol_number, spans_of, whole
from ..ranges import Ranges, merge
from .tree import Node

_MAX_NESTING = 64
_REGION = re.compile(r"[A-Z]{2}")
_VENDORS = re.compile(r"panw-.*-list")
_SHIPPED = {"service-http": ((80, 80), (8080, 8080)), "service-https": ((443, 443),)}
_ANY_SOURCE = {"", "0-65535", "1-65535"}
_PLACES = ("address", "address-group", "external-list", "region")


@dataclass(frozen=True, slots=True)
class Services:
    """`vendor` are applications whose ports are on the vendor's list."""

    spans: Ranges = ()
    missing: tuple[str, ...] = ()
    vendor: tuple[str, ...] = ()
    narrowed: bool = False


def _entries(scopes: Iterable[Node], tag: str) -> Mapping[str, Node]:
    return ChainMap(*({each.name: each for each in scope.all(tag, "entry")} for scope in scopes))


class Book:
    """The objects that rules of one place see; `scopes` from the innermost outwards."""

    def __init__(self, scopes: Iterable[Node]) -> None:
        held = tuple(scopes)
        self._places = [(tag, _entries(held, tag)) for tag in _PLACES]
        self._services = [_entries(held, tag) for tag in ("service", "service-group")]
        self._applications = [_entries(held, t) for t in ("application", "application-group")]
        self._known: dict[str, Addresses] = {}
        self._opened: dict[str, Services] = {}

    def addresses(self, names: Iterable[str], depth: int = 0) -> Addresses:
        """Return everything some names stand for.

        :raises ReadError: for an address that cannot be read, or groups that contain each other
        """
        return union(self._address(name, depth) for name in names)

    def _address(self, name: str, depth: int) -> Addresses:
        if name not in self._known:
            self._known[name] = self._look_up(name, depth)
        return self._known[name]

    def _look_up(self, name: str, depth: int) -> Addresses:
        if name == "any":
            return Addresses(ALL[4], ALL[6])
        for tag, entries in self._places:
            node = entries.get(name)
            if node is not None:
                return self._defined(tag, node, depth)
        literal = _literal(name)
        if literal:
            return literal
        if _REGION.fullmatch(name):
            return Addresses(unresolved=(("geography", name),))
        if _VENDORS.fullmatch(name):
            return Addresses(unresolved=(("internet-service", name),))
        return Addresses(missing=(name,))

    def _defined(self, tag: str, node: Node, depth: int) -> Addresses:
        if tag == "address":
            return _object(node)
        if tag == "region":
            return Addresses(unresolved=(("geography", node.name),))
        if tag == "external-list":
            return Addresses(unresolved=(("external-list", node.name),))
        _stop(node, depth)
        if any(True for _ in node.all("dynamic")):
            return Addresses(unresolved=(("dynamic", node.name),))
        found = self.addresses((*node.members, *node.one("static").members), depth + 1)
        return found if found != Addresses() else Addresses(missing=(node.name,))

    def services(self, names: Iterable[str], depth: int = 0) -> Services:
        """Return every port some services open.

        :raises ReadError: for a port that cannot be read, or groups that contain each other
        """
        return _joined(self._service(name, depth) for name in names)

    def _service(self, name: str, depth: int) -> Services:
        if name not in self._opened:
            service, group = (entries.get(name) for entries in self._services)
            if name == "any":
                found = Services(ANY_SERVICE)
            elif service is not None:
                found = _ports(service)
            elif group is not None:
                _stop(group, depth)
                found = self.services(group.one("members").members, depth + 1)
                found = found if found != Services() else Services(missing=(name,))
            elif name in _SHIPPED:
                found = Services(spans_of((PORTED["tcp"],), _SHIPPED[name]))
            else:
                found = Services(missing=(name,))
            self._opened[name] = found
        return self._opened[name]

    def defaults(self, names: Iterable[str], depth: int = 0) -> Services:
        """Return the ports some applications say they use.

        :raises ReadError: for a port that cannot be read, or groups that contain each other
        """
        parts = []
        for name in names:
            own, group = (entries.get(name) for entries in self._applications)
            if group is not None:
                _stop(group, depth)
                parts.append(self.defaults(group.one("members").members, depth + 1))
            elif own is not None and any(True for _ in own.all("default")):
                parts.append(_default(own))
            else:
                parts.append(Services(vendor=(name,)))
        return _joined(parts)


def _joined(parts: Iterable[Services]) -> Services:
    found = tuple(parts)
    return Services(
        merge(span for part in found for span in part.spans),
        tuple(dict.fromkeys(name for part in found for name in part.missing)),
        tuple(dict.fromkeys(name for part in found for name in part.vendor)),
        any(part.narrowed for part in found),
    )


def _stop(node: Node, depth: int) -> None:
    if depth > _MAX_NESTING:
        raise ReadError(
            f"群組「{node.name[:40]}」層數過深或互相包含，請修正後重新匯出", line=node.line
        )


def _literal(text: str) -> Addresses | None:
    try:
        found = block(text)
    except ValueError:
        return None
    span = ((found.low, found.high),)
    return Addresses(span) if found.version == 4 else Addresses((), span)


def _object(node: Node) -> Addresses:
    for kind in ("ip-netmask", "ip-range"):
        text = node.one(kind).text
        found = _literal(text) if text else None
        if found:
            return found
        if text:
            raise _unreadable(node)
    wild = node.one("ip-wildcard").text
    if wild:
        return _wildcard(node, wild)
    kind = "fqdn" if node.one("fqdn").text else ""
    return Addresses(unresolved=((kind, node.name),)) if kind else Addresses(missing=(node.name,))


def _wildcard(node: Node, text: str) -> Addresses:
    """Read an address and the bits that do not matter."""
    try:
        base, wild = (int(IPv4Address(part)) for part in text.split("/"))
    except ValueError:
        raise _unreadable(node) from None
    low = base & (TOPS[4] ^ wild)
    return Addresses(((low, low | wild),), narrowed=True)


def _unreadable(node: Node) -> ReadError:
    return ReadError(f"看不懂物件「{node.name[:40]}」的位址，請重新匯出", line=node.line)


def _ports(node: Node) -> Services:
    try:
        spans = [
            (PORTED[kind.tag], port_span(word))
            for kind in node.one("protocol").nodes
            for word in kind.one("port").text.split(",")
        ]
    except (KeyError, ValueError):
        raise ReadError(
            f"看不懂服務「{node.name[:40]}」的通訊埠，請重新匯出", line=node.line
        ) from None
    if not spans:
        return Services(missing=(node.name,))
    sources = {source.text.replace(" ", "") for source in node.under("source-port")}
    narrowed = bool(sources - _ANY_SOURCE)
    return Services(
        merge(span for number, ports in spans for span in spans_of((number,), (ports,))),
        narrowed=narrowed,
    )


def _default(node: Node) -> Services:
    """Read what an application says of itself: `tcp/80,8000-8010`, `udp/dynamic`, a protocol."""
    default = node.one("default")
    spans: list[tuple[int, int]] = []
    try:
        for member in default.one("port").members:
            protocol, _, ports = member.partition("/")
            numbers = (PORTED[protocol.strip().casefold()],)
            for word in ports.split(","):
                plain = "0-65535" if word.strip() == "dynamic" else word
                spans += spans_of(numbers, (port_span(plain),))
        protocol = default.one("ident-by-ip-protocol").text
        spans += (whole(protocol_number(protocol)),) if protocol else ()
    except (KeyError, ValueError):
        raise ReadError(
            f"看不懂應用程式「{node.name[:40]}」的通訊埠，請重新匯出", line=node.line
        ) from None
    icmp = [kind for kind in default.nodes if kind.tag.startswith("ident-by-icmp")]
    spans += [whole(58 if "6" in kind.tag else 1) for kind in icmp]
    return Services(merge(spans), narrowed=True) if spans else Services(vendor=(node.name,))
