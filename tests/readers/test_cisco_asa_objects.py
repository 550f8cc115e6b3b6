"""What addresses, services, interfaces and syslog of a Cisco ASA mean."""

from typing import Any

import pytest
from tests.readers.cisco_asa_config import network, one


@pytest.mark.parametrize(
    ("objects", "written", "ranges"),
    [
        ("", "any4", network("0.0.0.0", "255.255.255.255")),
        ("", "any6", ()),
        ("", "host 10.1.1.1", network("10.1.1.1", "10.1.1.1")),
        ("", "10.1.0.0 255.255.0.0", network("10.1.0.0", "10.1.255.255")),
        ("", "0.0.0.0 0.0.0.0", network("0.0.0.0", "255.255.255.255")),
        ("", "interface inside", network("10.0.0.1", "10.0.0.1")),
        ("name 10.1.1.9 srv\n", "host srv", network("10.1.1.9", "10.1.1.9")),
        ("object network X\n range 10.1.1.1 10.1.1.5\n", "object X",
         network("10.1.1.1", "10.1.1.5")),
        ("object network X\n subnet 10.1.0.0 255.255.0.0\n", "object X",
         network("10.1.0.0", "10.1.255.255")),
        ("object network X\n fqdn www.example.com\n", "object X", ()),
        ("object-group network G\n network-object host 10.1.1.1\n"
         "object-group network H\n group-object G\n network-object 10.1.1.2 255.255.255.254\n",
         "object-group H", network("10.1.1.1", "10.1.1.3")),
    ],
)  # fmt: skip
def test_addresses(objects: str, written: str, ranges: Any) -> None:
    row = one(f"ip any {written}", objects)

    assert (row["destination_ranges"], row["undecided"]) == (ranges, False)


def test_members_at_the_margin_are_of_the_group_above() -> None:
    objects = "object-group network G\n description old\nnetwork-object host 10.0.0.1\n"

    row = one("ip object-group G any", objects)

    assert row["source_ranges"] == network("10.0.0.1", "10.0.0.1")


def test_ipv6_addresses() -> None:
    row = one("tcp host 2001:db8::1 2001:db8:1::/48 eq 443")

    assert row["source_ranges6"] == ((0x20010DB8 << 96 | 1, 0x20010DB8 << 96 | 1),)
    assert row["destination_ranges6"] == ((0x20010DB80001 << 80, (0x20010DB80002 << 80) - 1),)
    assert (row["source_ranges"], row["destination_ranges"]) == ((), ())


@pytest.mark.parametrize(("version", "six"), [("9.0(1)", ((0, 2**128 - 1),)), ("8.6(1)", ())])
def test_any_is_ipv6_too_from_9_0(version: str, six: Any) -> None:
    assert one("ip any any", head=f"ASA Version {version}\n")["source_ranges6"] == six


@pytest.mark.parametrize(
    ("objects", "written", "ports", "narrowed"),
    [
        ("", "ip any any", (("ip", 0, 255),), False),
        ("", "tcp any any", (("tcp", 0, 65535),), False),
        ("", "47 any any", (("ip", 47, 47),), False),
        ("", "esp any any", (("ip", 50, 50),), False),
        ("", "tcp any any eq ssh", (("tcp", 22, 22),), False),
        ("", "tcp any any neq 80", (("tcp", 0, 79), ("tcp", 81, 65535)), False),
        ("", "tcp any any lt 1024", (("tcp", 0, 1023),), False),
        ("", "tcp any any gt 1023", (("tcp", 1024, 65535),), False),
        ("", "udp any any range snmp snmptrap", (("udp", 161, 162),), False),
        ("", "tcp any any eq kerberos", (("tcp", 88, 88), ("tcp", 750, 750)), True),
        ("", "tcp any eq 20 any", (("tcp", 0, 65535),), True),
        ("", "tcp any eq 20 any eq 99", (("tcp", 99, 99),), True),
        ("", "tcp any range 1 65535 any eq 99", (("tcp", 99, 99),), False),
        ("", "tcp any eq kerberos any eq 99", (("tcp", 99, 99),), True),
        ("", "pptp any any", (("ip", 47, 47),), False),
        ("", "icmp any any", (("icmp", 0, 255),), False),
        ("", "icmp any any echo", (("icmp", 0, 255),), True),
        ("", "icmp6 any6 any6 8 0", (("icmp6", 0, 255),), True),
        ("object-group icmp-type I\n icmp-object echo\n", "icmp any any object-group I",
         (("icmp", 0, 255),), True),
        ("object-group service S tcp\n port-object eq 1\n port-object range 2 5\n",
         "tcp any any object-group S", (("tcp", 1, 5),), False),
        ("object-group service S tcp-udp\n port-object eq domain\n",
         "udp any any object-group S", (("udp", 53, 53),), False),
        ("object-group service S\n service-object tcp-udp destination eq domain\n"
         " service-object tcp eq www\n service-object esp\n", "object-group S any any",
         (("tcp", 53, 53), ("tcp", 80, 80), ("udp", 53, 53), ("ip", 50, 50)), False),
        ("object service S\n service tcp source eq 1 destination eq 2\n", "object S any any",
         (("tcp", 2, 2),), True),
        ("object service S\n service tcp source range 1 65535 destination eq 2\n",
         "object S any any", (("tcp", 2, 2),), False),
        ("object service S\n service ip\n", "object S any any", (("ip", 0, 255),), False),
        ("object-group protocol P\n protocol-object tcp\n protocol-object udp\n",
         "object-group P any any eq 53", (("tcp", 53, 53), ("udp", 53, 53)), False),
    ],
)  # fmt: skip
def test_services(objects: str, written: str, ports: Any, narrowed: bool) -> None:
    row = one(written, objects)

    assert (row["ports"], row["narrowed"]) == (ports, narrowed)


@pytest.mark.parametrize(
    ("interface", "routes", "role"),
    [
        ("nameif Outside", "", "wan"),
        ("nameif dmz2", "", "dmz"),
        ("nameif LAN", "", "lan"),
        ("nameif x\n security-level 100", "", "lan"),
        ("nameif x\n security-level 0\n ip address 10.0.0.1 255.0.0.0", "", None),
        ("nameif x\n security-level 0\n ip address 203.0.113.1 255.255.255.0", "", None),
        ("nameif x\n security-level 40\n ip address 10.0.0.1 255.0.0.0", "", "private"),
        ("nameif x\n security-level 40\n ip address 203.0.113.1 255.255.255.0", "", None),
        ("nameif x\n ip address pppoe setroute", "", "wan"),
        ("nameif x\n ip address dhcp", "", None),
        ("nameif x", "route x 0.0.0.0 0.0.0.0 203.0.113.1 1\n", "wan"),
        ("nameif x", "route x 0 0 203.0.113.1 1\n", "wan"),
        ("nameif x", "route x 0.0.0.0 0.0.0.0 203.0.113.1 tunneled\n", None),
        ("nameif inside", "route inside 0.0.0.0 0.0.0.0 10.0.0.9\n", "wan"),
        ("nameif inside", "route inside 10.0.0.0 255.0.0.0 10.0.0.9\n", "lan"),
    ],
)
def test_roles_of_interfaces(interface: str, routes: str, role: str | None) -> None:
    name = interface.split()[1]

    row = one("tcp any any eq 1", f"interface Gi0/1\n {interface}\n{routes}", ports="",
              bound=f"access-group A in interface {name}\n")  # fmt: skip

    assert row["source_roles"] == (role,)


def test_a_virtual_tunnel_interface_is_a_tunnel() -> None:
    row = one("ip any any", "interface Tunnel1\n nameif vti\n", bound="access-group A in interface "
              "vti\n")  # fmt: skip

    assert row["source_roles"] == ("tunnel",)


@pytest.mark.parametrize(
    ("more", "target", "roles"),
    [
        ("", "host 10.0.0.9", ("lan",)),
        ("", "host 203.0.113.9", ("wan",)),
        ("", "host 192.0.2.1", (None,)),
        ("route outside 0.0.0.0 0.0.0.0 203.0.113.1\n", "host 192.0.2.1", ("wan",)),
        # Nobody routes private addresses to the internet: they are behind what is not in the file.
        ("route outside 0.0.0.0 0.0.0.0 203.0.113.1\n", "host 10.9.9.9", (None, "wan")),
        ("route inside 10.9.0.0 255.255.0.0 10.0.0.2\n", "host 10.9.9.9", ("lan",)),
        ("route inside 10.9.0.0 255.255.0.0 10.0.0.2\nrouter ospf 1\n", "host 10.9.9.9",
         (None, "lan")),
        ("router ospf 1\n", "host 10.0.0.9", ("lan",)),
        ("firewall transparent\nroute outside 0.0.0.0 0.0.0.0 203.0.113.1\n", "host 192.0.2.1",
         (None,)),
    ],
)  # fmt: skip
def test_roles_of_destinations_are_where_routes_lead(more: str, target: str, roles: Any) -> None:
    assert one(f"tcp any {target} eq 443", more)["destination_roles"] == roles


@pytest.mark.parametrize(
    ("logging", "log", "kept"),
    [
        ("", "log", "disable"),
        ("logging enable\n", "log", "disable"),
        ("logging enable\nlogging buffered informational\n", "", "all"),
        ("logging buffered informational\n", "", "disable"),
        ("logging enable\nlogging trap informational\nlogging host inside 10.0.0.5\n", "", "all"),
        ("logging enable\nlogging trap informational\n", "", "disable"),
        ("logging enable\nlogging buffered warnings\n", "", "disable"),
        ("logging enable\nlogging buffered warnings\n", "log", "disable"),
        ("logging enable\nlogging buffered warnings\n", "log warnings", "all"),
        ("logging enable\nlogging buffered warnings\n", "log 4 interval 600", "all"),
        ("logging enable\nlogging buffered 6\nno logging message 302013\n", "", "disable"),
        ("logging enable\nlogging buffered 6\nno logging message 302013\n", "log", "all"),
        ("logging enable\nlogging buffered 6\nno logging message 302013\n", "log disable",
         "disable"),
        ("logging enable\nlogging buffered 4\nlogging message 302013 level 4\n"
         "logging message 302015 level notifications\n", "", "disable"),
        ("logging enable\nlogging buffered 5\nlogging message 302013 level 4\n"
         "logging message 302015 level notifications\n", "", "all"),
    ],
)  # fmt: skip
def test_log_is_what_syslog_keeps(logging: str, log: str, kept: str) -> None:
    assert one(f"tcp any any eq 443 {log}", logging)["log"] == kept
