"""Which side of a FortiGate an interface or zone is on.

A role is what `set role` says; where it says nothing (or undefined), in this order:

    wan       it holds a static default route, or dials up by PPPoE
    tunnel    it is a VPN's (ssl.root, IPsec): what comes out of it was authenticated
    wan, dmz  it has its factory name (wan1, dmz, internal, lan)
    wan       it, and no other, gets a default route by DHCP (but for management); none is static
    private   its own address is a private one
    None      the file does not tell

A zone is wan if any member is, else what all its members are; an SD-WAN zone is wan as well where
the default route is through it, or through all of SD-WAN. The interface `any` has the role any.
"""

from ipaddress import IPv4Address

from .predefined import role_by_name
from .syntax import Configuration, Entry

_SDWAN = ("system sdwan", "system virtual-wan-link")
_STATIC = ("router static", "router static6")
_EVERYWHERE = ("0.0.0.0 0.0.0.0", "0.0.0.0/0", "::/0")
_PRIVATE = (
    (int(IPv4Address("10.0.0.0")), int(IPv4Address("10.255.255.255"))),
    (int(IPv4Address("172.16.0.0")), int(IPv4Address("172.31.255.255"))),
    (int(IPv4Address("192.168.0.0")), int(IPv4Address("192.168.255.255"))),
)


def roles_of(configuration: Configuration, vdom: str) -> dict[str, str | None]:
    """Map every interface, zone and SD-WAN zone one VDOM sees to its role."""
    default = _holders_of_default_route(configuration, vdom)
    roles: dict[str, str | None] = dict.fromkeys(default, "wan")
    interfaces = configuration.entries(vdom, "system interface")
    offered = {entry.name for entry in interfaces if _is_offered(entry)}
    only = offered if len(offered) == 1 and not default else set()
    roles |= {entry.name: _role(entry, default, only) for entry in interfaces}
    for zone, members in _zones(configuration, vdom).items():
        sides = {roles.get(member) for member in members}
        if zone in default or "wan" in sides:
            roles[zone] = "wan"
        else:
            roles[zone] = sides.pop() if len(sides) == 1 else None
    return {**roles, "any": "any"}


def _role(entry: Entry, default: set[str], only: set[str]) -> str | None:
    role = entry.text("role", "undefined")
    if role != "undefined":
        return role
    if entry.name in default or entry.text("mode") == "pppoe":
        return "wan"
    if entry.text("type") == "tunnel":
        return "tunnel"
    named = role_by_name(entry.name)
    if named or _is_offered(entry):
        return named or ("wan" if entry.name in only else None)
    return "private" if _is_private(entry.words("ip")) else None


def _is_offered(entry: Entry) -> bool:
    """Say whether DHCP gives it a default route: FortiOS takes one unless told not to."""
    management = entry.text("dedicated-to") == "management"
    taken = entry.text("defaultgw") != "disable"
    return entry.text("mode") == "dhcp" and taken and not management


def _is_private(words: tuple[str, ...]) -> bool:
    try:
        number = int(IPv4Address(words[0].partition("/")[0])) if words else 0
    except ValueError:
        return False
    return any(low <= number <= high for low, high in _PRIVATE)


def _sdwan_zones(configuration: Configuration, vdom: str) -> set[str]:
    zones = (entry.name for path in _SDWAN for entry in configuration.entries(vdom, f"{path}/zone"))
    return {"virtual-wan-link", *zones}


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
    for path in _STATIC:
        for entry in configuration.entries(vdom, path):
            everywhere = entry.text("dst", _EVERYWHERE[0]) in _EVERYWHERE
            named = any(entry.words(name) for name in ("dstaddr", "internet-service"))
            if everywhere and not named and entry.text("status") != "disable":
                held.update((*entry.words("device"), *entry.words("sdwan-zone")))
                if entry.on("sdwan") or entry.on("virtual-wan-link"):
                    held.update(_sdwan_zones(configuration, vdom))
    return held
