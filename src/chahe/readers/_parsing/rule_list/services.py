"""Services as a list of rules writes them.

Read are `tcp/443`, `443/tcp`, `TCP 8000-8010,8443`, `TCP/UDP 53`, a protocol alone, `ip/47`, any,
the names FortiOS ships (HTTPS, RDP …), PAN-OS's service-http and -https, and another name with one
of these in brackets. A port without a protocol is one of TCP or UDP: it counts as both, narrowed.
Any other name is unknown. A protocol in a column of its own holds for all there is.
"""

import re
from dataclasses import dataclass, replace

from ..firewall.addresses import common
from ..firewall.services import ANY_SERVICE, PORTED, PROTOCOLS, port_span, spans_of, whole
from ..fortigate.predefined import SERVICES
from ..ranges import Ranges, merge
from .words import ANY, bracketed, listed, values

_FIRST = re.compile(r"((?:tcp|udp|sctp)(?:\s*[/&+]\s*(?:tcp|udp|sctp))*)[\s/:_-]*(.*)", re.A)
_LAST = re.compile(r"([\d\s~-]+)/\s*(tcp|udp|sctp)", re.A)
_NUMBERED = re.compile(r"(?:ip|proto|protocol)[\s/:]*(\d{1,3})", re.A)
_PORTS = re.compile(r"\d[\d\s~-]*", re.A)
_ALIASES = {
    **{"mssql": "MS-SQL", "sql server": "MS-SQL", "遠端桌面": "RDP", "remote desktop": "RDP"},
    "service-https": "HTTPS",
}
_SHIPPED_HTTP = ("service-http", ((80, 80), (8080, 8080)))  # PAN-OS's, which is no HTTP of FortiOS
_KNOWN = {name.casefold(): name for name in SERVICES} | _ALIASES
_ONE_TYPE = ("PING", "PING6")
_VERSIONS = ("ipv4", "ipv6")  # of IP itself, in a column of protocols


@dataclass(frozen=True, slots=True)
class Services:
    names: tuple[str, ...] = ()
    services: Ranges = ()
    unknown: tuple[str, ...] = ()
    narrowed: bool = False


def services_in(cell: str, protocol: str = "") -> Services:
    """Read a cell of services, and the cell of protocols beside it, "" where there is none."""
    limit = _limit(protocol)
    wanted = "" if limit in (None, ANY_SERVICE) else _ported(limit)
    names: list[str] = []
    parts: list[Services] = []
    for value in values(cell):
        before = wanted
        for word in (each.strip() for each in value.replace("，", ",").split(",")):
            if word:
                part, said = _one(word, before)
                before = said or wanted
                names.append(word)
                parts.append(_limited(part, word, limit))
    return Services(
        tuple(names),
        merge(span for part in parts for span in part.services),
        tuple(name for part in parts for name in part.unknown),
        limit is None or any(part.narrowed for part in parts),
    )


def _limited(part: Services, word: str, limit: Ranges | None) -> Services:
    """Leave of a service what protocols do; one of none of them, as ICMP's 443, is unknown."""
    held = part.services if limit is None else common(part.services, limit)
    if part.services and not held:
        return Services(unknown=(word,))
    return replace(part, services=held)


def is_portless(protocol: str) -> bool:
    """Say whether a cell of protocols names only such as have no ports: ICMP, GRE, ESP."""
    limit = _limit(protocol)
    return limit is not None and not _ported(limit)


def _ported(limit: Ranges) -> str:
    return "/".join(name for name, number in PORTED.items() if common(limit, (whole(number),)))


def _limit(protocol: str) -> Ranges | None:
    """Return what protocols leave of all services; None where one is not IP's, as HTTPS is not."""
    found = [_protocol(word.casefold()) for word in listed(protocol)]
    if not all(found):
        return None
    return merge(span for spans in found for span in spans) or ANY_SERVICE


def _protocol(text: str) -> Ranges:
    if text in ANY or text == "ip":
        return ANY_SERVICE
    if text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= 255:
        return (whole(int(text)),)
    if (first := _FIRST.fullmatch(text)) and not first[2]:
        return _opened(first[1], "")
    return (whole(PROTOCOLS[text]),) if text in PROTOCOLS and text not in _VERSIONS else ()


def _one(word: str, before: str) -> tuple[Services, str]:
    """Read one service; a port after a comma has the protocol `before` it. Return its protocol."""
    text = word.casefold()
    inner = bracketed(text)
    try:
        if before and _PORTS.fullmatch(text):
            return Services(services=_opened(before, text)), before
        if first := _FIRST.fullmatch(text):
            return Services(services=_opened(first[1], first[2])), first[1]
        found = _named(text) or (inner and (_named(inner) or _first(inner)))
        return found or Services(unknown=(word,)), ""
    except ValueError:
        return Services(unknown=(word,)), ""


def _first(text: str) -> Services | None:
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
    if text == _SHIPPED_HTTP[0]:
        return Services(services=spans_of((PORTED["tcp"],), _SHIPPED_HTTP[1]))
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
