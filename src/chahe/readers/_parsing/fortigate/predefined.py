"""What FortiOS defines before anybody does: services and interface names.

A whole backup holds the services; one cut to its policies does not, and a name that FortiOS ships
means the same in both. Source: FortiOS Administration Guide, "Predefined services".
"""

import re

Port = tuple[str, int, int]


def _tcp(*ports: int) -> tuple[Port, ...]:
    return tuple(("tcp", port, port) for port in ports)


def _udp(*ports: int) -> tuple[Port, ...]:
    return tuple(("udp", port, port) for port in ports)


def _both(*ports: int) -> tuple[Port, ...]:
    return (*_tcp(*ports), *_udp(*ports))


SERVICES: dict[str, tuple[Port, ...]] = {
    "ALL": (("ip", 0, 255),),
    "ALL_TCP": (("tcp", 1, 65535),),
    "ALL_UDP": (("udp", 1, 65535),),
    "ALL_ICMP": (("icmp", 0, 255),),
    "ALL_ICMP6": (("icmp6", 0, 255),),
    "AH": (("ip", 51, 51),),
    "BGP": _tcp(179),
    "DCE-RPC": _both(135),
    "DHCP": (("udp", 67, 68),),
    "DNS": _both(53),
    "ESP": (("ip", 50, 50),),
    "FTP": _tcp(21),
    "FTP_GET": _tcp(21),
    "FTP_PUT": _tcp(21),
    "GRE": (("ip", 47, 47),),
    "HTTP": _tcp(80),
    "HTTPS": _tcp(443),
    "IKE": _udp(500, 4500),
    "IMAP": _tcp(143),
    "IMAPS": _tcp(993),
    "KERBEROS": _both(88, 464),
    "L2TP": _both(1701),
    "LDAP": _tcp(389),
    "LDAP_UDP": _udp(389),
    "MS-SQL": _tcp(1433, 1434),
    "MYSQL": _tcp(3306),
    "NFS": _both(111, 2049),
    "NTP": _both(123),
    "OSPF": (("ip", 89, 89),),
    "PING": (("icmp", 0, 255),),
    "PING6": (("icmp6", 0, 255),),
    "POP3": _tcp(110),
    "POP3S": _tcp(995),
    "PPTP": _tcp(1723),
    "RADIUS": _udp(1812, 1813),
    "RDP": _tcp(3389),
    "SAMBA": _tcp(139),
    "SIP": _both(5060),
    "SMB": _tcp(445),
    "SMTP": _tcp(25),
    "SMTPS": _tcp(465),
    "SNMP": (("tcp", 161, 162), ("udp", 161, 162)),
    "SOCKS": _both(1080),
    "SQUID": _tcp(3128),
    "SSH": _tcp(22),
    "SYSLOG": _udp(514),
    "TELNET": _tcp(23),
    "TFTP": _udp(69),
    "TRACEROUTE": (("udp", 33434, 33535),),
    "VNC": _tcp(5900),
}
_FACTORY = {
    "wan": re.compile(r"wan\d*"),
    "dmz": re.compile(r"dmz\d*"),
    "lan": re.compile(r"(internal|lan)\d*"),
}


def role_by_name(name: str) -> str | None:
    """Return the side an interface is on by its factory name: wan1, dmz, internal, lan."""
    return next((role for role, pattern in _FACTORY.items() if pattern.fullmatch(name)), None)
