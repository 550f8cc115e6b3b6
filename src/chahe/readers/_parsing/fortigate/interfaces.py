"""Which side of a FortiGate an interface or zone is on.

A role is what `set role` says; where it says nothing (or undefined), in this order:

    wan       it holds a static default route, or dials up by PPPoE
    tunnel    it is a VPN's (ssl.root, IPsec): what comes out of it was authenticated
    wan, dmz  it has its factory name (wan1, dmz, internal, lan)
    private   its own address is a private one
    None      the file does not tell

A zone or SD-WAN zone is wan if any member is, else what all its members are. The interface `any`
has the role any.
"""

from ipaddress import IPv4Address

from .predefined import role_by_name
from .syntax import Configuration, Entry

_SDWAN = ("system sdwan", "system virtual-wan-link")
_PRIVATE = (
    (int(IPv4Address("10.0.0.0")), int(IPv4Address("10.255.255.255"))),
    (int(IPv4Address("172.16.0.0")), int(IPv4Address("172.31.255.255"))),
    (int(IPv4Address("192.168.0.0")), int(IPv4Address("192.168.255.255"))),
)


def roles_of(configuration: Configuration, vdom: str) -> dict[str, str | None]:
    """Map every interface, zone and SD-WAN zone one VDOM sees to its role."""
    default = _holders_of_default_route(configuration, vdom)
    roles = {
        entry.name: _role(entry, default)
        for entry in configuration.entries(vdom, "system interface")
    }
    for zone, members in _zones(configuration, vdom).items():
        sides = {roles.get(member) for member in members}
        if zone in default or "wan" in sides:
            roles[zone] = "wan"
        else:
            roles[zone] = sides.pop() if len(sides) == 1 else None
    return {**roles, "any": "any"}


def _role(entry: Entry, default: set[str]) -> str | None:
    role = entry.text("role", "undefined")
    if role != "undefined":
        return role
    if entry.name in default or entry.text("mode") == "pppoe":
        return "wan"
    if entry.text("type") == "tunnel":
        return "tunnel"
    return role_by_name(entry.name) or ("private" if _is_private(entry.words("ip")) else None)


def _is_private(words: tuple[str, ...]) -> bool:
    try:
        number = int(IPv4Address(words[0].partition("/")[0])) if words else 0
    except ValueError:
        return False
    return any(low <= number <= high for low, high in _PRIVATE)


def _zones(configuration: Configuration, vdom: str) -> dict[str, list[str]]:
    zones = {
        entry.name: list(entry.words("interface"))
        for entry in configuration.entries(vdom, "system zone")
    }
    for section in _SDWAN:
        for entry in configuration.entries(vdom, f"{section}/zone"):
            zones.setdefault(entry.name, [])
        for entry in configuration.entries(vdom, f"{section}/members"):
            zone = entry.text("zone", "virtual-wan-link")
            zones.setdefault(zone, []).extend(entry.words("interface"))
    return zones


def _holders_of_default_route(configuration: Configuration, vdom: str) -> set[str]:
    held: set[str] = set()
    for entry in configuration.entries(vdom, "router static"):
        everywhere = entry.text("dst", "0.0.0.0 0.0.0.0") in ("0.0.0.0 0.0.0.0", "0.0.0.0/0")
        named = any(name in entry.values for name in ("dstaddr", "internet-service"))
        if everywhere and not named and entry.text("status") != "disable":
            held.update((*entry.words("device"), *entry.words("sdwan-zone")))
    return held
