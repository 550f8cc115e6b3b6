"""Lists of rules in the shape that vendors' consoles export them."""

import csv
import io

import pytest
from tests.readers.firewalls import found
from tests.readers.sources import of

from chahe.checks.firewall_exposure import firewall_exposure
from chahe.readers import ReadError, Table, read_any

ALL4, ALL6 = ((0, 2**32 - 1),), ((0, 2**128 - 1),)
PALO_ALTO = (
    ",Name,Location,Tags,Type,Source Zone,Source Address,Source User,Source Device,"
    "Destination Zone,Destination Address,Destination Device,Application,Service,URL Category,"
    "Action,Profile,Options,Target,Rule Usage Rule Usage,Rule Usage Description,Modified"
)
CHECK_POINT = (
    "No.,Type,Name,Source,Destination,VPN,Services & Applications,Content,Action,Time,Track,"
    "Install On,Comments"
)
FORTIGATE = (
    "Policy,From,To,Source,Destination,Schedule,Service,Action,NAT,Type,Security Profiles,Log,"
    "Status,Hit Count,Bytes,Comments"
)
AZURE = (
    "name,priority,direction,access,protocol,sourceAddressPrefix,sourcePortRange,"
    "destinationAddressPrefix,destinationPortRange,description"
)
FIREPOWER = (
    "#,Name,Source Zones,Dest Zones,Source Networks,Dest Networks,VLAN Tags,Users,Applications,"
    "Source Ports,Dest Ports,URLs,Action,Comments"
)


def read(header: str, *rules: tuple[str, ...]) -> Table:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([header.split(","), *rules])
    return read_any(of(text.getvalue(), "fw.csv"))


def palo_alto(mark: str = "", **cells: str) -> tuple[str, ...]:
    told = {
        **{"": "1", "Name": "web", "Location": "fw", "Tags": "none", "Type": "universal"},
        **{"Source Zone": "untrust", "Source Address": "any", "Source User": "any"},
        **{"Source Device": "any", "Destination Zone": "dmz", "Destination Address": "10.0.0.1"},
        **{"Destination Device": "any", "Application": "any", "Service": "service-https"},
        **{"URL Category": "any", "Action": "Allow", "Profile": "none"},
        **{"Options": "Traffic log sent at session end;Log Forwarding Profile setting: siem"},
        **{"Target": "any"},
        **{"Rule Usage Rule Usage": "Used", "Rule Usage Description": "下單"},
        **{"Modified": "2026-01-02 10:00:00"},
    }
    told |= {name.replace("_", " "): cell for name, cell in cells.items()}
    return tuple(cell if name == "" else mark + cell for name, cell in told.items())


def test_palo_alto() -> None:
    table = read(PALO_ALTO, palo_alto(Source_Address="10.1.0.0/32;10.1.0.1/32"), palo_alto())

    first, second = table.rows
    assert (table.reader, table.gaps) == ("firewall_rules_csv", ())
    assert (first["policy"], second["policy"], first["name"]) == ("1", "2", "web")
    assert first["source_ranges"] == ((10 * 2**24 + 2**16, 10 * 2**24 + 2**16 + 1),)
    assert (first["ports"], first["log"]) == ((("tcp", 443, 443),), "all")
    assert (first["comment"], first["narrowed"], first["source_roles"]) == ("下單", False, ("wan",))


def test_palo_alto_marks_a_rule_that_is_off_in_every_cell() -> None:
    (row,) = read(PALO_ALTO, palo_alto(mark="[Disabled] ")).rows

    assert (row["status"], row["action"], row["name"]) == ("disable", "accept", "web")
    assert (row["source_ranges"], row["source_roles"]) == (ALL4, ("wan",))


def test_palo_alto_marks_a_negated_side() -> None:
    (row,) = read(PALO_ALTO, palo_alto(Source_Address="[Negate]  10.0.0.0-10.255.255.255")).rows

    assert row["source_ranges"] == ((0, 10 * 2**24 - 1), (11 * 2**24, 2**32 - 1))
    assert (row["source_ranges6"], row["source_negate"], row["undecided"]) == (ALL6, True, False)


def test_all_but_a_domain_is_less_than_everything() -> None:
    (row,) = read(PALO_ALTO, palo_alto(Source_Address="[Negate] vpn.example.com")).rows

    assert (row["source_ranges"], row["narrowed"], row["undecided"]) == (ALL4, True, False)


def test_a_negated_name_is_undecided() -> None:
    table = read(PALO_ALTO, palo_alto(Source_Address="[Negate] partners"))

    assert table.rows[0]["undecided"] is True
    assert table.gaps == ("第 2 行的「partners」不是位址或通訊埠，無法判斷範圍",)


@pytest.mark.parametrize(
    ("column", "cell", "gap"),
    [
        ("Service", "application-default", "「application-default」不是位址或通訊埠"),
        ("Destination_Address", "web-servers", "「web-servers」不是位址或通訊埠"),
        ("Options", "Log Forwarding Profile setting: siem", "看不出是否留存紀錄"),
        ("Options", "none", "看不出是否留存紀錄"),
    ],
)
def test_what_palo_alto_does_not_tell_is_a_gap(column: str, cell: str, gap: str) -> None:
    (told,) = read(PALO_ALTO, palo_alto(**{column: cell})).gaps

    assert gap in told


def test_palo_alto_names_http_for_two_ports() -> None:
    (row,) = read(PALO_ALTO, palo_alto(Service="service-http")).rows

    assert row["ports"] == (("tcp", 80, 80), ("tcp", 8080, 8080))


@pytest.mark.parametrize("action", ["Deny", "Drop", "Reset client", "reset-both", "Reset server"])
def test_palo_alto_denies(action: str) -> None:
    assert read(PALO_ALTO, palo_alto(Action=action)).rows[0]["action"] == "deny"


@pytest.mark.parametrize(("tags", "comment"), [("none", ""), ("CHG-1;dmz", "CHG-1;dmz")])
def test_tags_are_a_comment_where_there_is_no_other(tags: str, comment: str) -> None:
    table = read(PALO_ALTO, palo_alto(Tags=tags, Rule_Usage_Description=""))

    assert table.rows[0]["comment"] == comment
    assert [kind for _, kind in found(table, firewall_exposure)] == ["no_comment"] * (not comment)


def check_point(number: str, **cells: str) -> tuple[str, ...]:
    told = {
        **{"No.": number, "Type": "Rule", "Name": "web", "Source": "10.0.0.1;10.0.0.2"},
        **{"Destination": "Any", "VPN": "Any", "Services": "https;tcp-8443", "Content": "Any"},
        **{"Action": "Accept", "Time": "Any", "Track": "Detailed Log"},
        **{"Install": "Policy Targets", "Comments": "CHG-1"},
    }
    return tuple({**told, **cells}.values())


def test_check_point() -> None:
    heading = ("", "", "Internal servers", *[""] * 10)
    table = read(
        CHECK_POINT, heading, check_point("1"),
        check_point("2", Action="Drop", Track="None"), check_point("3", Source="hq-net"),
    )  # fmt: skip

    first, second, third = table.rows
    assert (first["policy"], first["line"], second["log"]) == ("1", 3, "disable")
    assert first["ports"] == (("tcp", 443, 443), ("tcp", 8443, 8443))
    assert (first["log"], second["action"], third["unresolved"]) == ("all", "deny", ("hq-net",))
    assert [gap for gap in table.gaps if "區域" not in gap] == [
        "第 5 行的「hq-net」不是位址或通訊埠，無法判斷範圍"
    ]


def test_check_point_applies_a_layer_that_is_not_in_the_list() -> None:
    with pytest.raises(ReadError, match="看不懂「DMZ Layer」，應為允許或拒絕"):
        read(CHECK_POINT, check_point("1", Action="DMZ Layer"))


def test_a_numbered_record_without_a_rule_is_refused() -> None:
    with pytest.raises(ReadError, match="第 2 行、欄位「Source」：這一欄不可空白"):
        read(CHECK_POINT, ("1", "", "Internal servers", *[""] * 10))


def fortigate(**cells: str) -> tuple[str, ...]:
    told = {
        **{"Policy": "web (7)", "From": "lan", "To": "wan1", "Source": "10.0.0.1\n10.0.0.2"},
        **{"Destination": "all", "Schedule": "always", "Service": "HTTP\nHTTPS"},
        **{"Action": "ACCEPT", "NAT": "Enabled", "Type": "Standard", "Profiles": "av-default"},
        **{"Log": "UTM", "Status": "Enabled", "Hit": "1,234", "Bytes": "1.2 GB"},
        **{"Comments": "CHG-1"},
    }
    return tuple({**told, **cells}.values())


def test_fortigate() -> None:
    table = read(FORTIGATE, fortigate(), fortigate(Status="Disabled", Log="All Sessions"))

    first, second = table.rows
    assert (table.gaps, first["name"], first["hits"]) == ((), "web (7)", 1234)
    assert (first["log"], first["inspected"], second["log"]) == ("utm", True, "all")
    assert (first["narrowed"], second["status"]) == (False, "disable")
    assert (first["ports"], len(first["source_addresses"])) == (
        (("tcp", 80, 80), ("tcp", 443, 443)), 2,
    )  # fmt: skip
    assert found(table, firewall_exposure) == [("2", "disabled")]


def test_when_a_named_schedule_ends_is_not_in_the_list() -> None:
    assert read(FORTIGATE, fortigate(Schedule="project-x")).gaps == (
        "第 2 行的時段「project-x」看不出何時到期，請補上到期日（沒有期限請填 永久）",
    )


def test_azure() -> None:
    table = read(
        AZURE,
        ("rdp", "310", "Inbound", "Allow", "TCP", "Internet", "*", "10.0.0.4", "3389", "CHG-1"),
        ("ping", "300", "Inbound", "Deny", "Icmp", "*", "*", "VirtualNetwork", "*", ""),
    )

    ping, rdp = table.rows
    assert (ping["policy"], ping["ports"], ping["unresolved"]) == (
        "300", (("icmp", 0, 255),), ("VirtualNetwork",),
    )  # fmt: skip
    assert (rdp["ports"], rdp["source_kinds"], rdp["narrowed"]) == (
        (("tcp", 3389, 3389),), ("internet-service",), True,
    )  # fmt: skip


def test_firepower() -> None:
    table = read(
        FIREPOWER,
        ("1", "web", "outside", "dmz", "any", "10.0.0.1", *["any"] * 4, "tcp/443", "any", "Trust",
         "CHG-1"),
        ("2", "rest", *["any"] * 10, "Block with reset", ""),
    )  # fmt: skip

    first, second = table.rows
    assert (first["action"], first["source_roles"], first["narrowed"]) == (
        "accept", ("wan",), False,
    )  # fmt: skip
    assert (second["policy"], second["action"]) == ("2", "deny")
