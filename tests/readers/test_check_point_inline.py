"""Check Point's inline layers: their rules ask for what the rule above asks for as well."""

import json
from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.readers.check_point_rules import ACCEPT, ANY, Json, page, read, rule, thing

from chahe.readers import ReadError, Row, Table

APPLY = {"uid": "apply", "name": "Apply Layer", "type": "Global"}
DROP = {"uid": "drop", "name": "Drop", "type": "RulebaseAction"}
NET = thing("network", uid="net", name="net", subnet4="10.0.0.0", mask_length4=24)
HALF = thing("network", uid="half", name="half", subnet4="10.0.0.0", mask_length4=25)
WEB = thing("service-tcp", uid="web", name="web", port="443")
DOMAIN = thing("dns-domain", uid="domain", name=".example.com")
STAFF = thing("access-role", uid="staff", name="staff")
VENDORS = thing("access-role", uid="vendors", name="vendors")
NIGHT = thing("time", uid="night", name="night", end_never=True)
CLEANUP = rule(99, action=DROP)


def layers(above: Json, *within: Json, more: Any = ()) -> Table:
    outer = page(rule(1, action=APPLY, inline_layer="layer Inner", **above), rule(2))
    return read(json.dumps([outer, page(*within, CLEANUP, layer="Inner"), *more]))


def first(above: Json, within: Json) -> Row:
    return layers(above, rule(7, **within)).rows[0]


def test_the_rules_of_a_layer_stand_where_it_is_applied() -> None:
    table = layers({"comments": "REQ-1", "destination": [NET]}, rule(7, source=[HALF]), rule(8))

    assert [(row["policy"], row["action"], row["vdom"]) for row in table.rows] == [
        ("1.7", "accept", "Network"), ("1.8", "accept", "Network"), ("1.99", "deny", "Network"),
        ("2", "accept", "Network"),
    ]  # fmt: skip
    assert [row["destination_addresses"] for row in table.rows[:3]] == [("net",)] * 3
    assert {row["comment"] for row in table.rows[:3]} == {"REQ-1"}
    assert not any(row["narrowed"] for row in table.rows)
    assert table.gaps == ()


@pytest.mark.parametrize(
    ("above", "within", "column", "value", "narrowed"),
    [
        ({"source": [NET]}, {"source": [HALF]}, "source_addresses", ("half",), False),
        ({"source": [HALF]}, {"source": [NET]}, "source_ranges", ((10 << 24, (10 << 24) + 127),),
         False),
        ({"source": [NET], "source_negate": True}, {"source": [HALF], "source_negate": True},
         "source_ranges", ((0, (10 << 24) - 1), ((10 << 24) + 256, 2**32 - 1)), False),
        ({"source": [DOMAIN]}, {}, "unresolved", (".example.com",), False),
        ({"source": [DOMAIN]}, {"source": [NET]}, "source_addresses", ("net",), True),
        ({"destination": [NET]}, {"destination": [DOMAIN]}, "unresolved", (".example.com",), True),
        ({"service": [WEB]}, {}, "ports", (("tcp", 443, 443),), False),
        ({}, {"service": [WEB]}, "services", ("web",), False),
        ({"time": [NIGHT]}, {}, "schedule", "night", True),
        ({"source": [STAFF]}, {"source": [NET]}, "users", ("staff",), False),
        ({"source": [STAFF]}, {"source": [VENDORS]}, "users", ("vendors",), True),
        ({"vpn": [{"name": "partners", "type": "vpn-community-meshed"}]}, {}, "source_roles",
         ("tunnel",), True),
        ({}, {"vpn": [{"name": "partners", "type": "vpn-community-meshed"}]}, "source_roles",
         ("tunnel",), True),
        ({"source": [thing("security-zone", name="ExternalZone")]}, {"source": [NET]},
         "source_roles", ("wan",), False),
    ],
)  # fmt: skip
def test_both_are_asked_for(
    above: Json, within: Json, column: str, value: Any, narrowed: bool
) -> None:
    row = first(above, within)

    assert (row[column], row["narrowed"]) == (value, narrowed)


def test_what_cannot_both_be_is_no_policy() -> None:
    other = thing("network", uid="o", name="o", subnet4="10.9.0.0", mask_length4=24)

    table = layers({"source": [NET]}, rule(7, source=[other]))

    assert [row["policy"] for row in table.rows] == ["1.99", "2"]


@pytest.mark.parametrize(
    ("pages", "gap"),
    [
        ([page(rule(1, action=APPLY, inline_layer="layer Inner"), rule(2))],
         "套用的規則層不在檔案中"),
        ([page(rule(1, action=APPLY, inline_layer={"name": "Inner"})),
          page(rule(7, source=[NET]), layer="Inner")], "「Inner」最後沒有不限來源"),
        ([page(rule(1, action=APPLY, inline_layer="layer Inner")),
          page(rule(7, source=[NET]), rule(8, action=DROP, enabled=False), layer="Inner")],
         "「Inner」最後沒有不限來源"),
    ],
)  # fmt: skip
def test_what_the_file_does_not_have_is_a_gap(pages: list[Json], gap: str) -> None:
    table = read(json.dumps(pages))

    assert any(gap in each for each in table.gaps)


def test_layers_that_apply_each_other_are_refused() -> None:
    loop = page(rule(7, action=APPLY, inline_layer="layer Inner"), layer="Inner")

    with pytest.raises(ReadError, match="互相套用或層數過深"):
        read(json.dumps([page(rule(1, action=APPLY, inline_layer="layer Inner")), loop]))


HOSTS = [str(ip_address((10 << 24) + n)) for n in range(3)]
PORTS = ("80", "81")


@st.composite
def rule_sets(draw: st.DrawFn, number: int, deeper: bool) -> tuple[list[Json], list[Json]]:
    """Draw rules that end in one for all, and the layers they apply."""
    held, applied = [], []
    for at in range(draw(st.integers(1, 3))):
        fields: Json = {}
        for side in ("source", "destination"):
            if names := draw(st.sets(st.sampled_from(HOSTS), max_size=2)):
                fields[side] = [
                    thing("host", uid=name, name=name, ipv4_address=name) for name in sorted(names)
                ]
                fields[f"{side}_negate"] = draw(st.booleans())
        if port := draw(st.sampled_from(("", *PORTS))):
            fields["service"] = [thing("service-tcp", uid=f"p{port}", name=port, port=port)]
        fields["action"] = draw(st.sampled_from((ACCEPT, DROP)))
        if deeper and draw(st.booleans()):
            inside, _ = draw(rule_sets(10 * (number + at + 1), False))
            name = f"L{number}-{at}"
            fields |= {"action": APPLY, "inline_layer": f"layer {name}"}
            applied.append(page(*inside, layer=name))
        held.append(rule(number + at + 1, **fields))
    return [*held, rule(number + 9, action=DROP)], applied


@settings(max_examples=60, deadline=None)
@given(rule_sets(0, True))
def test_every_packet_fares_as_the_layers_say(drawn: tuple[list[Json], list[Json]]) -> None:
    outer, inner = drawn
    table = read(json.dumps([page(*outer), *inner]))
    held = {str(each["uid"]): each["rulebase"] for each in inner}

    assert table.gaps == ()
    for source in HOSTS:
        for target in HOSTS:
            for port in PORTS:
                wanted = decided(outer, held, (source, target, port))
                assert row_for(table.rows, source, target, int(port))["action"] == wanted


def decided(rules: list[Json], layers: dict[str, list[Json]], packet: tuple[str, str, str]) -> str:
    source, target, port = packet
    for each in rules:
        if (
            matches(each, "source", source)
            and matches(each, "destination", target)
            and each["service"][0]["name"] in ("Any", port)
        ):
            if inside := layers.get(each.get("inline-layer", "")):
                return decided(inside, layers, packet)
            return "accept" if each["action"] is ACCEPT else "deny"
    raise AssertionError(packet)


def matches(each: Json, side: str, address: str) -> bool:
    if each[side] == [ANY]:
        return True
    named = address in [one["name"] for one in each[side]]
    return named is not each.get(f"{side}-negate", False)


def row_for(rows: tuple[Row, ...], source: str, target: str, port: int) -> Row:
    one, other = int(ip_address(source)), int(ip_address(target))
    return next(
        row
        for row in rows
        if any(low <= one <= high for low, high in row["source_ranges"])
        and any(low <= other <= high for low, high in row["destination_ranges"])
        and any(
            protocol == "ip" or (protocol == "tcp" and low <= port <= high)
            for protocol, low, high in row["ports"]
        )
    )
