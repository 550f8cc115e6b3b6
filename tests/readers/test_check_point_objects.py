"""Check Point's show-access-rulebase: what each object and field means."""

from datetime import date
from typing import Any

import pytest
from tests.readers.check_point_rules import (
    ALL4,
    ALL6,
    ANY,
    one,
    rule,
    rules,
    thing,
)


@pytest.mark.parametrize(
    ("held", "ranges", "ranges6"),
    [
        (thing("host", ipv4_address="0.0.0.9"), ((9, 9),), ()),
        (thing("host", ipv4_address="0.0.0.9", ipv6_address="::9"), ((9, 9),), ((9, 9),)),
        (thing("network", subnet4="0.0.0.0", mask_length4=30), ((0, 3),), ()),
        (thing("network", subnet6="::", mask_length6=126), (), ((0, 3),)),
        (thing("address-range", ipv4_address_first="0.0.0.1", ipv4_address_last="0.0.0.4"),
         ((1, 4),), ()),
        (thing("wildcard", ipv4_address="0.0.1.4", ipv4_mask_wildcard="0.0.1.0"),
         ((4, 260),), ()),
        (thing("group", members=[thing("host", ipv4_address="0.0.0.9")]), ((9, 9),), ()),
        (thing("group", members=[]), (), ()),
        (thing("group-with-exclusion", include=ANY, **{"except": thing(
            "network", subnet4="128.0.0.0", mask_length4=1)}), ((0, 2**31 - 1),), ALL6),
        (thing("simple-gateway", ipv4_address="0.0.0.9"), ((9, 9),), ()),
        (thing("dns-domain"), (), ()),
        (ANY, ALL4, ALL6),
        ("Any", ALL4, ALL6),
    ],
)  # fmt: skip
def test_objects_become_ranges(held: Any, ranges: Any, ranges6: Any) -> None:
    row = one(source=[held])

    assert (row["source_ranges"], row["source_ranges6"]) == (ranges, ranges6)


@pytest.mark.parametrize(
    ("held", "ports"),
    [
        (thing("service-tcp", port="443"), (("tcp", 443, 443),)),
        (thing("service-udp", port="5-7"), (("udp", 5, 7),)),
        (thing("service-tcp", port=">1023"), (("tcp", 1024, 65535),)),
        (thing("service-tcp", port="<3"), (("tcp", 0, 2),)),
        (thing("service-icmp"), (("icmp", 0, 255),)),
        (thing("service-icmp6"), (("icmp6", 0, 255),)),
        (thing("service-other", ip_protocol=47), (("ip", 47, 47),)),
        (thing("service-group", members=[thing("service-tcp", port="1")]), (("tcp", 1, 1),)),
        (thing("application-site"), ()),
        (ANY, (("ip", 0, 255),)),
    ],
)
def test_services_become_ports(held: Any, ports: Any) -> None:
    assert one(service=[held])["ports"] == ports


def test_what_is_negated_is_the_complement() -> None:
    low = thing("network", subnet4="0.0.0.0", mask_length4=1)

    row = one(
        source=[low], source_negate=True, destination_negate=True, service=[ANY],
        service_negate=True,
    )  # fmt: skip

    assert (row["source_ranges"], row["source_ranges6"]) == (((2**31, 2**32 - 1),), ALL6)
    assert (row["destination_ranges"], row["ports"]) == ((), ())
    assert (row["source_negate"], row["destination_negate"], row["service_negate"]) == (True,) * 3


@pytest.mark.parametrize(
    "fields",
    [
        {"vpn": [thing("vpn-community-meshed")]},
        {"vpn": [{"from": ANY, "to": thing("vpn-community-meshed")}]},
        {"time": [thing("time")]},
        {"content": [thing("data-type-keywords")]},
        {"install_on": [thing("simple-gateway")]},
        {"action": {"name": "Ask", "type": "RulebaseAction"}},
        {"source": [thing("wildcard", ipv4_address="0.0.1.4", ipv4_mask_wildcard="0.0.1.0")]},
        {"service": [thing("service-tcp", port="53", source_port="53")]},
        {"service": [thing("service-icmp", icmp_type=8)]},
        {"service": [thing("service-other", ip_protocol=6, match="r_user = 1")]},
    ],
)
def test_what_may_match_less_is_narrowed(fields: Any) -> None:
    row = one(**fields)

    assert (row["narrowed"], row["undecided"]) == (True, False)


@pytest.mark.parametrize(
    ("fields", "gaps"),
    [
        ({"source": ["gone"]}, 1),
        ({"source": [thing("group")]}, 1),
        ({"service": [thing("service-dce-rpc")]}, 1),
        ({"service": ["gone"], "source": ["gone"]}, 1),
        ({"source": [thing("simple-gateway", ipv4_address="192.0.2.1")]}, 0),
        ({"source_negate": True,
          "source": [thing("wildcard", ipv4_address="0.0.1.4", ipv4_mask_wildcard="0.0.1.0")]}, 0),
    ],
)  # fmt: skip
def test_what_may_match_more_is_undecided(fields: Any, gaps: int) -> None:
    table = rules(rule(**fields))

    assert (table.rows[0]["undecided"], len(table.gaps)) == (True, gaps)


def test_what_a_deny_or_a_disabled_rule_names_is_no_gap() -> None:
    drop = {"name": "Drop", "type": "RulebaseAction"}

    table = rules(rule(1, source=["gone"], action=drop), rule(2, source=["gone"], enabled=False))

    assert table.gaps == ()


@pytest.mark.parametrize(
    ("fields", "columns"),
    [
        ({"source": [thing("security-zone") | {"name": "ExternalZone"}]},
         {"source_roles": ("wan",), "source_interfaces": ("ExternalZone",), "source_ranges": ALL4}),
        ({"destination": [thing("security-zone") | {"name": "Trading"}]},
         {"destination_roles": (None,), "destination_interfaces": ("Trading",)}),
        ({"source": [thing("access-role")]}, {"users": ("x",), "source_ranges": ALL4}),
        ({"source": [thing("access-role"), thing("host", ipv4_address="0.0.0.9")]},
         {"users": (), "unresolved": ("x",), "source_ranges": ((9, 9),)}),
        ({"source": [thing("updatable-object")]},
         {"source_kinds": ("internet-service",), "unresolved": ("x",), "source_ranges": ()}),
        ({"vpn": [thing("vpn-community-star")]}, {"source_roles": ("tunnel",)}),
        ({"service": [thing("application-site")]}, {"internet_services": ("x",)}),
        ({"track": {"type": "None"}}, {"log": "disable"}),
        ({"track": {}}, {"log": "disable"}),
        ({"track": {"type": {"name": "Detailed Log"}}}, {"log": "all"}),
        ({"custom_fields": {"field-1": "REQ-1", "field-2": " "}, "comments": "甲"},
         {"comment": "甲、REQ-1"}),
    ],
)  # fmt: skip
def test_fields_become_columns(fields: Any, columns: Any) -> None:
    row = one(**fields)

    assert {name: row[name] for name in columns} == columns


@pytest.mark.parametrize(
    ("ends", "last"),
    [
        ([("2026-10-31T20:00+0000", False)], date(2026, 11, 1)),
        ([("2026-10-31T23:59+0800", False), ("2026-12-31T23:59+0800", False)], date(2026, 12, 31)),
        ([("2026-10-31T23:59+0800", False), ("2026-12-31T23:59+0800", True)], None),
        ([("1970-01-01T00:00+0000", True)], None),
        ([("1900-01-01T00:00+0000", False)], date(1912, 1, 1)),
    ],
)
def test_the_last_day_is_that_of_the_latest(ends: Any, last: date | None) -> None:
    times = [thing("time", end={"iso-8601": text}, end_never=never) for text, never in ends]

    assert one(time=times)["schedule_ends"] == last


def test_an_object_is_found_by_uid_in_the_dictionary() -> None:
    host = thing("host", ipv4_address="0.0.0.9")

    (row,) = rules(rule(source=["u-x"]), objects=[{"uid": "u-x", "name": "x"}, host]).rows

    assert (row["source_addresses"], row["source_ranges"]) == (("x",), ((9, 9),))


def test_groups_that_share_groups_are_read_once() -> None:
    groups = [
        thing("group", members=[f"g{number + 1}"] * 2) | {"uid": f"g{number}"}
        for number in range(60)
    ]

    (row,) = rules(rule(source=["g0"]), objects=groups).rows

    assert (row["source_ranges"], row["undecided"]) == ((), True)


@pytest.mark.parametrize(
    ("hits", "count", "last"),
    [
        ({"value": 0, "level": "zero", "percentage": "0%"}, 0, None),
        ({"value": 7, "last-date": {"iso-8601": "2026-10-01T20:30+0800"}}, 7, date(2026, 10, 1)),
        ({"value": 7, "last-date": {"iso-8601": "2026-10-01T20:30+0000"}}, 7, date(2026, 10, 2)),
        ({"value": True}, None, None),
        ([], None, None),
    ],
)
def test_hits_are_counted(hits: Any, count: int | None, last: date | None) -> None:
    row = one(hits=hits)

    assert (row["hits"], row["last_hit"]) == (count, last)
    assert (one()["hits"], one()["last_hit"]) == (None, None)


def test_an_inline_layer_of_a_disabled_rule_is_no_gap() -> None:
    inner = {"uid": "inner", "name": "Inner Layer", "type": "Global"}
    off = rules(rule(action=inner, inline_layer="layer x", enabled=False))
    on = rules(rule(action=inner, inline_layer="layer x"), rule(2))

    assert ([row["status"] for row in off.rows], off.gaps) == (["disable"], ())
    assert [row["policy"] for row in on.rows] == ["2"]
    (gap,) = on.gaps
    assert gap.startswith("規則層「Network」政策 1（第 1 行）套用的規則層不在檔案中")
