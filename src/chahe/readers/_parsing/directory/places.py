"""Where a session may come from: addresses, networks and names of a list."""

import re
from ipaddress import IPv4Address, ip_address, ip_network, summarize_address_range

_SEPARATORS = re.compile(r"[、，,;；\s]+")
_NUMERIC = re.compile(r"[0-9.:/-]+")


def places(text: str) -> tuple[str, ...]:
    """Return networks in CIDR notation, and names as written.

    >>> places("10.1.2.7、10.1.0.0/16; 192.0.2.0-192.0.2.255 JUMP-1")
    ('10.1.2.7/32', '10.1.0.0/16', '192.0.2.0/24', 'JUMP-1')

    :raises ValueError: for what looks like an address and is none
    """
    found: list[str] = []
    for word in filter(None, _SEPARATORS.split(text)):
        if _NUMERIC.fullmatch(word):
            found += _networks(word)
        elif ":" in word:
            found.append(str(ip_network(word, strict=False)))
        else:
            found.append(word)
    return tuple(found)


def _networks(word: str) -> list[str]:
    first, dash, last = word.partition("-")
    if not dash:
        return [str(ip_network(word, strict=False))]
    low, high = IPv4Address(first), IPv4Address(last)
    return [str(network) for network in summarize_address_range(low, high)]


def place(text: str) -> str:
    """Return an address in its one spelling, or a name as written.

    :raises ValueError: for what looks like an address and is none
    """
    return str(ip_address(text)) if _NUMERIC.fullmatch(text) or ":" in text else text
