"""Services as a list of rules writes them.

Read are `tcp/443`, `443/tcp`, `TCP 8000-8010,8443`, `TCP/UDP 53`, a protocol alone, `ip/47`, any,
the names FortiOS ships (HTTPS, RDP …), and another name with one of these in brackets. A port
without a protocol is one of TCP or UDP: it counts as both, narrowed. Any other name is unknown.
"""

import re
from dataclasses import dataclass

from ..firewall.services import ANY_SERVICE, PORTED, PROTOCOLS, port_span, spans_of, whole
from ..fortigate.predefined import SERVICES
from ..ranges import Ranges, merge
from .words import ANY, bracketed, values

_FIRST = re.compile(r"((?:tcp|udp|sctp)(?:\s*[/&+]\s*(?:tcp|udp|sctp))*)[\s/:_-]*(.*)", re.A)
_LAST = re.compile(r"([\d\s~-]+)/\s*(tcp|udp|sctp)", re.A)
_NUMBERED = re.compile(r"(?:ip|proto|protocol)[\s/:]*(\d{1,3})", re.A)
_PORTS = re.compile(r"\d[\d\s~-]*", re.A)
_ALIASES = {"mssql": "MS-SQL", "sql server": "MS-SQL", "遠端桌面": "RDP", "remote desktop": "RDP"}
_KNOWN = {name.casefold(): name for name in SERVICES} | _ALIASES
_ONE_TYPE = ("PING", "PING6")


@dataclass(frozen=True, slots=True)
class Services:
    names: tuple[str, ...] = ()
    services: Ranges = ()
    unknown: tuple[str, ...] = ()
    narrowed: bool = False


def services_in(cell: str) -> Services:
    names: list[str] = []
    parts: list[Services] = []
    for value in values(cell):
        before = ""
        for word in (each.strip() for each in value.replace("，", ",").split(",")):
            if word:
                part, before = _one(word, before)
                names.append(word)
                parts.append(part)
    return Services(
        tuple(names),
        merge(span for part in parts for span in part.services),
        tuple(name for part in parts for name in part.unknown),
        any(part.narrowed for part in parts),
    )


def _one(word: str, before: str) -> tuple[Services, str]:
    """Read one service; a port after a comma has the protocol `before` it. Return its protocol."""
    text = word.casefold()
    inner = bracketed(text)
    try:
        if before and _PORTS.fullmatch(text):
            return Services(services=_opened(before, text)), before
        if first := _FIRST.fullmatch(text):
            return Services(services=_opened(first[1], first[2])), first[1]
        found = _named(text) or (inner and (_named(inner) or _ported(inner)))
        return found or Services(unknown=(word,)), ""
    except ValueError:
        return Services(unknown=(word,)), ""


def _ported(text: str) -> Services | None:
    first = _FIRST.fullmatch(text)
    return Services(services=_opened(first[1], first[2])) if first else None


def _named(text: str) -> Services | None:
    if text in ANY or text == "ip":
        return Services(services=ANY_SERVICE)
    if last := _LAST.fullmatch(text):
        return Services(services=_opened(last[2], last[1]))
    if numbered := _NUMBERED.fullmatch(text):
        number = int(numbered[1])
        if number > 255:
            raise ValueError(text)
        return Services(services=(whole(number),))
    if _PORTS.fullmatch(text):
        return Services(services=_opened("tcp/udp", text), narrowed=True)
    if text in PROTOCOLS:
        return Services(services=(whole(PROTOCOLS[text]),))
    name = _KNOWN.get(text)
    return _shipped(name) if name else None


def _opened(protocols: str, ports: str) -> Ranges:
    """Return some protocols' ports, all of them where none is written.

    :raises ValueError: if the ports cannot be read
    """
    numbers = tuple(number for name, number in PORTED.items() if name in protocols)
    plain = "".join(ports.split()).replace("~", "-")
    if plain in ("", *ANY):
        return spans_of(numbers, ((0, 65535),))
    if plain.startswith("-") or plain.endswith("-"):
        raise ValueError(ports)
    return spans_of(numbers, (port_span(plain),))


def _shipped(name: str) -> Services:
    spans = [
        spans_of((PORTED[protocol],), ((low, high),))
        if protocol in PORTED
        else (whole(low, high) if protocol == "ip" else whole(PROTOCOLS[protocol]),)
        for protocol, low, high in SERVICES[name]
    ]
    held = merge(span for each in spans for span in each)
    return Services(services=held, narrowed=name in _ONE_TYPE)
