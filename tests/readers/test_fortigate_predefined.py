"""A configuration cut to its policies: what FortiOS ships keeps its meaning."""

import pytest
from tests.readers.sources import of

from chahe.readers.fortigate import fortigate

POLICY = """config firewall policy
    edit 1
        set srcintf "{source}"
        set dstintf "{destination}"
        set srcaddr "all"
        set dstaddr "all"
        set action accept
        set schedule "always"
        set service "{service}"
    next
end
"""


def row(source="port1", destination="port2", service="HTTPS", before=""):
    text = before + POLICY.format(source=source, destination=destination, service=service)
    (only,) = fortigate.read(of(text.encode())).rows
    return only


@pytest.mark.parametrize(
    ("service", "ports"),
    [
        ("HTTPS", (("tcp", 443, 443),)),
        ("DNS", (("tcp", 53, 53), ("udp", 53, 53))),
        ("ALL", (("ip", 0, 255),)),
        ("ALL_TCP", (("tcp", 1, 65535),)),
        ("RTSP", (("tcp", 554, 554), ("tcp", 7070, 7070), ("tcp", 8554, 8554), ("udp", 554, 554))),
        ("Web Access", (("tcp", 53, 53), ("tcp", 80, 80), ("tcp", 443, 443), ("udp", 53, 53))),
        ("NONE", (("tcp", 0, 0),)),
    ],
)
def test_a_service_that_is_shipped_needs_no_definition(service, ports):
    assert row(service=service)["ports"] == ports


@pytest.mark.parametrize(
    ("service", "narrowed"), [("PING", True), ("RLOGIN", True), ("ALL_ICMP", False), ("RIP", False)]
)
def test_a_shipped_service_may_ask_for_more_than_a_port(service, narrowed):
    assert row(service=service)["narrowed"] is narrowed


def test_a_group_of_the_file_comes_first():
    group = (
        'config firewall service group\n    edit "Web Access"\n'
        '        set member "HTTPS"\n    next\nend\n'
    )
    assert row(service="Web Access", before=group)["ports"] == (("tcp", 443, 443),)


def test_a_definition_in_the_file_comes_first():
    custom = (
        'config firewall service custom\n    edit "HTTPS"\n'
        "        set tcp-portrange 8443\n    next\nend\n"
    )
    assert row(before=custom)["ports"] == (("tcp", 8443, 8443),)


def test_a_service_nobody_ships_is_a_gap():
    text = POLICY.format(source="port1", destination="port2", service="OUR-OWN")
    assert fortigate.read(of(text.encode())).gaps


@pytest.mark.parametrize(
    ("name", "role"),
    [("wan1", "wan"), ("dmz", "dmz"), ("internal", "lan"), ("lan", "lan"), ("port1", None)],
)
def test_a_factory_name_tells_the_side_where_nothing_else_does(name, role):
    assert row(source=name)["source_roles"] == (role,)


def test_a_role_in_the_file_comes_before_the_name():
    interface = 'config system interface\n    edit "wan1"\n        set role lan\n    next\nend\n'
    assert row(source="wan1", before=interface)["source_roles"] == ("lan",)
