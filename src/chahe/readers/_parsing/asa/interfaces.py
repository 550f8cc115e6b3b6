"""Which side of an ASA an interface is on, and which interfaces lead to an address.

A role is, in this order:

    wan       it holds a static default route, or its address comes with one (PPPoE, DHCP setroute)
    tunnel    it is a virtual tunnel interface
    by name   outside, wan, internet, untrust: wan; inside, lan, internal, trust: lan; dmz: dmz,
              with a number or not
    lan       its security level is 100
    private   its own address is a private one, and its level between; of FTD, where all levels are
              alike, whatever its level
    None      the file does not tell: level 0 alone may be a partner's line

An ASA's lists name no egress: it is where the most specific static or connected route leads. A
private address that only the default route reaches, and one that routing protocols or policy may
lead elsewhere, is on no known side as well. A management-only interface passes no traffic.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ..._model import ReadError
from ..firewall.addresses import ALL, TOPS, Block, block, common
from ..firewall.named import PRIVATE, Addresses, is_private
from ..fortigate.predefined import role_by_name
from ..ranges import Ranges
from .config import Block as Line
from .config import Device, Words
from .objects import Book
from .routes import segments_of

_BY_NAME = {
    "wan": re.compile(r"(outside|wan|internet|untrust)[-_]?\d*"),
    "lan": re.compile(r"(inside|lan|internal|trust)[-_]?\d*"),
    "dmz": re.compile(r"dmz[-_]?\d*"),
}
_PRIVATE6: Ranges = ((block("fc00::/7").low, block("fc00::/7").high),)
_DYNAMIC = (
    *(("router", name) for name in ("ospf", "eigrp", "rip", "bgp", "isis")),
    ("ipv6", "router"),
)


@dataclass(slots=True)
class Interface:
    """`dials`: its address, and a default route, come from PPPoE or DHCP."""

    name: str
    line: int
    level: int
    blocks: tuple[Block, ...] = ()
    address: str = ""
    tunnel: bool = False
    dials: bool = False
    transit: bool = True


class Sides:
    """The interfaces of one configuration by name, their roles, and where addresses lead."""

    def __init__(self, device: Device, book: Book) -> None:
        self._book = book
        self._ftd = device.product == "NGFW"
        found = [_interface(each, book) for each in device.of("interface")]
        self.interfaces = {each.name: each for each in found if each}
        self._moved = any(True for words in _DYNAMIC for _ in device.of(*words)) or any(
            words[0] == "policy-route" for each in device.of("interface") for _, words in each.under
        )
        self._default: set[str] = set()
        routes = {version: list(self._routes(device, version)) for version in (4, 6)}
        self._segments = {
            version: segments_of(held, version, moved=self._moved)
            for version, held in routes.items()
        }
        self._starts = {
            version: [each.low for each in held] for version, held in self._segments.items()
        }
        self.six = any(held.version == 6 for _, held, _ in routes[6])
        self._roles = {name: self._role(each) for name, each in self.interfaces.items()}
        self._led: dict[tuple[Ranges, Ranges, bool], tuple[str | None, ...]] = {}

    def role(self, name: str) -> str | None:
        return "any" if name == "any" else self._roles.get(name)

    def addresses(self) -> dict[str, str]:
        return {name: each.address for name, each in self.interfaces.items() if each.address}

    def roles_to(self, held: Addresses) -> tuple[str | None, ...]:
        """Return the roles of the interfaces that lead to some addresses; None for not known."""
        key = (held.ranges, held.ranges6 if self.six else (), bool(held.unresolved or held.missing))
        if key not in self._led:
            roles = {self._roles.get(name) for name in self._names_to(4, key[0], PRIVATE)}
            roles |= {self._roles.get(name) for name in self._names_to(6, key[1], _PRIVATE6)}
            self._led[key] = tuple(sorted(roles | ({None} if key[2] else set()), key=str))
        return self._led[key]

    def _names_to(self, version: int, ranges: Ranges, private: Ranges) -> set[str]:
        segments, starts = self._segments[version], self._starts[version]
        found: set[str] = set()
        for low, high in ranges:
            at = max(bisect_right(starts, low) - 1, 0)
            for each in islice(segments, at, None):
                if each.low > high:
                    break
                part = (max(low, each.low), min(high, each.high))
                if part[0] <= part[1]:
                    found |= each.interfaces
                    unsure = not each.sure or (each.default and common((part,), private))
                    found |= {""} if unsure else set()
        return found

    def _role(self, each: Interface) -> str | None:
        name = each.name.casefold()
        if each.dials or each.name in self._default:
            return "wan"
        if each.tunnel:
            return "tunnel"
        named = (role for role, pattern in _BY_NAME.items() if pattern.fullmatch(name))
        role = next(named, None) or role_by_name(name)
        if role or each.level == 100:
            return role or "lan"
        private = any(held.version == 4 and is_private(held) for held in each.blocks)
        return "private" if private and (self._ftd or each.level) else None

    def _routes(self, device: Device, version: int) -> Iterator[tuple[str, Block, bool]]:
        """Yield interface, destination and whether it is connected, noting who has the default."""
        for each in self.interfaces.values():
            for held in each.blocks if each.transit else ():
                if held.version == version:
                    yield each.name, held, True
            if each.dials and each.transit and version == 4:
                yield each.name, Block(4, *ALL[4][0]), False
        if device.has("firewall", "transparent"):
            return
        first = ("route",) if version == 4 else ("ipv6", "route")
        for line in device.of(*first):
            words = line.words[len(first) :]
            interface = self.interfaces.get(words[0] if words else "")
            if interface and interface.transit and "tunneled" not in words:
                wanted = words[1:3] if version == 4 else words[1:2]
                found = self._book.literal(wanted, line.line)
                for low, high in (*found.ranges, *found.ranges6):
                    if (low, high) == (0, TOPS[version]):
                        self._default.add(interface.name)
                    yield interface.name, Block(version, low, high), False


def _interface(each: Line, book: Book) -> Interface | None:
    """Read an interface; None where it has no name, since then no list applies to it."""
    found = Interface("", each.line, 0, tunnel=_is_tunnel(each))
    level: str | None = None
    for line, words in each.under:
        match words:
            case ("nameif", name):
                found.name = name
            case ("security-level", number):
                level = number
            case ("ip", "address", "dhcp" | "pppoe", *rest):
                found.dials = "setroute" in rest
            case ("ip", "address", address, mask, *_):
                found.blocks += (_block(book, (address, mask), line),)
                found.address = address
            case ("ipv6", "address", prefix, *_) if "/" in prefix:
                found.blocks += (_block(book, (prefix,), line),)
            case ("shutdown",) | ("management-only", *_):
                found.transit = False
    if level is not None and not (level.isascii() and level.isdigit() and len(level) < 4):
        raise ReadError(f"看不懂安全等級「{level[:40]}」，請重新匯出", line=each.line)
    found.level = int(level) if level else 100 if found.name == "inside" else 0
    return found if found.name else None


def _is_tunnel(each: Line) -> bool:
    return "".join(each.words[1:2]).casefold().startswith("tunnel")


def _block(book: Book, words: Words, line: int) -> Block:
    found = book.literal(words, line)
    version = 4 if found.ranges else 6
    ((low, high),) = found.ranges or found.ranges6
    return Block(version, low, high)
