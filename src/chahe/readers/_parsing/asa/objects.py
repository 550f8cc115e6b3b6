"""The names, objects and object groups of a configuration.

A fully qualified name and a network service are decided elsewhere: unresolved, they add no address.
What an object of another kind stands for, what is not defined and what holds nothing is missing.
"""

from dataclasses import dataclass
from ipaddress import IPv4Address

from ..._model import ReadError
from ..firewall.addresses import block
from ..firewall.named import Addresses, union
from ..firewall.services import ANY_SERVICE, PER, spans_of, whole
from ..ranges import Ranges, merge
from .config import Device, Words
from .ports import ANY_SOURCE, OPERATORS, ports, protocols

_MAX_NESTING = 64
_ZERO = str(IPv4Address(0))
_NOTHING = Addresses()
_ELSEWHERE = ("network-service",)


@dataclass(frozen=True, slots=True)
class Services:
    """Of a group of ports, `spans` are ports; of anything else, protocol and port."""

    spans: Ranges = ()
    missing: tuple[str, ...] = ()
    narrowed: bool = False


@dataclass(slots=True)
class _Object:
    """`kind` is network, service …; `protocol` what a group of ports is for."""

    kind: str
    line: int
    protocol: str
    under: list[tuple[int, Words]]


class Book:
    """What the names in one configuration stand for."""

    def __init__(self, device: Device) -> None:
        self._names = {each.words[2]: each.words[1] for each in device.of("name") if each.words[2:]}
        self._held: dict[str, _Object] = {}
        for word in ("object", "object-group"):
            for each in device.of(word):
                if len(each.words) < 3:
                    raise ReadError("物件沒有名稱，請重新匯出", line=each.line)
                kind, name, protocol = (*each.words[1:4], "")[:3]
                new = _Object(kind, each.line, protocol, [])
                self._held.setdefault(name, new).under.extend(each.under)
        self._addresses: dict[str, Addresses] = {}
        self._services: dict[str, Services] = {}

    def kind(self, name: str) -> str:
        """Return what sort of object a name is; of a group of ports, `ports`."""
        found = self._held.get(name)
        return "" if found is None else "ports" if found.protocol else found.kind

    def literal(self, words: Words, line: int) -> Addresses:
        """Read an address, an address and a mask, or an IPv6 prefix.

        :raises ReadError: if it is none of them
        """
        plain = [self._names.get(word, word) for word in words]
        try:
            found = block("/".join(_ZERO if word == "0" else word for word in plain))
        except ValueError:
            raise ReadError(
                f"看不懂位址「{' '.join(words)[:60]}」，請重新匯出", line=line
            ) from None
        return _of_span(found.version, found.low, found.high, found.holes)

    def addresses(self, name: str, depth: int = 0) -> Addresses:
        """Return what an object or group of addresses stands for.

        :raises ReadError: for a value that cannot be read, or groups that contain each other
        """
        if name not in self._addresses:
            held = self._held.get(name)
            if held is None or held.kind in ("service", "protocol", "icmp-type"):
                return Addresses(missing=(name,))
            if held.kind in _ELSEWHERE:
                return Addresses(unresolved=((held.kind, name),))
            self._stop(name, held, depth)
            found = union(
                part
                for line, words in held.under
                if (part := self._address(words, line, name, depth))
            )
            self._addresses[name] = found if found != _NOTHING else Addresses(missing=(name,))
        return self._addresses[name]

    def _address(self, words: Words, line: int, name: str, depth: int) -> Addresses | None:
        match words:
            case ("host", address) | ("network-object", "host", address):
                return self.literal((address,), line)
            case ("range", low, high):
                return self.literal((f"{self._plain(low)}-{self._plain(high)}",), line)
            case ("fqdn", *_):
                return Addresses(unresolved=(("fqdn", name),))
            case ("network-object", "object", inner) | ("group-object", inner):
                return self.addresses(inner, depth + 1)
            case ("subnet" | "network-object", *rest) if rest:
                return self.literal(tuple(rest), line)
            case ("nat" | "description", *_):
                return None
            case _:
                return Addresses(missing=(f"{name}：{' '.join(words)[:40]}",))

    def _plain(self, word: str) -> str:
        return self._names.get(word, word)

    def _stop(self, name: str, held: _Object, depth: int) -> None:
        if depth > _MAX_NESTING:
            raise ReadError(
                f"群組「{name[:40]}」層數過深或互相包含，請修正後重新匯出", line=held.line
            )

    def services(self, name: str, depth: int = 0) -> Services:
        """Return what an object or group of services, ports or protocols stands for.

        :raises ReadError: for a value that cannot be read, or groups that contain each other
        """
        if name not in self._services:
            held = self._held.get(name)
            if held is None or held.kind not in ("service", "protocol"):
                return Services(missing=(name,))
            self._stop(name, held, depth)
            parts = [
                part
                for line, words in held.under
                if (part := self._service(words, line, name, depth))
            ]
            self._services[name] = Services(
                merge(span for part in parts for span in part.spans),
                tuple(dict.fromkeys(missing for part in parts for missing in part.missing)),
                any(part.narrowed for part in parts),
            )
            if not parts:
                self._services[name] = Services(missing=(name,))
        return self._services[name]

    def _service(self, words: Words, line: int, name: str, depth: int) -> Services | None:
        try:
            match words:
                case ("group-object", inner) | ("service-object", "object", inner):
                    return self.services(inner, depth + 1)
                case ("port-object", operator, *values) if len(values) == OPERATORS.get(operator):
                    spans, narrowed = ports(operator, tuple(values))
                    return Services(spans, narrowed=narrowed)
                case ("protocol-object", protocol):
                    return Services(spans_for(protocols(protocol), None))
                case ("service-object" | "service", protocol, *rest):
                    return _ported(protocol, rest)
                case ("description", *_):
                    return None
                case _:
                    return Services(missing=(f"{name}：{' '.join(words)[:40]}",))
        except ValueError:
            raise ReadError(f"看不懂服務「{name[:40]}」的內容，請重新匯出", line=line) from None


def spans_for(numbers: tuple[int, ...], opened: Ranges | None) -> Ranges:
    """Return protocols with their ports, or whole; no protocol stands for all of them.

    :raises ValueError: for ports of every protocol
    """
    if not numbers:
        if opened is not None:
            raise ValueError("ports of ip")
        return ANY_SERVICE
    if opened is None:
        return merge(whole(number) for number in numbers)
    return spans_of(numbers, opened)


def protocols_in(spans: Ranges) -> tuple[int, ...]:
    """Return the protocols in whole spans; none where they are all."""
    if spans == ANY_SERVICE:
        return ()
    return tuple(number for low, high in spans for number in range(low // PER, high // PER + 1))


def _of_span(version: int, low: int, high: int, holes: bool) -> Addresses:
    span = ((low, high),)
    return Addresses(span, narrowed=holes) if version == 4 else Addresses((), span, narrowed=holes)


def _ported(protocol: str, rest: list[str]) -> Services:
    """Read `tcp source range 1 9 destination eq https`, `tcp eq https`, `icmp echo`."""
    numbers, opened, narrowed, side, at = protocols(protocol), None, False, "destination", 0
    while at < len(rest):
        word, at = rest[at], at + 1
        if word in ("source", "destination"):
            side = word
        elif word in OPERATORS and len(rest) >= at + OPERATORS[word]:
            spans, unsure = ports(word, tuple(rest[at : at + OPERATORS[word]]))
            at += OPERATORS[word]
            narrowed |= unsure or (side == "source" and spans not in ANY_SOURCE)
            opened = spans if side == "destination" else opened
        elif numbers and numbers[0] in (1, 58):
            narrowed = True
        else:
            raise ValueError(word)
    return Services(spans_for(numbers, opened), narrowed=narrowed)
