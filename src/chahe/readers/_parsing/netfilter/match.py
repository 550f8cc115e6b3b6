"""What a rule asks of a packet, as a box; what a box cannot say is a condition."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ..firewall.addresses import ALL, TOPS, Block, common
from ..firewall.services import ANY_SERVICE
from ..ranges import Ranges, complement, merge

ANYWHERE = (ALL[4], ALL[6])
NOWHERE: tuple[Ranges, Ranges] = ((), ())
STATES = frozenset(("NEW", "ESTABLISHED", "RELATED", "INVALID", "UNTRACKED"))
REPLIES = frozenset(("ESTABLISHED", "RELATED"))
TRANSLATED = ("destination", "nat", "DNAT")


@dataclass(frozen=True, slots=True)
class Match:
    """Addresses are (IPv4, IPv6). `conditions` let a rule match less than the box.

    `unresolved` is (side, kind, name) of lists that are not in the file; a side is source,
    destination or service. An interface is a name, `any`, `!name` (any other) or `name+` (all that
    begin so).
    """

    source: tuple[Ranges, Ranges] = ANYWHERE
    destination: tuple[Ranges, Ranges] = ANYWHERE
    services: Ranges = ANY_SERVICE
    incoming: tuple[str, ...] = ("any",)
    outgoing: tuple[str, ...] = ("any",)
    states: frozenset[str] | None = None
    conditions: frozenset[str] = frozenset()
    unresolved: tuple[tuple[str, str, str], ...] = ()
    source_names: tuple[str, ...] = ()
    destination_names: tuple[str, ...] = ()
    comment: str = ""
    ends: date | None = None

    @property
    def _box(self) -> tuple[object, ...]:
        return (
            *(self.source, self.destination, self.services, self.incoming, self.outgoing),
            *(self.states, self.conditions, self.unresolved),
        )

    @property
    def _ways(self) -> str:
        return f"{self.incoming}>{self.outgoing}"

    @property
    def is_everything(self) -> bool:
        return self._box == _EVERYTHING._box

    @property
    def is_nothing(self) -> bool:
        families = zip(self.source, self.destination, strict=True)
        reached = any(source and destination for source, destination in families)
        return not (reached and self.services and self.incoming and self.outgoing) or (
            self.states is not None and not self.states
        )

    def both(self, other: "Match") -> "Match":
        """Return what both ask for."""
        incoming, sure = _interfaces(self.incoming, other.incoming)
        outgoing, certain = _interfaces(self.outgoing, other.outgoing)
        unsure = frozenset(() if sure and certain else (f"{self._ways} {other._ways}",))
        states = other.states if self.states is None else self.states
        if self.states is not None and other.states is not None:
            states = self.states & other.states
        ends = [day for day in (self.ends, other.ends) if day]
        return Match(
            _each(self.source, other.source),
            _each(self.destination, other.destination),
            common(self.services, other.services),
            incoming,
            outgoing,
            states,
            self.conditions | other.conditions | unsure,
            (*self.unresolved, *other.unresolved),
            other.source_names or self.source_names,
            other.destination_names or self.destination_names,
            other.comment or self.comment,
            min(ends, default=None),
        )

    def logs(self, accepted: "Match") -> bool:
        """Say whether a rule that logs this logs the first packet of all a later rule takes."""
        return (
            (self.states is None or "NEW" in self.states)
            and self.conditions <= accepted.conditions
            and set(self.unresolved) <= set(accepted.unresolved)
            and (self.incoming == ("any",) or set(accepted.incoming) <= set(self.incoming))
            and (self.outgoing == ("any",) or set(accepted.outgoing) <= set(self.outgoing))
            and common(self.services, accepted.services) == accepted.services
            and _each(self.source, accepted.source) == accepted.source
            and _each(self.destination, accepted.destination) == accepted.destination
        )


_EVERYTHING = Match()


def addresses(side: str, blocks: Iterable[Block], *, negate: bool, name: str) -> Match:
    """Match one side's addresses; negated, all others of the same IP version.

    What is negated is matched as everything where a mask has holes: that is never too little.
    """
    held = tuple(blocks)
    ranges: list[Ranges] = [(), ()]
    for index, version in enumerate((4, 6)):
        mine = [each for each in held if each.version == version]
        ranges[index] = merge((each.low, each.high) for each in mine)
        if negate and mine:
            sure = not any(each.holes for each in mine)
            ranges[index] = complement(ranges[index], TOPS[version]) if sure else ALL[version]
    said = f"!{name}" if negate else name
    conditions = frozenset((f"mask {side} {said}",) if any(each.holes for each in held) else ())
    both = (ranges[0], ranges[1])
    if side == "source":
        return Match(source=both, source_names=(said,), conditions=conditions)
    return Match(destination=both, destination_names=(said,), conditions=conditions)


def listed(side: str, kind: str, name: str) -> Match:
    """Match a list of addresses that the file only names."""
    found = Match(unresolved=((side, kind, name),), conditions=frozenset((f"{kind} {name}",)))
    if side == "source":
        return replace(found, source_names=(name,))
    return replace(found, destination_names=(name,))


def _each(one: tuple[Ranges, Ranges], other: tuple[Ranges, Ranges]) -> tuple[Ranges, Ranges]:
    return common(one[0], other[0]), common(one[1], other[1])


def _interfaces(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Return the interfaces both allow, and whether that is exact."""
    pairs = [_interface(left, right) for left in one for right in other]
    names = dict.fromkeys(name for name, _ in pairs if name)
    return tuple(names), all(sure for _, sure in pairs)


def _interface(one: str, other: str) -> tuple[str, bool]:
    """Return an interface both names allow, "" for none, and whether that is exact."""
    if one == other or other == "any":
        return one, True
    if one == "any":
        return other, True
    plain, pattern = (one, other) if not _is_pattern(one) else (other, one)
    if _is_pattern(plain):
        return plain, False
    return (plain if _allows(pattern, plain) else ""), True


def _is_pattern(name: str) -> bool:
    return name.startswith("!") or name.endswith("+")


def _allows(pattern: str, name: str) -> bool:
    if pattern.startswith("!"):
        return not _allows(pattern[1:], name)
    return name.startswith(pattern[:-1]) if pattern.endswith("+") else name == pattern
