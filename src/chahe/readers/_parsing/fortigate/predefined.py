"""What FortiOS defines before anybody does: services and interface names.

A whole backup holds the services; one cut to its policies does not, and a name that FortiOS ships
means the same in both. Source: FortiOS Administration Guide, "Predefined services"; where releases
differ (MGCP), what is wider.
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
    "AFS3": (("tcp", 7000, 7009), ("udp", 7000, 7009)),
    "AH": (("ip", 51, 51),),
    "AOL": (("tcp", 5190, 5194),),
    "BGP": _tcp(179),
    "CVSPSERVER": _both(2401),
    "DCE-RPC": _both(135),
    "DHCP": (("udp", 67, 68),),
    "DHCP6": _udp(546, 547),
    "DNS": _both(53),
    "ESP": (("ip", 50, 50),),
    "FINGER": _tcp(79),
    "FTP": _tcp(21),
    "FTP_GET": _tcp(21),
    "FTP_PUT": _tcp(21),
    "GOPHER": _tcp(70),
    "GRE": (("ip", 47, 47),),
    "H323": (*_tcp(1720, 1503), *_udp(1719)),
    "HTTP": _tcp(80),
    "HTTPS": _tcp(443),
    "IKE": _udp(500, 4500),
    "IMAP": _tcp(143),
    "IMAPS": _tcp(993),
    "INFO_ADDRESS": (("icmp", 0, 255),),
    "INFO_REQUEST": (("icmp", 0, 255),),
    "IRC": (("tcp", 6660, 6669),),
    "Internet-Locator-Service": _tcp(389),
    "KERBEROS": _both(88, 464),
    "L2TP": _both(1701),
    "LDAP": _tcp(389),
    "LDAP_UDP": _udp(389),
    "MGCP": (*_tcp(2428), *_udp(2427, 2727)),
    "MMS": (*_tcp(1755), ("udp", 1024, 5000)),
    "MS-SQL": _tcp(1433, 1434),
    "MYSQL": _tcp(3306),
    "NFS": _both(111, 2049),
    "NNTP": _tcp(119),
    "NONE": _tcp(0),
    "NTP": _both(123),
    "NetMeeting": _tcp(1720),
    "ONC-RPC": _both(111),
    "OSPF": (("ip", 89, 89),),
    "PC-Anywhere": (*_tcp(5631), *_udp(5632)),
    "PING": (("icmp", 0, 255),),
    "PING6": (("icmp6", 0, 255),),
    "POP3": _tcp(110),
    "POP3S": _tcp(995),
    "PPTP": _tcp(1723),
    "QUAKE": _udp(26000, 27000, 27910, 27960),
    "RADIUS": _udp(1812, 1813),
    "RADIUS-OLD": _udp(1645, 1646),
    "RAUDIO": _udp(7070),
    "RDP": _tcp(3389),
    "REXEC": _tcp(512),
    "RIP": _udp(520),
    "RLOGIN": _tcp(513),
    "RSH": _tcp(514),
    "RTSP": (*_tcp(554, 7070, 8554), *_udp(554)),
    "SAMBA": _tcp(139),
    "SCCP": _tcp(2000),
    "SIP": _both(5060),
    "SIP-MSNmessenger": _tcp(1863),
    "SMB": _tcp(445),
    "SMTP": _tcp(25),
    "SMTPS": _tcp(465),
    "SNMP": (("tcp", 161, 162), ("udp", 161, 162)),
    "SOCKS": _both(1080),
    "SQUID": _tcp(3128),
    "SSH": _tcp(22),
    "SYSLOG": _udp(514),
    "TALK": (("udp", 517, 518),),
    "TELNET": _tcp(23),
    "TFTP": _udp(69),
    "TIMESTAMP": (("icmp", 0, 255),),
    "TRACEROUTE": (("udp", 33434, 33535),),
    "UUCP": _tcp(540),
    "VDOLIVE": (("tcp", 7000, 7010),),
    "VNC": _tcp(5900),
    "WAIS": _tcp(210),
    "WINFRAME": _tcp(1494, 2598),
    "WINS": _both(1512),
    "X-WINDOWS": (("tcp", 6000, 6063),),
    "webproxy": (("ip", 0, 255),),
}
GROUPS: dict[str, tuple[str, ...]] = {
    "Email Access": ("DNS", "IMAP", "IMAPS", "POP3", "POP3S", "SMTP", "SMTPS"),
    "Exchange Server": ("DCE-RPC", "DNS", "HTTPS"),
    "Web Access": ("DNS", "HTTP", "HTTPS"),
    "Windows AD": ("DCE-RPC", "DNS", "KERBEROS", "LDAP", "LDAP_UDP", "SAMBA", "SMB"),
}
# One type of ICMP, or from some source ports.
NARROWED = frozenset(
    ("INFO_ADDRESS", "INFO_REQUEST", "PING", "PING6", "RLOGIN", "RSH", "TIMESTAMP")
)
_FACTORY = {
    "wan": re.compile(r"wan\d*"),
    "dmz": re.compile(r"dmz\d*"),
    "lan": re.compile(r"(internal|lan)\d*"),
}


def role_by_name(name: str) -> str | None:
    """Return the side an interface is on by its factory name: wan1, dmz, internal, lan."""
    return next((role for role, pattern in _FACTORY.items() if pattern.fullmatch(name)), None)
