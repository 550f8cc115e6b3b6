"""A list of rules as CSV: columns other firewalls export, and those that narrow or turn a rule."""

from datetime import date

import pytest
from tests.readers.sources import of

from chahe.readers import ReadError, Row
from chahe.readers.firewall_rules_csv import firewall_rules_csv

_ASKED = (
    *("Source Device", "Destination Device", "Source HIP Profile", "HIP Profiles", "Target"),
    *("URL Category", "VPN", "Content", "Install On", "VLAN Tags", "URLs", "Groups", "Users"),
)


def one(column: str, cell: str) -> Row:
    (row,) = firewall_rules_csv.read(of(listed(column, cell))).rows
    return row


def listed(column: str, cell: str, service: str = "HTTPS") -> str:
    return (
        f"policyid,srcintf,dstintf,srcaddr,dstaddr,service,action,logtraffic,comments,{column}\n"
        f"7,untrust,trust,any,10.0.0.1,{service},accept,utm,x,{cell}\n"
    )


def test_fortios_names_of_columns() -> None:
    row = one("name", "web")

    assert (row["policy"], row["source_roles"], row["destination_roles"], row["log"]) == (
        "7", ("wan",), ("lan",), "utm",
    )  # fmt: skip
    assert (row["destination_addresses"], row["narrowed"]) == (("10.0.0.1",), False)


@pytest.mark.parametrize(
    ("column", "cell", "narrowed"),
    [
        ("來源埠", "1024-65535", True),
        ("來源使用者", "ops", True),
        ("Application", "web-browsing", True),
        ("排程", "上班時間", True),
        ("Schedule", "always", False),
        ("來源埠", "Any", False),
        ("目的反向", "否", False),
        ("Type", "universal", False),
        ("Type", "intrazone", True),
        *((column, "Any", False) for column in _ASKED),
        *((column, "some", True) for column in _ASKED),
        ("Install On", "Policy Targets", False),
        ("Direction", "Inbound", True),
    ],
)
def test_what_else_a_rule_asks_narrows_it(column: str, cell: str, narrowed: bool) -> None:
    assert one(column, cell)["narrowed"] is narrowed


def test_a_negated_column_is_all_but_what_it_says() -> None:
    assert one("來源反向", "是")["source_ranges"] == ()
    row = one("目的反向", "enable")
    assert row["destination_ranges"] == ((0, 10 * 2**24), (10 * 2**24 + 2, 2**32 - 1))
    assert (row["destination_ranges6"], row["destination_negate"]) == ((), True)
    ports = one("服務反向", "Y")["ports"]
    assert [port for port in ports if port[0] == "tcp"] == [("tcp", 0, 442), ("tcp", 444, 65535)]
    with pytest.raises(ReadError, match="看不懂「也許」，應為是或否"):
        one("來源反向", "也許")


@pytest.mark.parametrize(
    ("column", "cell", "name", "value"),
    [
        ("命中次數", "0", "hits", 0),
        ("Hit Count", '"1,234"', "hits", 1234),
        ("命中次數", "-", "hits", None),
        ("Hits", "259K", "hits", 259_000),
        ("Rule Usage Rule Usage", "Unused", "hits", 0),
        ("Rule Usage Rule Usage", "Partially Used", "hits", None),
        ("最後命中", "115/11/02", "last_hit", date(2026, 11, 2)),
        ("Last Used", "", "last_hit", None),
    ],
)
def test_counters(column: str, cell: str, name: str, value: object) -> None:
    assert one(column, cell)[name] == value


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [("命中次數", "很多", "看不懂次數「很多」"), ("最後命中", "昨天", "看不懂日期「昨天」")],
)
def test_a_counter_that_cannot_be_read_is_refused(column: str, cell: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        one(column, cell)


@pytest.mark.parametrize(
    ("column", "cell", "status"),
    [
        ("status", "Disabled", "disable"),
        ("Disabled", "yes", "disable"),
        ("Disabled", "no", "enable"),
        ("停用", "是", "disable"),
        ("name", "[Disabled] web", "disable"),
        ("name", "web [Disabled]", "enable"),
    ],
)
def test_a_rule_that_is_off(column: str, cell: str, status: str) -> None:
    assert one(column, cell)["status"] == status


@pytest.mark.parametrize(
    ("column", "cell", "comment"),
    [
        ("用途", "對外", "對外、x"),
        ("Description", "none", "x"),
        ("Ticket", "-", "x"),
        ("Tags", "dmz", "x"),
    ],
)
def test_what_is_written_of_a_rule(column: str, cell: str, comment: str) -> None:
    assert one(column, cell)["comment"] == comment


def test_people_number_rows_beside_a_number_of_the_rule() -> None:
    assert one("序號", "1")["policy"] == "7"


@pytest.mark.parametrize(
    ("column", "cell", "inspected", "gaps"),
    [
        ("Security Profiles", "av-default", True, 0),
        ("Security Profiles", "certificate-inspection", False, 0),
        ("Security Profiles", "", False, 0),
        ("name", "web", True, 1),
    ],
)
def test_security_events_are_logged_where_there_are_profiles(
    column: str, cell: str, inspected: bool, gaps: int
) -> None:
    table = firewall_rules_csv.read(of(listed(column, cell)))

    assert ([row["inspected"] for row in table.rows], len(table.gaps)) == ([inspected], gaps)


@pytest.mark.parametrize(
    ("protocol", "service", "ports", "gap"),
    [
        ("TCP", "443", (("tcp", 443, 443),), False),
        ("6", "443;8443", (("tcp", 443, 443), ("tcp", 8443, 8443)), False),
        ("TCP/UDP", "53", (("tcp", 53, 53), ("udp", 53, 53)), False),
        ("udp", "DNS", (("udp", 53, 53),), False),
        ("tcp", "any", (("tcp", 0, 65535),), False),
        ("any", "*", (("ip", 0, 255),), False),
        ("ICMP", "", (("icmp", 0, 255),), False),
        ("ESP", "-", (("ip", 50, 50),), False),
        ("ICMP", "443", (), True),
        ("udp", "HTTPS;DNS", (("udp", 53, 53),), True),
    ],
)
def test_a_column_of_protocols_limits_the_services(
    protocol: str, service: str, ports: object, gap: bool
) -> None:
    table = firewall_rules_csv.read(of(listed("Protocol", protocol, service=service)))
    (row,) = table.rows

    assert (row["ports"], row["narrowed"], row["undecided"]) == (ports, False, gap)
    assert any("不是位址或通訊埠" in each for each in table.gaps) is gap


@pytest.mark.parametrize("protocol", ["HTTPS", "IPv4", "tcp;sql", "256", "6" * 5000])
def test_what_is_no_protocol_of_ip_only_narrows(protocol: str) -> None:
    (row,) = firewall_rules_csv.read(of(listed("Protocol", protocol, service="443"))).rows

    assert (row["ports"], row["narrowed"]) == ((("tcp", 443, 443), ("udp", 443, 443)), True)


def test_a_protocol_with_ports_needs_a_service() -> None:
    with pytest.raises(ReadError, match="這一欄不可空白"):
        firewall_rules_csv.read(of(listed("Protocol", "TCP", service="")))
