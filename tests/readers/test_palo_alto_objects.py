"""What addresses, services and settings of PAN-OS rules mean."""

from typing import Any

import pytest
from tests.readers.firewalls import found
from tests.readers.palo_alto_config import (
    ALL4,
    entries,
    firewall,
    members,
    one,
    read,
    rule,
)

from chahe.checks.firewall_exposure import firewall_exposure

LOW = entries("address", low="<ip-netmask>0.0.0.0/1</ip-netmask>")


@pytest.mark.parametrize(
    ("objects", "name", "ranges"),
    [
        ("", "any", ALL4),
        ("", "10.0.0.1", ((10 << 24 | 1, 10 << 24 | 1),)),
        ("", "10.0.0.0/8", ((10 << 24, (11 << 24) - 1),)),
        ("", "0.0.0.1-0.0.0.9", ((1, 9),)),
        ("", "2001:db8::/32", ()),
        ("", "TW", ()),
        (LOW, "low", ((0, 2**31 - 1),)),
        (entries("address", a="<ip-range>0.0.0.1-0.0.0.9</ip-range>"), "a", ((1, 9),)),
        (entries("address", a="<fqdn>www.example.com</fqdn>"), "a", ()),
        (entries("address", a="<ip-wildcard>0.0.0.9/0.0.0.6</ip-wildcard>"), "a", ((9, 15),)),
        (LOW + entries("address-group", g=f"<static>{members('low', '128.0.0.1')}</static>",
                       h=f"<static>{members('g')}</static>"), "h", ((0, 2**31 - 1),
                                                                    (2**31 + 1, 2**31 + 1))),
        (entries("address-group", g="<dynamic><filter>'x'</filter></dynamic>"), "g", ()),
    ],
)  # fmt: skip
def test_addresses(objects: str, name: str, ranges: Any) -> None:
    row = one(objects, destination=name)

    assert (row["destination_ranges"], row["undecided"]) == (ranges, False)


@pytest.mark.parametrize(
    ("objects", "name", "kind"),
    [
        ("", "CN", "geography"),
        ("", "panw-known-ip-list", "internet-service"),
        (entries("region", office=f"<address>{members('10.0.0.1')}</address>"), "office",
         "geography"),
        (entries("address-group", g="<dynamic><filter>'x'</filter></dynamic>"), "g", "dynamic"),
        (entries("address", a="<fqdn>www.example.com</fqdn>"), "a", "fqdn"),
        (entries("external-list", e="<type><ip/></type>"), "e", "external-list"),
    ],
)  # fmt: skip
def test_what_is_decided_elsewhere_is_unresolved(objects: str, name: str, kind: str) -> None:
    row = one(objects, source=name)

    assert (row["unresolved"], row["source_kinds"]) == ((name,), (kind,))


def test_negated_sides_are_complements() -> None:
    more = "<negate-source>yes</negate-source><negate-destination>yes</negate-destination>"

    row = one(LOW, more, source="low")

    assert (row["source_ranges"], row["destination_ranges"]) == (((2**31, 2**32 - 1),), ())
    assert (row["source_negate"], row["destination_negate"]) == (True, True)


def test_negated_wildcards_may_widen() -> None:
    objects = entries("address", a="<ip-wildcard>0.0.0.9/0.0.0.6</ip-wildcard>")

    row = one(objects, "<negate-source>yes</negate-source>", source="a")

    assert (row["narrowed"], row["undecided"]) == (True, True)


def service(text: str) -> str:
    return entries("service", s=f"<protocol>{text}</protocol>")


APPS = f"<members>{members('own', 'gre2', 'ssh')}</members>"
OWN = entries(
    "application", own=f"<default><port>{members('tcp/80,443', 'udp/dynamic')}</port></default>",
    ping2="<default><ident-by-icmp-type><type>8</type></ident-by-icmp-type></default>",
    gre2="<default><ident-by-ip-protocol>47</ident-by-ip-protocol></default>",
) + entries("application-group", apps=APPS)  # fmt: skip
ANY = (("ip", 0, 255),)
OWN_PORTS = (("tcp", 80, 80), ("tcp", 443, 443), ("udp", 0, 65535))


@pytest.mark.parametrize(
    ("objects", "name", "application", "ports", "vendor", "narrowed"),
    [
        ("", "any", "any", ANY, (), False),
        ("", "service-http", "any", (("tcp", 80, 80), ("tcp", 8080, 8080)), (), False),
        ("", "service-https", "ssl", (("tcp", 443, 443),), (), True),
        (service("<udp><port>53,123,500-501</port></udp>"), "s", "any",
         (("udp", 53, 53), ("udp", 123, 123), ("udp", 500, 501)), (), False),
        (service("<tcp><port>22</port><source-port>1024-65535</source-port></tcp>"), "s", "any",
         (("tcp", 22, 22),), (), True),
        (service("<tcp><port>22</port><source-port>0-65535</source-port></tcp>"), "s", "any",
         (("tcp", 22, 22),), (), False),
        (entries("service", **{"service-http": "<protocol><tcp><port>81</port></tcp></protocol>"}),
         "service-http", "any", (("tcp", 81, 81),), (), False),
        (service("<tcp><port>1</port></tcp>")
         + entries("service-group", g=f"<members>{members('s', 'service-https')}</members>"),
         "g", "any", (("tcp", 1, 1), ("tcp", 443, 443)), (), False),
        ("", "application-default", "any", ANY, (), True),
        ("", "application-default", "ssl dns", (), ("ssl", "dns"), True),
        ("", "any", "ssl", (), ("ssl",), True),
        (OWN, "application-default", "own", OWN_PORTS, (), True),
        (OWN, "application-default", "ping2", (("icmp", 0, 255),), (), True),
        (OWN, "application-default", "apps", (*OWN_PORTS, ("ip", 47, 47)), ("ssh",), True),
        (entries("application", bare="<default/>"), "application-default", "bare", (), ("bare",),
         True),
    ],
)  # fmt: skip
def test_services(
    objects: str, name: str, application: str, ports: Any, vendor: Any, narrowed: bool
) -> None:
    row = one(objects, service=name, application=application)

    assert (row["ports"], row["internet_services"]) == (ports, vendor)
    assert (row["narrowed"], row["undecided"]) == (narrowed, False)


@pytest.mark.parametrize(
    ("more", "column", "value"),
    [
        ("", "log", "all"),
        ("<log-end>no</log-end>", "log", "disable"),
        ("<log-end>no</log-end><log-start>yes</log-start>", "log", "all"),
        ("", "inspected", False),
        (f"<profile-setting><group>{members('strict')}</group></profile-setting>", "inspected",
         True),
        (f"<profile-setting><group>{members('none')}</group></profile-setting>", "inspected",
         False),
        (f"<profile-setting><profiles><virus>{members('default')}</virus></profiles>"
         "</profile-setting>", "inspected", True),
        ("<disabled>yes</disabled>", "status", "disable"),
        ("<action>reset-both</action>", "action", "deny"),
        ("<description> a\nb </description>", "comment", "a\nb"),
        (f"<description/><tag>{members('REQ-7', 'red')}</tag>", "comment", "REQ-7、red"),
        (f"<source-user>{members('any')}</source-user>", "users", ()),
        (f"<source-user>{members('ex/a', 'unknown')}</source-user>", "users", ("ex/a",)),
        (f"<source-user>{members('unknown')}</source-user>", "narrowed", True),
        (f"<category>{members('any')}</category>", "narrowed", False),
        (f"<category>{members('gambling')}</category>", "narrowed", True),
        (f"<source-hip>{members('patched')}</source-hip>", "narrowed", True),
        ('<target><devices><entry name="001"/></devices></target>', "narrowed", True),
        ("<target><negate>no</negate></target>", "narrowed", False),
        ("<rule-type>universal</rule-type>", "narrowed", False),
        ("<rule-type>interzone</rule-type>", "narrowed", True),
    ],
)  # fmt: skip
def test_settings(more: str, column: str, value: Any) -> None:
    assert one(more=more)[column] == value


def test_a_rule_within_a_zone_leads_to_where_it_comes_from() -> None:
    row = one(more="<rule-type>intrazone</rule-type>", from_="trust", to="")

    assert (row["destination_interfaces"], row["destination_roles"]) == (("trust",), ("lan",))
    assert row["narrowed"] is True


@pytest.mark.parametrize(
    ("name", "action", "policies"),
    [
        ("interzone-default", "allow", ["r", "interzone-default"]),
        ("interzone-default", "deny", ["r"]),
        ("intrazone-default", "allow", ["r"]),
        ("intrazone-default", "deny", ["r"]),
    ],
)
def test_a_default_rule_is_a_row_where_it_opens_all(
    name: str, action: str, policies: list[str]
) -> None:
    content = firewall(rule()).replace(
        "<rulebase>",
        f'<rulebase><default-security-rules><rules><entry name="{name}"><action>{action}</action>'
        "</entry></rules></default-security-rules>",
    )

    assert [row["policy"] for row in read(content).rows] == policies


def test_the_default_rule_between_zones_is_any_to_any_and_logs_nothing() -> None:
    content = firewall(rule(service="service-https")).replace(
        "<rulebase>",
        '<rulebase><default-security-rules><rules><entry name="interzone-default">'
        "<action>allow</action></entry></rules></default-security-rules>",
    )

    kinds = [kind for policy, kind in found(read(content), firewall_exposure) if policy != "r"]

    assert kinds == ["any_any_any", "internet_to_inside", "no_comment", "no_log"]


@pytest.mark.parametrize(
    ("lists", "more", "gap"),
    [
        ({"source": "gone"}, "", "引用的「gone」在檔案中沒有定義"),
        ({"destination": "gone"}, "", "引用的「gone」在檔案中沒有定義"),
        ({"service": "gone"}, "", "引用的「gone」在檔案中沒有定義"),
        ({"source": "empty"}, "", "引用的「empty」在檔案中沒有定義"),
        ({"service": "empty2"}, "", "引用的「empty2」在檔案中沒有定義"),
        ({}, "<schedule>gone</schedule>", "引用的時程「gone」在檔案中沒有定義"),
        ({"source": "edl"}, "", "的來源是外部清單（EDL）"),
    ],
)
def test_gaps_only_where_traffic_is_let_through(lists: Any, more: str, gap: str) -> None:
    objects = entries("external-list", edl="<type><ip/></type>")
    objects += entries("address-group", empty="<static/>")
    objects += entries("service-group", empty2="<members/>")
    rules = [
        rule("a", more, **lists),
        rule("b", f"{more}<disabled>yes</disabled>", **lists),
        rule("c", f"{more}<action>drop</action>", **lists),
    ]

    gaps = read(firewall(*rules, vsys=objects)).gaps

    assert len(gaps) == 1
    assert gaps[0].startswith(f"「vsys1」規則「a」（第 1 行）{gap}")
