"""FortiGate services and service groups as ports.

A port is (protocol, lo, hi): tcp, udp and sctp by destination port; icmp and icmp6 whole; ip by
protocol number, and ("ip", 0, 255) is everything. UDP-Lite is read whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address

from ..._model import ReadError
from ..ranges import complement, merge
from .predefined import GROUPS, NARROWED, SERVICES
from .syntax import Configuration, Entry

Port = tuple[str, int, int]
ANY: Port = ("ip", 0, 255)
_MAX_NESTING = 64
_PORTED = {"tcp": 6, "udp": 17, "sctp": 132}
_UDP_LITE = "udplite-portrange"
_ANYWHERE = str(IPv4Address(0))
_ANY_SOURCE = {"", "0-65535", "1-65535"}
_ALL_OF = {number: (name, 0, 65535) for name, number in _PORTED.items()}


@dataclass(frozen=True, slots=True)
class Services:
    ports: tuple[Port, ...] = ()
    missing: tuple[str, ...] = ()
    narrowed: bool = False


class ServiceBook:
    """The services one VDOM sees; those FortiOS ships keep their meaning until redefined."""

    def __init__(self, configuration: Configuration, vdom: str) -> None:
        self._entries = {
            entry.name: entry
            for section in ("firewall service custom", "firewall service group")
            for entry in configuration.entries(vdom, section)
        }
        self._known = {
            name: Services(ports, narrowed=name in NARROWED)
            for name, ports in SERVICES.items()
            if name not in self._entries
        }
        self._sets: dict[tuple[tuple[str, ...], bool], Services] = {}

    def union(self, names: tuple[str, ...], *, negate: bool = False, depth: int = 0) -> Services:
        """Return every port some services open; negated, every port they do not.

        :raises ReadError: for a value that cannot be read, or groups that contain each other
        """
        found = self._sets.get((names, negate))
        if found is None:
            parts = [self._one(name, depth) for name in names]
            ports = _join(port for part in parts for port in part.ports)
            missing = tuple(dict.fromkeys(name for part in parts for name in part.missing))
            narrowed = any(part.narrowed for part in parts)
            found = Services(_other(ports) if negate else ports, missing, narrowed)
            self._sets[(names, negate)] = found
        return found

    def _one(self, name: str, depth: int) -> Services:
        if name in self._known:
            return self._known[name]
        entry = self._entries.get(name)
        if entry is None and name in GROUPS:
            return self.union(GROUPS[name], depth=depth + 1)
        if entry is None:
            return Services(missing=(name,))
        if depth > _MAX_NESTING:
            raise ReadError(f"群組「{name}」層數過深或互相包含，請修正後重新匯出", line=entry.line)
        if entry.path == "firewall service group":
            members = entry.words("member")
            found = self.union(members, depth=depth + 1) if members else Services(missing=(name,))
        else:
            found = Services(_ports(entry), narrowed=_is_narrowed(entry))
        self._known[name] = found
        return found


def _is_narrowed(entry: Entry) -> bool:
    """Say whether a service asks for more than protocol and destination port."""
    words = [word for protocol in _PORTED for word in entry.words(f"{protocol}-portrange")]
    asked = any(
        entry.text(name, _ANYWHERE) != _ANYWHERE
        for name in ("icmptype", "icmpcode", "iprange", "fqdn")
    )
    sources = {word.partition(":")[2] for word in words} - _ANY_SOURCE
    return asked or bool(sources or entry.words(_UDP_LITE))


def _ports(entry: Entry) -> tuple[Port, ...]:
    try:
        match entry.text("protocol", "TCP/UDP/SCTP"):
            case "IP":
                number = int(entry.text("protocol-number", "0"))
                return (_ALL_OF.get(number, ("ip", number, number)) if number else ANY,)
            case "ICMP":
                return (("icmp", 0, 255),)
            case "ICMP6":
                return (("icmp6", 0, 255),)
            case "ALL":
                return (ANY,)
            case _:
                lite = (("ip", 136, 136),) if entry.words(_UDP_LITE) else ()
                return *lite, *(
                    (protocol, *_span(word))
                    for protocol in _PORTED
                    for word in entry.words(f"{protocol}-portrange")
                )
    except ValueError:
        raise ReadError(
            f"看不懂服務「{entry.name}」的通訊埠，請重新匯出", line=entry.line
        ) from None


def _span(word: str) -> tuple[int, int]:
    """Read `80`, `8000-8080` or `80:1024-65535`, whose second half is the source port."""
    low, _, high = word.partition(":")[0].partition("-")
    first, last = int(low), int(high or low)
    if not 0 <= first <= last <= 65535:
        raise ValueError(word)
    return first, last


def _join(ports: Iterable[Port]) -> tuple[Port, ...]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for protocol, low, high in ports:
        spans.setdefault(protocol, []).append((low, high))
    return tuple((name, low, high) for name in spans for low, high in merge(spans[name]))


def _other(ports: tuple[Port, ...]) -> tuple[Port, ...]:
    named: dict[str, list[tuple[int, int]]] = {"ip": []}
    for protocol, low, high in ports:
        named.setdefault(protocol, []).append((low, high))
    if ANY[1:] in named["ip"]:
        return ()
    open_ports = [
        (protocol, low, high)
        for protocol in _PORTED
        for low, high in complement(merge(named.get(protocol, ())), 65535)
    ]
    closed = merge((*named["ip"], *((number, number) for number in _PORTED.values())))
    return (*open_ports, *(("ip", low, high) for low, high in complement(closed, 255)))
