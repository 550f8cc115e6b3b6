"""Services on one line of numbers, 65536 a protocol: the protocol's number, then the port's.

A protocol without ports is a whole 65536. `ports_of` gives what `firewall_policies` holds.
"""

from functools import lru_cache

from ..ranges import Ranges, merge

Port = tuple[str, int, int]
PER = 65536
ANY_SERVICE: Ranges = ((0, 256 * PER - 1),)
PORTED = {"tcp": 6, "udp": 17, "sctp": 132}
PROTOCOLS = {
    **PORTED,
    **{"icmp": 1, "icmp6": 58, "icmpv6": 58, "ipv6-icmp": 58, "icmp-v6": 58},
    **{"igmp": 2, "ipip": 4, "ipencap": 4, "ipv4": 4, "dccp": 33, "ipv6": 41, "gre": 47},
    **{"esp": 50, "ipv6-crypt": 50, "ah": 51, "ipv6-auth": 51, "ospf": 89, "ospfigp": 89},
    **{"pim": 103, "vrrp": 112, "l2tp": 115, "udplite": 136, "egp": 8, "eigrp": 88},
}
_WHOLE = {1: "icmp", 58: "icmp6"}
_NAMES = {number: name for name, number in PORTED.items()}


def protocol_number(text: str) -> int:
    """Read a protocol's name or number.

    :raises ValueError: if it is neither
    """
    number = PROTOCOLS.get(text.casefold())
    if number is None:
        number = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= number <= 255:
        raise ValueError(text)
    return number


def whole(low: int, high: int | None = None) -> tuple[int, int]:
    """Return all of a protocol, or of the protocols from one to another."""
    return low * PER, (low if high is None else high) * PER + PER - 1


def spans_of(protocols: tuple[int, ...], ports: Ranges) -> Ranges:
    return merge((number * PER + lo, number * PER + hi) for number in protocols for lo, hi in ports)


def port_span(text: str, separator: str = "-") -> tuple[int, int]:
    """Read `443` or `8000-8010`; an end left out is 0 or 65535.

    :raises ValueError: if it is not that
    """
    first, between, last = (part.strip() for part in text.partition(separator))
    if not first and not last:
        raise ValueError(text)
    low = _number(first) if first else 0
    high = (_number(last) if last else PER - 1) if between else low
    if not low <= high < PER:
        raise ValueError(text)
    return low, high


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 5):
        raise ValueError(text)
    return int(text)


@lru_cache(maxsize=4096)
def ports_of(services: Ranges) -> tuple[Port, ...]:
    """Return merged services as (protocol, low, high).

    >>> ports_of(((6 * 65536 + 443, 6 * 65536 + 443), whole(47, 48)))
    (('tcp', 443, 443), ('ip', 47, 48))
    """
    if services == ANY_SERVICE:
        return (("ip", 0, 255),)
    found: list[Port] = []
    others: list[tuple[int, int]] = []
    for low, high in services:
        for number in range(low // PER, high // PER + 1):
            if number in _NAMES:
                first, last = max(low - number * PER, 0), min(high - number * PER, PER - 1)
                found.append((_NAMES[number], first, last))
            elif number in _WHOLE:
                found.append((_WHOLE[number], 0, 255))
            else:
                others.append((number, number))
    return (*found, *(("ip", low, high) for low, high in merge(others)))


def names_of(services: Ranges) -> tuple[str, ...]:
    """Name services: `any`, `tcp/443`, `udp/0-1023`, `icmp`, `ip/47`."""
    if services == ANY_SERVICE:
        return ("any",)
    return tuple(_name(*port) for port in ports_of(services))


def _name(protocol: str, low: int, high: int) -> str:
    if protocol in _WHOLE.values():
        return protocol
    return f"{protocol}/{low}" if low == high else f"{protocol}/{low}-{high}"
