"""SPF records, RFC 7208."""

import re
from dataclasses import dataclass

_MECHANISMS = {"all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"}
_LOOKS_UP = {"include", "a", "mx", "ptr", "exists"}
_MODIFIER = re.compile(r"([a-z][a-z0-9_.-]*)=(.*)", re.I)


@dataclass(frozen=True, slots=True)
class Spf:
    """`rest` is the qualifier of `all` ("+", "-", "~", "?"), "" where there is none.

    `lookups` counts the terms of this record that ask the DNS (§4.6.4), not those of what it
    includes. `wrong` is the first term that makes receivers give up (permerror), or "".
    """

    rest: str
    lookups: int
    redirect: str
    wrong: str


def parse_spf(text: str) -> Spf:
    """Read a record that begins with `v=spf1`.

    >>> parse_spf("v=spf1 mx include:_spf.example.com -all")
    Spf(rest='-', lookups=2, redirect='', wrong='')
    """
    rest, lookups, redirect, wrong = "", 0, "", ""
    for term in text.split()[1:]:
        if found := _MODIFIER.fullmatch(term):
            if found[1].casefold() == "redirect":
                wrong = wrong or (term if redirect else "")
                redirect = found[2].casefold().removesuffix(".")
            continue
        qualifier = term[0] if term[0] in "+-~?" else "+"
        name = re.split("[:/]", term.lstrip("+-~?").casefold(), maxsplit=1)[0]
        if name not in _MECHANISMS:
            wrong = wrong or term
        if name in _LOOKS_UP and not rest:
            lookups += 1
        if name == "all" and not rest:
            rest = qualifier
    if redirect and not rest:
        lookups += 1
    return Spf(rest, lookups, "" if rest else redirect, wrong)
