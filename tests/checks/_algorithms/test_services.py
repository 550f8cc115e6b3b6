"""What a port is, and what scans and lists say of it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.checks._algorithms.internet import is_public
from chahe.checks._algorithms.services.allowed import Allowed, Zones, entries_on, lies_in
from chahe.checks._algorithms.services.risky import CLEAR, DATABASE, INNER, LOGIN, risk_of
from chahe.checks._algorithms.services.sweeps import Host, Sweep
from chahe.readers import Table


@pytest.mark.parametrize(
    ("port", "service", "probed", "tunnel", "risk"),
    [
        (23, "telnet", True, "", LOGIN),
        (2323, "telnet", True, "", LOGIN),
        (992, "telnet", True, "ssl", ""),
        (23, "", False, "", LOGIN),
        (23, "unknown", True, "", LOGIN),
        (23, "tcpwrapped", True, "", LOGIN),
        (23, "http", True, "", ""),
        (5901, "vnc-1", False, "", LOGIN),
        (513, "login", True, "", LOGIN),
        (513, "login", False, "", ""),
        (514, "shell", False, "", ""),
        (50000, "ibm-db2", False, "", ""),
        (50000, "ibm-db2", True, "", DATABASE),
        (21, "FTP", False, "", CLEAR),
        (143, "imap", True, "", CLEAR),
        (993, "imap", True, "ssl", ""),
        (1433, "ms-sql-s", False, "", DATABASE),
        (1433, "ms-sql-s", True, "ssl", DATABASE),
        (9200, "http", True, "", DATABASE),
        (5985, "http", True, "", INNER),
        (3389, "ms-wbt-server", True, "ssl", INNER),
        (443, "http", True, "ssl", ""),
        (8080, "http-proxy", False, "", ""),
    ],
)
def test_risks(port: int, service: str, probed: bool, tunnel: str, risk: str) -> None:
    row = {
        "port": port, "protocol": "tcp", "service": service, "probed": probed, "tunnel": tunnel
    }  # fmt: skip

    assert risk_of(row) == risk


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("203.0.113.3", True), ("198.51.100.1", True), ("2001:db8::1", True), ("10.0.0.1", False),
        ("172.31.255.255", False), ("172.32.0.0", True), ("192.168.1.1", False),
        ("100.64.0.1", False), ("127.0.0.1", False), ("169.254.1.1", False), ("224.0.0.1", False),
        ("fd00::1", False), ("fe80::1%eth0", False), ("::1", False), ("host", False), ("", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("where", "names", "address", "held"),
    [
        ("", ["x"], "10.1.1.1", True),
        ("WEB", ["web.example.tw"], "10.1.1.1", True),
        ("10.1.1.1", ["x"], "10.1.1.1", True),
        ("10.1.0.0/16", ["x"], "10.1.1.1", True),
        ("10.1.1.1/16", ["x"], "10.1.2.3", True),
        ("2001:db8::/64", ["x"], "2001:db8::9", True),
        ("前端", ["x"], "10.9.0.1", True),
        ("前端", ["x"], "10.1.1.1", False),
        ("WEB", ["x"], "10.1.1.1", False),
        ("10.2.0.0/16", ["x"], "10.1.1.1", False),
        ("10.2.0.0/16", ["x"], "x", False),
    ],
)
def test_entries_about_a_machine(where: str, names: list[str], address: str, held: bool) -> None:
    zones = Zones([Table("z", ({"zone": "前端", "use": "dmz", "networks": ("10.9.0.0/24",)},),
                         "z.csv", "x")])  # fmt: skip
    row = {"where": where, "protocols": ("tcp",), "ports": ((80, 90),)}
    allowed = Allowed([Table("a", (row,), "a.csv", "x")], zones, {"web", "x"})

    found = allowed.about(names, address)

    assert (len(found) == 1, any(entry.unplaced for entry in found)) == (held, False)
    assert len(entries_on(found, {"protocol": "tcp", "port": 85})) == len(found)
    assert entries_on(found, {"protocol": "udp", "port": 85}) == []
    assert entries_on(found, {"protocol": "tcp", "port": 91}) == []


def test_an_entry_about_nobody_known_may_be_about_anyone() -> None:
    row = {"where": "新主機", "protocols": ("tcp",), "ports": ((80, 90),)}
    allowed = Allowed([Table("a", (row,), "a.csv", "x")], Zones([]), {"web"})

    (entry,) = allowed.about(["web"], "10.1.1.1")

    assert entry.unplaced


def test_no_address_lies_nowhere() -> None:
    assert lies_in("x", []) is False


def host(*tried: tuple[tuple[str, int, int], ...]) -> Host:
    sweeps = [Sweep("a.xml", date(2026, 11, 1), each) for each in tried]
    return Host("10.1.1.1", {"x": None}, "a.xml", 1, sweeps)


@given(st.lists(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9))), max_size=3))
def test_tcp_ports_tried_are_counted_once(drawn: list[list[tuple[int, int]]]) -> None:
    tried = [tuple(("tcp", low, low + size) for low, size in each) for each in drawn]
    each_port = {
        port for low, size in (one for each in drawn for one in each)
        for port in range(low, low + size + 1)
    }  # fmt: skip

    assert host(*tried, (("udp", 1, 65535),)).tcp_tried() == len(each_port - {0})


@pytest.mark.parametrize(
    ("said", "key", "ruled_out"),
    [
        ({}, ("tcp", 5), True),
        ({}, ("tcp", 9), True),
        ({}, ("tcp", 10), False),
        ({}, ("udp", 5), False),
        ({"filtered": True}, ("tcp", 5), False),
        ({"filtered": True, "ports": {("tcp", 5): {"state": "closed"}}}, ("tcp", 5), True),
        ({"ports": {("tcp", 5): {"state": "filtered"}}}, ("tcp", 5), False),
        ({"tried": ()}, ("tcp", 5), False),
    ],
)
def test_what_a_later_sweep_rules_out(said: Any, key: Any, ruled_out: bool) -> None:
    sweep = Sweep(**{"source": "a", "day": date(2026, 1, 1), "tried": (("tcp", 1, 9),), **said})

    assert sweep.rules_out(key) is ruled_out
