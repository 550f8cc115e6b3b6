"""Ports as ACEs and objects write them, and the names ASA has for them.

Source: Cisco ASA general configuration guide, "Addresses, Protocols, and Ports". Releases differ
over sqlnet and kerberos: both ports are meant, and less may be.
"""

from ..firewall.services import PROTOCOLS, protocol_number
from ..ranges import Ranges, complement, merge

OPERATORS = {"eq": 1, "neq": 1, "lt": 1, "gt": 1, "range": 2}
_TOP = 65535
ANY_SOURCE: tuple[Ranges | None, ...] = (None, ((0, _TOP),), ((1, _TOP),))
_TWO = {"sqlnet": (1521, 1522), "kerberos": (88, 750)}
_NAMES = {
    **{"aol": 5190, "bgp": 179, "biff": 512, "bootpc": 68, "bootps": 67, "chargen": 19},
    **{"cifs": 3020, "citrix-ica": 1494, "cmd": 514, "ctiqbe": 2748, "daytime": 13, "discard": 9},
    **{"dnsix": 195, "domain": 53, "echo": 7, "exec": 512, "finger": 79, "ftp": 21, "ftp-data": 20},
    **{"gopher": 70, "h323": 1720, "hostname": 101, "http": 80, "https": 443, "ident": 113},
    **{"imap4": 143, "irc": 194, "isakmp": 500, "klogin": 543, "kshell": 544, "ldap": 389},
    **{"ldaps": 636, "login": 513, "lotusnotes": 1352, "lpd": 515, "mobile-ip": 434},
    **{"nameserver": 42, "netbios-dgm": 138, "netbios-ns": 137, "netbios-ssn": 139, "nfs": 2049},
    **{"nntp": 119, "ntp": 123, "pcanywhere-data": 5631, "pcanywhere-status": 5632, "pop2": 109},
    **{"pim-auto-rp": 496, "pop3": 110, "pptp": 1723, "radius": 1645, "radius-acct": 1646},
    **{"rip": 520, "rsh": 514, "rtsp": 554, "secureid-udp": 5510, "sip": 5060, "smtp": 25},
    **{"snmp": 161, "snmptrap": 162, "ssh": 22, "sunrpc": 111, "syslog": 514, "tacacs": 49},
    **{"talk": 517, "telnet": 23, "tftp": 69, "time": 37, "uucp": 540, "vxlan": 4789, "who": 513},
    **{"whois": 43, "www": 80, "xdmcp": 177},
}
_PROTOCOLS = {
    **{"ipinip": 4, "igrp": 9, "pptp": 47, "ipsec": 50, "nos": 94, "pcp": 108, "snp": 109},
}


def ports(operator: str, words: tuple[str, ...]) -> tuple[Ranges, bool]:
    """Read `eq www`, `range 1 9` and the like; say whether less may be meant.

    :raises ValueError: if a port cannot be read
    """
    spans = tuple(map(_port, words))
    narrowed = any(word in _TWO for word in words)
    low, high = spans[0][0], spans[-1][-1]
    match operator:
        case "range" if low <= high:
            return ((low, high),), narrowed
        case "eq":
            return merge((port, port) for port in spans[0]), narrowed
        case "neq":
            return complement(((low, high),), _TOP) if not narrowed else ((0, _TOP),), narrowed
        case "lt" if high > 0:
            return ((0, high - 1),), narrowed
        case "gt" if low < _TOP:
            return ((low + 1, _TOP),), narrowed
        case _:
            raise ValueError(operator)


def protocols(text: str) -> tuple[int, ...]:
    """Return a protocol's number, both of tcp-udp's; none stands for every protocol (`ip`, 0).

    :raises ValueError: if it is not one
    """
    if text in ("ip", "0"):
        return ()
    if text == "tcp-udp":
        return PROTOCOLS["tcp"], PROTOCOLS["udp"]
    return (_PROTOCOLS[text] if text in _PROTOCOLS else protocol_number(text),)


def _port(text: str) -> tuple[int, ...]:
    if text in _TWO:
        return _TWO[text]
    number = _NAMES.get(text, -1)
    if text.isascii() and text.isdigit() and len(text) <= 5:
        number = int(text)
    if not 0 <= number <= _TOP:
        raise ValueError(text)
    return (number,)
