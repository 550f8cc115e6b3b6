"""SPF records, RFC 7208."""

import re
from dataclasses import dataclass
from ipaddress import ip_network

_MECHANISMS = {"all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"}
_LOOKS_UP = {"include", "a", "mx", "ptr", "exists"}
_ADDRESSES = {"ip4": 4, "ip6": 6}
_NAMED = {"include", "exists"}
_MODIFIER = re.compile(r"([a-z][a-z0-9_.-]*)=(.*)", re.I)


@dataclass(frozen=True, slots=True)
class Spf:
    """`rest` is the qualifier of `all` ("+", "-", "~", "?"), "" where there is none.

    `lookups` counts the terms of this record that ask the DNS (§4.6.4), not those of what it
    includes. `wrong` is the first term that makes receivers give up (permerror), or "". `anyone` is
    the first, before `all`, that lets every address pass, or "".
    """

    rest: str
    lookups: int
    redirect: str
    wrong: str
    anyone: str


def parse_spf(text: str) -> Spf:
    """Read a record that begins with `v=spf1`.

    >>> parse_spf("v=spf1 mx include:_spf.example.com -all")
    Spf(rest='-', lookups=2, redirect='', wrong='', anyone='')
    """
    rest, lookups, redirect, wrong, anyone = "", 0, "", "", ""
    for term in text.split()[1:]:
        if found := _MODIFIER.fullmatch(term):
            if found[1].casefold() == "redirect":
                wrong = wrong or (term if redirect else "")
                redirect = found[2].casefold().removesuffix(".")
            continue
        qualifier = term[0] if term[0] in "+-~?" else "+"
        said = term.removeprefix(qualifier).casefold()
        name = re.split("[:/]", said, maxsplit=1)[0]
        value = said.removeprefix(name).removeprefix(":")
        if name not in _MECHANISMS or (name in _NAMED and not value):
            wrong = wrong or term
        if name in _ADDRESSES:
            size = _prefix(value, _ADDRESSES[name])
            wrong = wrong or (term if size is None else "")
            anyone = anyone or (term if size == 0 and qualifier == "+" and not rest else "")
        if name in _LOOKS_UP and not rest:
            lookups += 1
        if name == "all" and not rest:
            rest = qualifier
    if redirect and not rest:
        lookups += 1
    return Spf(rest, lookups, "" if rest else redirect, wrong, anyone)


def _prefix(value: str, version: int) -> int | None:
    """Return the length of a network's prefix, None if it is no network of that version."""
    address, slash, length = value.partition("/")
    if slash and not (length.isascii() and length.isdigit()):
        return None
    try:
        network = ip_network(value, strict=False)
    except ValueError:
        return None
    return network.prefixlen if network.version == version and address else None
