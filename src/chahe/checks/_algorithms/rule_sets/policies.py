"""Rows of `firewall_policies` as boxes: the most that each may match, and the least it surely does.

Eight dimensions: interfaces from and to, source, destination, service, users, time, and what the
file leaves undecided. Time is the minutes of a week, and above them the names of schedules that are
not weekly. Names (interfaces, users, schedules) are numbers; *all* of them is those
and one more, which no list of names reaches, so two names are never taken to be the same, or to be
everybody. Of what the file does not decide (a domain name, a country) only the same lists, word
for word, are the same.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from ....readers import merge_ranges
from .spans import Box, Spans

FAMILIES = (("", 32), ("6", 128))
_PROTOCOLS = {"icmp": 1, "tcp": 6, "udp": 17, "icmp6": 58, "sctp": 132}
_PORTS = 65536
_WEEK = 7 * 24 * 60
_WHOLE: Spans = ((0, _WEEK - 1),)
ANY_SERVICE: Spans = ((0, 256 * _PORTS - 1),)
_LISTS = (
    *("source_addresses", "destination_addresses", "services", "internet_services", "unresolved"),
    *("source_ranges", "destination_ranges", "source_ranges6", "destination_ranges6", "ports"),
    *("source_negate", "destination_negate", "service_negate", "vips"),
)


class PolicyBoxes:
    """The boxes of the policies of one VDOM, by their place."""

    def __init__(self, policies: Sequence[Mapping[str, Any]]) -> None:
        sides = ("source_interfaces", "destination_interfaces")
        self._policies = policies
        self._interfaces = _Names(n for row in policies for side in sides for n in row[side])
        self._users = _Names(name for row in policies for name in row["users"])
        self._schedules = _Names(_named(row) for row in policies if not _is_weekly(row))
        self._alike = _Names(_lists(place, row) for place, row in enumerate(policies))
        self._vips = _Names(name for row in policies for name in _translated(row))

    def box(self, place: int, suffix: str, bits: int, *, most: bool) -> Box | None:
        """Return the most, or the least, that a policy matches in a family; None for nothing."""
        row = self._policies[place]
        if not most and (row["narrowed"] or row["undecided"]):
            return None
        source, destination = row[f"source_ranges{suffix}"], row[f"destination_ranges{suffix}"]
        services, alike = _services(row["ports"]), self._alike.all
        if names := _translated(row):
            destination = self._vips.spans(names, above=2**bits)
        if _is_undecided(row):
            alike = self._alike.spans((_lists(place, row),))
            source, services = ((0, 2**bits - 1),), ANY_SERVICE
            destination = destination if names else source
        if not (source and destination and services):
            return None
        came, goes = (self._spans(row[f"{side}_interfaces"]) for side in ("source", "destination"))
        if not (came and goes):
            return None
        users = self._users.spans(row["users"]) if row["users"] else self._users.all
        return came, goes, source, destination, services, users, self._times(row), alike

    def _times(self, row: Mapping[str, Any]) -> Spans:
        if _is_weekly(row):
            return tuple(row["hours"])
        named = _named(row)
        if named is None:
            return ((0, _WEEK + self._schedules.all[0][1]),)
        return self._schedules.spans((named,), above=_WEEK)

    def _spans(self, names: Sequence[str]) -> Spans:
        return self._interfaces.all if "any" in names else self._interfaces.spans(names)


class _Names:
    def __init__(self, names: Iterable[Hashable]) -> None:
        self._number = {name: number for number, name in enumerate(dict.fromkeys(names))}
        self.all: Spans = ((0, len(self._number)),)

    def spans(self, names: Iterable[Hashable], above: int = 0) -> Spans:
        found = (above + self._number[name] for name in names)
        return merge_ranges((number, number) for number in found)


def is_cleanup(box: Box, bits: int) -> bool:
    """Say whether a box is all there is of addresses and services, like the last rule of most."""
    everywhere = ((0, 2**bits - 1),)
    return box[2:5] == (everywhere, everywhere, ANY_SERVICE)


def _is_weekly(row: Mapping[str, Any]) -> bool:
    """Say whether minutes of a week are when a policy matches, and not all of them."""
    return bool(row["hours"]) and row["schedule_ends"] is None and row["hours"] != _WHOLE


def _named(row: Mapping[str, Any]) -> Hashable:
    """Return what is the same for the same times; None for always."""
    always = row["schedule"] == "always" or row["hours"] == _WHOLE
    if always and row["schedule_ends"] is None:
        return None
    return row["schedule"], row["schedule_ends"]


def _is_undecided(row: Mapping[str, Any]) -> bool:
    return bool(row["unresolved"] or row["internet_services"] or row["undecided"])


def _lists(place: int, row: Mapping[str, Any]) -> Hashable:
    """Return what is the same for the same undecided lists; a name not defined is like no other."""
    if not _is_undecided(row):
        return None
    return place if row["undecided"] else tuple(row[column] for column in _LISTS)


def _translated(row: Mapping[str, Any]) -> tuple[Hashable, ...]:
    """Return the virtual IPs of a policy that matches what they translated, and nothing else.

    Where other destinations are listed beside them, only the same list is the same.
    """
    if not row["vips"] or row["real_destination"]:
        return ()
    names = row["destination_addresses"]
    return tuple(row["vips"]) if set(names) <= set(row["vips"]) else (tuple(names),)


def _services(ports: Iterable[tuple[str, int, int]]) -> Spans:
    """Return services on one line of numbers: the protocol's, then the port's."""
    return merge_ranges(
        (low * _PORTS, high * _PORTS + _PORTS - 1)
        if protocol == "ip"
        else (_PROTOCOLS[protocol] * _PORTS, _PROTOCOLS[protocol] * _PORTS + _PORTS - 1)
        if protocol in ("icmp", "icmp6")
        else (_PROTOCOLS[protocol] * _PORTS + low, _PROTOCOLS[protocol] * _PORTS + high)
        for protocol, low, high in ports
    )
