"""Services that are a risk where nobody approved them, by nmap's names for them and by port.

Names and ports are those of the IANA registry and of nmap-services. In clear text: FTP, Telnet,
POP3 and IMAP (PCI DSS 4.0.1, 2.2.5), the BSD r-commands, TFTP, and VNC, whose protocol encrypts
nothing after the log-in (RFC 6143, 7.2.2). What nmap asked and found to be something else is not
judged by its port, but for what rides on HTTP; and where nmap only looked the port up, names whose
port others use as well (514 also is syslog, 50000 is among the ports systems hand out) say nothing.
"""

from collections.abc import Mapping
from typing import Any

LOGIN, CLEAR, DATABASE, INNER = "login", "clear", "database", "inner"

_NAMES = {
    LOGIN: ("telnet", "exec", "login", "shell", "vnc", "vnc-http"),
    CLEAR: ("ftp", "tftp", "pop3", "imap"),
    DATABASE: (
        *("ms-sql-s", "ms-sql-m", "mysql", "oracle", "oracle-tns", "postgresql", "ibm-db2", "drda"),
        *("redis", "mongodb", "mongod", "memcached", "memcache", "cassandra", "cassandra-native"),
    ),
    INNER: (
        *("ms-wbt-server", "ssh", "wsman", "wsmans", "msrpc", "rpcbind", "epmap", "docker"),
        *("microsoft-ds", "netbios-ssn", "nfs", "rsync", "afp", "ldap", "x11", "winrm"),
    ),
}
_PORTS: dict[str, dict[str, tuple[int, ...]]] = {
    LOGIN: {"tcp": (23, 5800, *range(5900, 5904))},
    CLEAR: {"tcp": (21, 110, 143), "udp": (69,)},
    DATABASE: {
        "tcp": (1433, 1521, 3306, 5432, 6379, 9042, 9200, 11211, 27017),
        "udp": (1434, 11211),
    },
    INNER: {
        "tcp": (22, 111, 135, 139, 389, 445, 548, 873, 2049, 2375, 2376, 3389, 5985, 5986, 6000),
        "udp": (111, 137, 389, 2049, 3389),
    },
}
_BY_NAME = {name: risk for risk, names in _NAMES.items() for name in names}
_BY_PORT = {
    (protocol, port): risk
    for risk, ports in _PORTS.items()
    for protocol, each in ports.items()
    for port in each
}
_SHARED = {"exec", "login", "shell", "ibm-db2", "drda"}
_UNTOLD = {"", "unknown", "tcpwrapped"}
_ON_HTTP = {2375, 2376, 5985, 5986, 9200}


def risk_of(row: Mapping[str, Any]) -> str:
    """Return which kind of risk an open port is, "" for none.

    What speaks through TLS is not in clear text.

    >>> risk_of({"service": "ssh", "probed": True, "port": 23, "protocol": "tcp", "tunnel": ""})
    'inner'
    """
    name, port = row["service"].casefold(), (row["protocol"], row["port"])
    risk = "" if name in _SHARED and not row["probed"] else _BY_NAME.get(name, "")
    if not risk and (not row["probed"] or name in _UNTOLD or row["port"] in _ON_HTTP):
        risk = _BY_PORT.get(port, "")
    return "" if risk in (LOGIN, CLEAR) and row["tunnel"] == "ssl" else risk
