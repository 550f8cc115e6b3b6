"""Addresses as inclusive (lo, hi) pairs, by IP version."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_network

Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Blocks:
    """Separate networks, IPv4 and IPv6 apart."""

    four: Pairs
    six: Pairs


def blocks_of(networks: Iterable[str]) -> Blocks:
    """Return networks as pairs, sorted."""
    four: list[tuple[int, int]] = []
    six: list[tuple[int, int]] = []
    for network in map(ip_network, networks):
        pair = (int(network[0]), int(network[-1]))
        (four if network.version == 4 else six).append(pair)
    return Blocks(tuple(sorted(four)), tuple(sorted(six)))


def overlap(ranges: Pairs, others: Pairs) -> Pairs:
    """Return what two sets share.

    >>> overlap(((0, 9), (20, 30)), ((5, 22),))
    ((5, 9), (20, 22))
    """
    shared = ((max(low, first), min(high, last)) for low, high in ranges for first, last in others)
    return tuple((low, high) for low, high in shared if low <= high)


def covers(ranges: Pairs, wanted: Pairs) -> bool:
    """Say whether each pair wanted lies within one of merged ranges."""
    return all(any(low <= first and last <= high for low, high in ranges) for first, last in wanted)


def size(ranges: Pairs) -> int:
    return sum(high - low + 1 for low, high in ranges)
