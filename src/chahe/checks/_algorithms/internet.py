"""What of a firewall policy is the internet, and what is the inside; by addresses and by roles.

*The internet* is a source interface whose role is wan, or the interface any, when the source holds
more than so many public addresses, a country, or a vendor's list. *Inside* is a destination
interface whose role is lan; or, where the role is neither dmz nor wan, private addresses.
"""

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Any

Ranges = tuple[tuple[int, int], ...]
Row = Mapping[str, Any]
_NAMED6 = 2**80
_ELSEWHERE = {"geography", "internet-service"}
_FEW = {"fqdn", "dns-domain", "wildcard-fqdn", "mac"}  # named one by one, whatever they are


def _blocks(*networks: str) -> Ranges:
    found = map(ip_network, networks)
    return tuple((int(block[0]), int(block[-1])) for block in found)


_PRIVATE = _blocks("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
_NO_ONE = _blocks("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3")
_GLOBAL6, _PRIVATE6 = _blocks("2000::/3"), _blocks("fc00::/7")
_UNICAST = 2**32 - sum(high - low + 1 for low, high in _NO_ONE)


def from_internet(row: Row, named: int) -> bool | None:
    """Say whether the internet is the source; None where roles or what a list holds is missing."""
    kinds, roles = set(row["source_kinds"]), row["source_roles"]
    outside = True if {"wan", "any"} & set(roles) else _unless_unknown(roles)
    if (
        _public(row["source_ranges"]) > named
        or _count(row["source_ranges6"], _GLOBAL6) > _NAMED6
        or kinds & _ELSEWHERE
    ):
        return outside
    return False if outside is False or not kinds - _FEW else None


def to_inside(row: Row) -> bool | None:
    """Say whether the destination is inside; None where roles are missing."""
    roles = set(row["destination_roles"])
    if "lan" in roles:
        return True
    if roles and roles <= {"wan", "dmz"}:
        return False
    private = _count(row["destination_ranges"], _PRIVATE) or _count(
        row["destination_ranges6"], _PRIVATE6
    )
    published = set(row["destination_addresses"]) <= set(row["vips"])
    if private:
        return None if published else True
    return None if row["unresolved"] or row["destination_ranges6"] else False


def is_public(address: str) -> bool:
    """Say whether an address is one of the internet's."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    at = ((int(found), int(found)),)
    return bool(_public(at) if found.version == 4 else _count(at, _GLOBAL6))


def any_to_any(row: Row, named: int) -> bool:
    """Say whether both ends are all unicast addresses but for a few."""
    ends = ("source_ranges", "destination_ranges")
    return all(_is_any(row[end], named) for end in ends) or all(
        _count(row[f"{end}6"], _GLOBAL6) >= 2**125 - _NAMED6 for end in ends
    )


def _unless_unknown(roles: tuple[str | None, ...]) -> bool | None:
    return None if None in roles or not roles else False


@lru_cache(maxsize=4096)
def _is_any(ranges: Ranges, named: int) -> bool:
    covered = sum(high - low + 1 for low, high in ranges) - _count(ranges, _NO_ONE)
    return covered >= _UNICAST - named


@lru_cache(maxsize=4096)
def _public(ranges: Ranges) -> int:
    size = sum(high - low + 1 for low, high in ranges)
    return size - _count(ranges, _NO_ONE) - _count(ranges, _PRIVATE)


def _count(ranges: Ranges, blocks: Ranges) -> int:
    """Count the addresses that separate ranges and separate blocks share."""
    return sum(
        max(0, min(high, last) - max(low, first) + 1)
        for low, high in ranges
        for first, last in blocks
    )
