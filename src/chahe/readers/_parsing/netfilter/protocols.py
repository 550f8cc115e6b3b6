"""Protocols as iptables and nft name them: also those `/etc/protocols` has and no policy needs.

Source of names and numbers: IANA, Assigned Internet Protocol Numbers; Linux's `/etc/protocols`.
"""

from ..firewall.services import protocol_number

_MORE = {
    **{"hopopt": 0, "ggp": 3, "st": 5, "igp": 9, "pup": 12, "hmp": 20, "xns-idp": 22, "rdp": 27},
    **{"iso-tp4": 29, "ddp": 37, "idpr-cmtp": 38, "ipv6-route": 43, "ipv6-frag": 44, "idrp": 45},
    **{"rsvp": 46, "skip": 57, "ipv6-nonxt": 59, "ipv6-opts": 60, "rspf": 73, "vmtp": 81},
    **{"ax.25": 93, "etherip": 97, "encap": 98, "ipcomp": 108, "isis": 124, "fc": 133},
    **{"mobility-header": 135, "ipv6-mh": 135, "mh": 135, "mpls-in-ip": 137, "manet": 138},
    **{"hip": 139, "shim6": 140, "wesp": 141, "rohc": 142, "ethernet": 143},
}


def number_of(text: str) -> int:
    """Read a protocol's name or number.

    :raises ValueError: if it is neither
    """
    number = _MORE.get(text.casefold())
    return protocol_number(text) if number is None else number
