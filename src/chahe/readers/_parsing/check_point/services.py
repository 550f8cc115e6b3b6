"""Services and service groups as spans of protocol and port.

An application or a category of them is Check Point's own list: it adds no port. A kind of service
that is not read (RPC, DCE-RPC, GTP …), or that the file does not describe, is missing.
"""

from dataclasses import dataclass
from typing import Any

from ..._model import ReadError
from ..firewall.json_text import Json
from ..firewall.services import (
    ANY_SERVICE,
    PORTED,
    port_span,
    protocol_number,
    spans_of,
    whole,
)
from ..ranges import Ranges, merge
from .objects import MAX_NESTING, Objects, is_any, name_of, type_of

_APPLICATIONS = (
    *("application-site", "application-site-category", "application-site-group"),
    *("application-site-categories", "CpmiAppfwLimit"),
)


@dataclass(frozen=True, slots=True)
class Services:
    services: Ranges = ()
    applications: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    narrowed: bool = False


def services_of(objects: Objects, references: Any, where: str, depth: int = 0) -> Services:
    """Return everything some services open.

    :raises ReadError: naming the field, for a port that cannot be read, or groups that contain each
        other
    """
    if depth > MAX_NESTING:
        raise ReadError("服務群組層數過深或互相包含，請修正後重新匯出", column=where)
    parts = [_one(objects, each, where, depth) for each in objects.of(references, where)]
    return Services(
        merge(span for part in parts for span in part.services),
        tuple(dict.fromkeys(name for part in parts for name in part.applications)),
        tuple(dict.fromkeys(name for part in parts for name in part.missing)),
        any(part.narrowed for part in parts),
    )


def _one(objects: Objects, found: Json, where: str, depth: int) -> Services:
    kind, name = type_of(found), name_of(found)
    if is_any(found):
        return Services(ANY_SERVICE)
    if kind == "service-group" and isinstance(found.get("members"), list):
        return _group(objects, found, where, depth)
    if kind in _APPLICATIONS:
        return Services(applications=(name,))
    try:
        return _ported(found, kind) or Services(missing=(name,))
    except ValueError:
        raise ReadError(f"看不懂服務「{name[:40]}」的通訊埠，請重新匯出", column=where) from None


def _group(objects: Objects, found: Json, where: str, depth: int) -> Services:
    uid = str(found.get("uid"))
    held: Services | None = objects.read.get(uid)
    if held is None:
        held = services_of(objects, found["members"], where, depth + 1)
        if uid in objects:
            objects.read[uid] = held
    return held


def _ported(found: Json, kind: str) -> Services | None:
    protocol = kind.removeprefix("service-")
    if protocol in PORTED and found.get("port"):
        held = _ports(str(found["port"]))
        narrowed = bool(found.get("source-port"))
        return Services(spans_of((PORTED[protocol],), (held,)), narrowed=narrowed)
    if protocol in ("icmp", "icmp6"):
        narrowed = found.get("icmp-type") is not None
        return Services((whole(protocol_number(protocol)),), narrowed=narrowed)
    if protocol == "other" and found.get("ip-protocol") is not None:
        number = protocol_number(str(found["ip-protocol"]))
        return Services((whole(number),), narrowed=bool(found.get("match")))
    return None


def _ports(text: str) -> tuple[int, int]:
    """Read `443`, `8000-8010`, `>1023` or `<1024`."""
    if text[:1] in (">", "<"):
        ((low, _),) = (port_span(text[1:]),)
        span = (low + 1, 65535) if text[0] == ">" else (0, low - 1)
        if span[0] > span[1]:
            raise ValueError(text)
        return span
    return port_span(text)
