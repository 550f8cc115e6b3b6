"""Addresses as firewalls write them: a host, a prefix or mask, or a range.

A mask with holes stands for everything between its lowest and highest address.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import NamedTuple

from ..ranges import Ranges

TOPS = {4: 2**32 - 1, 6: 2**128 - 1}
ALL: dict[int, Ranges] = {version: ((0, top),) for version, top in TOPS.items()}


class Block(NamedTuple):
    """`holes`: not every address between low and high is meant."""

    version: int
    low: int
    high: int
    holes: bool = False


@lru_cache(maxsize=65536)
def block(text: str) -> Block:
    """Read `192.0.2.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0` or `192.0.2.1-192.0.2.9`.

    >>> block("10.0.0.0/8") == block("10.0.0.0-10.255.255.255") == block("10.9.9.9/255.0.0.0")
    True

    :raises ValueError: if it is none of them
    """
    first, dash, last = text.partition("-")
    if dash:
        low, high = ip_address(first.strip()), ip_address(last.strip())
        if low.version != high.version or int(high) < int(low):
            raise ValueError(text)
        return Block(low.version, int(low), int(high))
    host, slash, prefix = text.partition("/")
    address = ip_address(host.strip())
    return _masked(address, prefix.strip() if slash else str(address.max_prefixlen))


def common(one: Ranges, other: Ranges) -> Ranges:
    """Return what two merged sets share.

    >>> common(((0, 5), (8, 9)), ((4, 8),))
    ((4, 5), (8, 8))
    """
    for held, wide in ((one, other), (other, one)):
        if held and len(wide) == 1 and wide[0][0] <= held[0][0] and held[-1][1] <= wide[0][1]:
            return held
    found, left, right = [], 0, 0
    while left < len(one) and right < len(other):
        low = max(one[left][0], other[right][0])
        high = min(one[left][1], other[right][1])
        if low <= high:
            found.append((low, high))
        if one[left][1] < other[right][1]:
            left += 1
        else:
            right += 1
    return tuple(found)


def _masked(address: IPv4Address | IPv6Address, prefix: str) -> Block:
    top, number = TOPS[address.version], int(address)
    if prefix.isascii() and prefix.isdigit():
        if int(prefix) > address.max_prefixlen:
            raise ValueError(prefix)
        mask = top << (address.max_prefixlen - int(prefix)) & top
    else:
        mask = int(type(address)(prefix))
    wild = top ^ mask
    return Block(address.version, number & mask, number & mask | wild, bool(wild & (wild + 1)))
