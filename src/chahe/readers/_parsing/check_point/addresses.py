"""Network objects and groups as ranges of addresses.

What is decided elsewhere (domains, feeds, dynamic objects …) is unresolved and adds no address. A
group without its members and an object the file does not describe are missing. A gateway has more
addresses than its own: that may widen. An object with static NAT is reached from outside.
"""

from dataclasses import dataclass
from typing import Any

from ..._model import ReadError
from ..firewall.addresses import ALL, TOPS, block
from ..firewall.json_text import Json
from ..ranges import Ranges, merge, subtract
from .objects import MAX_NESTING, Objects, is_any, name_of, type_of

_HOSTS = ("host", "checkpoint-host")
_GATEWAYS = ("simple-gateway", "simple-cluster", "cluster-member", "CpmiGatewayPlain")
_GATEWAYS_TOO = ("CpmiGatewayCluster", "CpmiClusterMember", "CpmiHostCkp", "interoperable-device")
_LISTS = {"updatable-object": "internet-service", "Internet": "internet-service"}
_ELSEWHERE = (
    *("dns-domain", "dynamic-object", "security-zone", "access-role", "network-feed"),
    *("updatable-object", "Internet", "data-center-object", "data-center-query", "LogicalServer"),
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """`unresolved` is (kind, name); `widened`: there may be more, `narrowed`: less, than ranges."""

    ranges: Ranges = ()
    ranges6: Ranges = ()
    unresolved: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    vips: tuple[str, ...] = ()
    narrowed: bool = False
    widened: bool = False


def addresses_of(objects: Objects, references: Any, where: str, depth: int = 0) -> Addresses:
    """Return everything some objects stand for.

    :raises ReadError: naming the field, for an address that cannot be read, or groups that contain
        each other
    """
    if depth > MAX_NESTING:
        raise ReadError("群組層數過深或互相包含，請修正後重新匯出", column=where)
    found = objects.of(references, where)
    parts = [_one(objects, each, where, depth) for each in found]
    return Addresses(
        merge(pair for part in parts for pair in part.ranges),
        merge(pair for part in parts for pair in part.ranges6),
        tuple(dict.fromkeys(pair for part in parts for pair in part.unresolved)),
        tuple(dict.fromkeys(name for part in parts for name in part.missing)),
        tuple(name_of(each) for each, part in zip(found, parts, strict=True) if part.vips),
        any(part.narrowed for part in parts),
        any(part.widened for part in parts),
    )


def _one(objects: Objects, found: Json, where: str, depth: int) -> Addresses:
    kind, name = type_of(found), name_of(found)
    try:
        if is_any(found):
            return Addresses(ALL[4], ALL[6])
        if kind in _HOSTS or kind in _GATEWAYS or kind in _GATEWAYS_TOO:
            return _host(found, kind not in _HOSTS)
        if kind == "network":
            return _network(found)
        if kind in ("address-range", "multicast-address-range"):
            return _range(found)
        if kind == "wildcard":
            return _wildcard(found)
    except ValueError:
        raise ReadError(f"看不懂物件「{name[:40]}」的位址，請重新匯出", column=where) from None
    if kind.startswith("group"):
        return _group(objects, found, where, depth)
    if kind in _ELSEWHERE:
        return Addresses(unresolved=((_LISTS.get(kind, kind), name),))
    return Addresses(missing=(name,))


def _group(objects: Objects, found: Json, where: str, depth: int) -> Addresses:
    uid = str(found.get("uid"))
    held: Addresses | None = objects.read.get(uid)
    if held is None:
        if isinstance(found.get("members"), list):
            held = addresses_of(objects, found["members"], where, depth + 1)
        elif "include" in found and "except" in found:
            held = _excluding(objects, found, where, depth)
        else:
            held = Addresses(missing=(name_of(found),))
        if uid in objects:
            objects.read[uid] = held
    return held


def _host(found: Json, gateway: bool) -> Addresses:
    four = _spans(found, "ipv4-address")
    six = _spans(found, "ipv6-address")
    nat = found.get("nat-settings")
    static = isinstance(nat, dict) and nat.get("method") == "static" and bool(nat.get("auto-rule"))
    vips = (name_of(found),) if static else ()
    if not four and not six:
        return Addresses(missing=(name_of(found),))
    return Addresses(four, six, vips=vips, widened=gateway)


def _spans(found: Json, field: str, last: str = "") -> Ranges:
    text = found.get(field)
    if not text:
        return ()
    block_ = block(f"{text}-{found.get(last)}" if last else str(text))
    return ((block_.low, block_.high),)


def _network(found: Json) -> Addresses:
    four, six = _prefixed(found, 4), _prefixed(found, 6)
    if not four and not six:
        raise ValueError("no address")
    return Addresses(four, six)


def _prefixed(found: Json, version: int) -> Ranges:
    subnet = found.get(f"subnet{version}")
    if not subnet:
        return ()
    held = block(f"{subnet}/{found.get(f'mask-length{version}')}")
    return ((held.low, held.high),)


def _range(found: Json) -> Addresses:
    four = _spans(found, "ipv4-address-first", "ipv4-address-last")
    six = _spans(found, "ipv6-address-first", "ipv6-address-last")
    if not four and not six:
        raise ValueError("no address")
    return Addresses(four, six)


def _wildcard(found: Json) -> Addresses:
    """Read an address and the bits that do not matter."""
    base = block(str(found.get("ipv4-address"))).low
    wild = block(str(found.get("ipv4-mask-wildcard"))).low
    low = base & (TOPS[4] ^ wild)
    return Addresses(((low, low | wild),), narrowed=True)


def _excluding(objects: Objects, found: Json, where: str, depth: int) -> Addresses:
    inside = addresses_of(objects, found["include"], where, depth + 1)
    outside = addresses_of(objects, found["except"], where, depth + 1)
    unsure = bool(outside.unresolved or outside.missing or outside.narrowed or outside.widened)
    kept = outside if not outside.narrowed else Addresses()
    return Addresses(
        subtract(inside.ranges, kept.ranges, TOPS[4]),
        subtract(inside.ranges6, kept.ranges6, TOPS[6]),
        inside.unresolved,
        (*inside.missing, *outside.missing),
        inside.vips,
        inside.narrowed or unsure,
        inside.widened,
    )
