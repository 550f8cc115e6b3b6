"""What a `match` of nftables' JSON asks for.

Names and shapes: libnftables-json(5). An expression that is not known here can only let a rule
match less, so it is a condition. Of a concatenation each part is matched for itself, which is too
much, and a condition says so. A named set that changes at run time, or whose elements the file
leaves out, is unresolved.
"""

from typing import Any

from ..firewall.addresses import Block, block
from ..firewall.services import PORTED, port_span, protocol_number, spans_of, whole
from ..ranges import Ranges, complement, merge
from .match import ANYWHERE, STATES, TRANSLATED, Match, addresses, listed
from .protocols import number_of

_FAMILIES = {"ipv4": 0, "ip": 0, "ipv6": 1, "ip6": 1}
_SIDES = {"saddr": "source", "daddr": "destination"}
_PORTS = tuple(PORTED.values())
_HALF_READ = {"dccp": (33,), "udplite": (136,), "th": (33, 136)}


class NamedSets:
    """One table's sets and maps by name; None for elements that are not known."""

    def __init__(self) -> None:
        self.elements: dict[str, list[Any] | None] = {}
        self._atoms: dict[str, list[Any]] = {}
        self._blocks: dict[str, tuple[Block, ...]] = {}

    def atoms(self, name: str) -> list[Any] | None:
        """Return a set's single values; None where they are not known.

        :raises ValueError: if there is no such set
        """
        if name not in self.elements:
            raise ValueError(name)
        elements = self.elements[name]
        if elements is None:
            return None
        if name not in self._atoms:
            self._atoms[name] = _flat(elements)
        return self._atoms[name]

    def blocks(self, name: str) -> tuple[Block, ...]:
        """Return a set's elements as addresses."""
        if name not in self._blocks:
            self._blocks[name] = tuple(map(_block, self.atoms(name) or ()))
        return self._blocks[name]


class Expressions:
    """Matches of one rule: `sets` are its table's, `here` is unlike any other rule's."""

    def __init__(self, sets: NamedSets, here: str) -> None:
        self._sets, self._here = sets, here

    def match(self, left: Any, operator: str, right: Any) -> Match:
        """Read one comparison.

        :raises ValueError: for a value that cannot be read
        """
        negate = operator == "!="
        match left:
            case {"payload": {"protocol": str(protocol), "field": str(field)}}:
                return self._payload(protocol, field, operator, right)
            case {"meta": {"key": "iifname" | "iif"}} if operator in ("==", "!="):
                return self._interfaces("incoming", right, negate)
            case {"meta": {"key": "oifname" | "oif"}} if operator in ("==", "!="):
                return self._interfaces("outgoing", right, negate)
            case {"meta": {"key": "l4proto"}} if operator in ("==", "!="):
                return self._protocols(right, negate)
            case {"meta": {"key": "nfproto" | "protocol"}} if operator == "==":
                return self._family(right)
            case {"ct": {"key": "state"}} if operator in ("==", "!=", "in"):
                return self._states(right, negate)
            case {"ct": {"key": "status"}} if operator in ("==", "in") and "dnat" in _flat(right):
                return listed(*TRANSLATED)
            case {"concat": [*parts]} if operator == "==":
                return self._concat(parts, right)
        return self.condition(str(left))

    def condition(self, what: str) -> Match:
        return Match(conditions=frozenset((f"{what} @{self._here}",)))

    def _payload(self, protocol: str, field: str, operator: str, right: Any) -> Match:
        equal = operator in ("==", "!=")
        if protocol in ("ip", "ip6"):
            found = _of_family(_FAMILIES[protocol])
            if field in _SIDES and equal:
                return found.both(self._address(_SIDES[field], right, operator == "!="))
            if field in ("protocol", "nexthdr") and equal:
                return found.both(self._protocols(right, operator == "!="))
            return found.both(self.condition(f"{protocol} {field}"))
        if field == "dport" and (protocol in PORTED or protocol in _HALF_READ):
            return self._ports(protocol, operator, right)
        try:
            services: Ranges = (whole(protocol_number(protocol)),)
        except ValueError:
            return self.condition(f"{protocol} {field}")
        return Match(services=services).both(self.condition(f"{protocol} {field}"))

    def _address(self, side: str, right: Any, negate: bool) -> Match:
        atoms = self._atoms(right)
        if isinstance(right, str) and right.startswith("@"):
            name = right[1:]
            if atoms is None:
                return self.condition(name) if negate else listed(side, "set", name)
        if "*" in (atoms or ()):
            return self.condition("*") if negate else Match()
        if isinstance(right, str) and right.startswith("@"):
            return addresses(side, self._sets.blocks(name), negate=negate, name=name)
        held = atoms or []
        return addresses(side, map(_block, held), negate=negate, name=_shown(held))

    def _ports(self, protocol: str, operator: str, right: Any) -> Match:
        numbers = (PORTED[protocol],) if protocol in PORTED else ()
        others = _HALF_READ.get(protocol, ())
        atoms = self._atoms(right)
        if atoms is None:
            held: Ranges = ((0, 65535),)
            found = self._unresolved(right, operator == "!=")
        else:
            held, found = _compared([_port(atom) for atom in atoms], operator), Match()
        ports = spans_of(numbers or (_PORTS if protocol == "th" else ()), held)
        services = merge((*ports, *(whole(number) for number in others)))
        unsure = self.condition("ports") if others else Match()
        return Match(services=services).both(found).both(unsure)

    def _protocols(self, right: Any, negate: bool) -> Match:
        atoms = self._atoms(right)
        if atoms is None:
            return self._unresolved(right, negate)
        numbers = (None if atom == "*" else number_of(str(atom)) for atom in atoms)
        held = merge(whole(0, 255) if each is None else whole(each) for each in numbers)
        return Match(services=complement(held, whole(255)[1]) if negate else held)

    def _family(self, right: Any) -> Match:
        index = _FAMILIES.get(right) if isinstance(right, str) else None
        return self.condition("family") if index is None else _of_family(index)

    def _states(self, right: Any, negate: bool) -> Match:
        atoms = self._atoms(right)
        named = frozenset(str(atom).upper() for atom in atoms or ())
        if not named or not named <= STATES:
            return self.condition("ct state")
        return Match(states=STATES - named if negate else named)

    def _interfaces(self, way: str, right: Any, negate: bool) -> Match:
        atoms = self._atoms(right)
        if atoms is None:
            return self._unresolved(right, negate)
        names = ["any" if atom == "*" else _name(atom) for atom in atoms]
        if not negate:
            return _interface(way, tuple(names))
        found = Match()
        for name in names:
            found = found.both(_interface(way, (f"!{name}",)))
        return found

    def _concat(self, parts: list[Any], right: Any) -> Match:
        atoms = self._atoms(right)
        if atoms is None:
            return self._unresolved(right, negate=False)
        found = self.condition("concat")
        for index, part in enumerate(parts):
            values = [_part(atom, index, len(parts)) for atom in atoms]
            found = found.both(self.match(part, "==", {"set": values}))
        return found

    def _unresolved(self, right: Any, negate: bool) -> Match:
        name = str(right)[1:]
        if negate:
            return self.condition(name)
        return Match(unresolved=(("service", "set", name),)).both(self.condition(name))

    def _atoms(self, right: Any) -> list[Any] | None:
        """List single values; None for a set whose elements are not known."""
        if not (isinstance(right, str) and right.startswith("@")):
            return _flat(right)
        return self._sets.atoms(right[1:])


def _flat(right: Any) -> list[Any]:
    """List single values; a set in a list has to be its elements."""
    match right:
        case {"set": [*values]} | {"|": [*values]} | [*values]:
            return [value for each in values for value in _flat(each)]
        case {"elem": {"val": value}}:
            return _flat(value)
        case str() if right.startswith("@"):
            raise ValueError(right)
    return [right]


def _of_family(index: int) -> Match:
    one: tuple[Ranges, Ranges] = (ANYWHERE[0], ()) if index == 0 else ((), ANYWHERE[1])
    return Match(one, one)


def _interface(way: str, names: tuple[str, ...]) -> Match:
    return Match(incoming=names) if way == "incoming" else Match(outgoing=names)


def _name(atom: Any) -> str:
    if not isinstance(atom, str):
        raise ValueError(str(atom))
    return f"{atom[:-1]}+" if atom.endswith("*") else atom


def _block(atom: Any) -> Block:
    match atom:
        case str():
            return block(atom)
        case {"prefix": {"addr": str(address), "len": int(length)}}:
            return block(f"{address}/{length}")
        case {"range": [str(low), str(high)]}:
            return block(f"{low}-{high}")
    raise ValueError(str(atom))


def _port(atom: Any) -> tuple[int, int]:
    match atom:
        case "*":
            return 0, 65535
        case {"range": [low, high]}:
            return port_span(f"{low}-{high}")
    return port_span(str(atom))


def _compared(ports: list[tuple[int, int]], operator: str) -> Ranges:
    held = merge(ports)
    if operator in ("==", "in"):
        return held
    if operator == "!=":
        return complement(held, 65535)
    ((number, _),) = ports
    match operator:
        case "<":
            return ((0, number - 1),) if number else ()
        case "<=":
            return ((0, number),)
        case ">":
            return ((number + 1, 65535),) if number < 65535 else ()
        case ">=":
            return ((number, 65535),)
    raise ValueError(operator)


def _part(atom: Any, index: int, count: int) -> Any:
    match atom:
        case "*":
            return atom
        case {"concat": [*values]} if len(values) == count:
            return values[index]
    raise ValueError(str(atom))


def _shown(atoms: list[Any]) -> str:
    return ",".join(_text(atom) for atom in atoms)


def _text(atom: Any) -> str:
    match atom:
        case {"prefix": {"addr": address, "len": length}}:
            return f"{address}/{length}"
        case {"range": [low, high]}:
            return f"{low}-{high}"
    return str(atom)
