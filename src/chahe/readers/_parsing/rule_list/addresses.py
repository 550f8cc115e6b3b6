"""Addresses as a list of rules writes them.

Read are a host, a prefix, an address and its mask, a range (`-` or `~`, the end whole or its last
number), any, and a name with one of these in brackets. A domain name is decided elsewhere, and so
is 網際網路; any other name is unknown, so that nobody can tell what it stands for. PAN-OS writes
`[Negate]` before the addresses of a side that is all but these.
"""

import re
from dataclasses import dataclass

from ..firewall.addresses import ALL, Block, block
from ..ranges import Ranges, merge
from .words import ANY, bracketed, listed

_INTERNET = frozenset(("internet", "網際網路", "外部網路", "外網"))
_DOMAIN = re.compile(r"(?:\*\.)?(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]{1,62}", re.I | re.A)
_NEGATED = re.compile(r"\[negate\]\s*", re.I)
_SHORT = re.compile(r"((?:\d{1,3}\.){3})(\d{1,3})\s*-\s*(\d{1,3})", re.A)
_MASKED = re.compile(r"([\d.]+)\s+([\d.]+)", re.A)


@dataclass(frozen=True, slots=True)
class Addresses:
    """`unresolved` is (kind, name); of these `unknown` are names that tell nothing."""

    names: tuple[str, ...] = ()
    ranges: Ranges = ()
    ranges6: Ranges = ()
    unresolved: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    narrowed: bool = False


def unnegated(cell: str) -> tuple[str, bool]:
    """Return a cell without PAN-OS's mark of a negated side, and whether it was there."""
    plain, found = _NEGATED.subn("", cell)
    return plain, bool(found)


def addresses_in(cell: str) -> Addresses:
    names = tuple(listed(cell))
    blocks: list[Block] = []
    unresolved: list[tuple[str, str]] = []
    for name in names:
        inner = bracketed(name)
        found = _blocks(name) or (_blocks(inner) if inner else ())
        blocks += found
        if not found:
            unresolved.append((_kind(name), name))
    return Addresses(
        names,
        merge((each.low, each.high) for each in blocks if each.version == 4),
        merge((each.low, each.high) for each in blocks if each.version == 6),
        tuple(unresolved),
        tuple(name for kind, name in unresolved if kind == "name"),
        any(each.holes for each in blocks),
    )


def _kind(name: str) -> str:
    if name.casefold() in _INTERNET:
        return "internet-service"
    return "fqdn" if _DOMAIN.fullmatch(name) else "name"


def _blocks(text: str) -> tuple[Block, ...]:
    """Return what an address stands for; nothing for what is no address."""
    if text.casefold() in ANY:
        return tuple(Block(version, *held[0]) for version, held in ALL.items())
    plain = text.replace("~", "-").replace("～", "-").replace("–", "-")
    if short := _SHORT.fullmatch(plain):
        plain = f"{short[1]}{short[2]}-{short[1]}{short[3]}"
    elif masked := _MASKED.fullmatch(plain):
        plain = f"{masked[1]}/{masked[2]}"
    try:
        found = block(plain)
    except ValueError:
        return ()
    if found.low == found.high == 0:  # 0.0.0.0 is no host's: people mean any
        return (Block(found.version, *ALL[found.version][0]),)
    return (found,)
