"""nft -j list ruleset: what each expression means."""

from typing import Any

import pytest
from tests.readers.nftables_rules import (
    ACCEPT,
    ALL4,
    ALL6,
    DROP,
    chain,
    compare,
    meta,
    one,
    payload,
    rule,
    ruleset,
)

from chahe.readers import ReadError


@pytest.mark.parametrize(
    ("expression", "column", "value"),
    [
        (payload("ip", "saddr", "0.0.0.9"), "source_ranges", ((9, 9),)),
        (payload("ip", "saddr", "0.0.0.9"), "source_ranges6", ()),
        (payload("ip", "saddr", "0.0.0.9"), "destination_ranges6", ()),
        (payload("ip", "daddr", {"prefix": {"addr": "0.0.0.0", "len": 30}}),
         "destination_ranges", ((0, 3),)),
        (payload("ip", "daddr", {"set": [{"range": ["0.0.0.1", "0.0.0.4"]}, "0.0.0.5"]}),
         "destination_ranges", ((1, 5),)),
        (payload("ip", "saddr", {"prefix": {"addr": "128.0.0.0", "len": 1}}, "!="),
         "source_ranges", ((0, 2**31 - 1),)),
        (payload("ip6", "saddr", "::9"), "source_ranges6", ((9, 9),)),
        (payload("tcp", "dport", 22), "ports", (("tcp", 22, 22),)),
        (payload("tcp", "dport", 22, "!="), "ports", (("tcp", 0, 21), ("tcp", 23, 65535))),
        (payload("udp", "dport", {"range": [5, 7]}), "ports", (("udp", 5, 7),)),
        (payload("tcp", "dport", 1024, ">="), "ports", (("tcp", 1024, 65535),)),
        (payload("tcp", "dport", 2, "<"), "ports", (("tcp", 0, 1),)),
        (meta("l4proto", "icmp"), "ports", (("icmp", 0, 255),)),
        (meta("l4proto", {"set": ["tcp", 17]}), "ports", (("tcp", 0, 65535), ("udp", 0, 65535))),
        (payload("ip", "protocol", "icmp"), "ports", (("icmp", 0, 255),)),
        (payload("icmp", "type", "echo-request"), "ports", (("icmp", 0, 255),)),
        (meta("iifname", "wan0"), "source_roles", ("wan",)),
        (meta("iifname", "wan0", "!="), "source_roles", (None,)),
        (meta("iifname", "eth*"), "source_interfaces", ("eth+",)),
        (meta("oif", {"set": ["dmz1", "lan0"]}), "destination_roles", ("dmz", "lan")),
        (meta("nfproto", "ipv6"), "source_ranges", ()),
        (meta("nfproto", "ipv6"), "source_ranges6", ALL6),
    ],
)  # fmt: skip
def test_expressions_become_columns(expression: Any, column: str, value: Any) -> None:
    assert one(expression)[column] == value


@pytest.mark.parametrize(
    "expression",
    [
        compare({"ct": {"key": "state"}}, "new", "in"),
        compare({"ct": {"key": "state"}}, ["established", "new"], "in"),
        compare({"ct": {"key": "status"}}, "snat", "in"),
        payload("tcp", "sport", 53), payload("tcp", "flags", "syn"), meta("mark", 5),
        payload("dccp", "dport", 5), {"limit": {"rate": 5, "per": "minute"}},
        meta("iifname", {"set": ["eth0", "eth1"]}, "!="), payload("th", "dport", 53),
        compare({"&": [{"meta": {"key": "mark"}}, 255]}, 1),
        compare({"fib": {"result": "oif", "flags": ["saddr"]}}, False),
        compare({"concat": [{"payload": {"protocol": "ip", "field": "saddr"}},
                            {"payload": {"protocol": "tcp", "field": "dport"}}]},
                {"set": [{"concat": ["192.0.2.1", 80]}, {"concat": ["192.0.2.2", 81]}]}),
    ],
)  # fmt: skip
def test_what_may_match_less_is_narrowed(expression: Any) -> None:
    row = one(expression)

    assert (row["narrowed"], row["undecided"]) == (True, False)


@pytest.mark.parametrize(
    "expression",
    [
        compare({"ct": {"key": "state"}}, ["established", "related"], "in"),
        compare({"ct": {"key": "state"}}, {"|": ["established", "related"]}),
        compare({"ct": {"key": "state"}}, {"set": ["established"]}),
        compare({"ct": {"key": "state"}}, ["new", "invalid", "untracked"], "!="),
        meta("iif", "lo"),
    ],
)
def test_what_opens_nothing_is_no_row(expression: Any) -> None:
    table = ruleset(rule(expression, ACCEPT), rule(DROP))

    assert [row["policy"] for row in table.rows] == ["fw 2"]


def test_named_sets_are_read_and_those_that_change_are_gaps() -> None:
    table = ruleset(
        {"set": {"family": "inet", "table": "t", "name": "b", "flags": ["timeout"], "elem": []}},
        {"set": {"family": "inet", "table": "t", "name": "c", "type": "ipv4_addr"}},
        rule(payload("ip", "saddr", {"set": ["0.0.0.1", "0.0.0.2"]}), ACCEPT),
        rule(payload("ip", "saddr", "@b"), DROP),
        rule(payload("ip", "daddr", "@c"), ACCEPT),
        rule(payload("tcp", "dport", "@c"), ACCEPT),
    )

    assert [
        (row["source_ranges"], row["destination_ranges"], row["unresolved"]) for row in table.rows
    ] == [
        (((1, 2),), ALL4, ()),
        ((), ALL4, ("b",)),
        (ALL4, (), ("c",)),
        (ALL4, ALL4, ("c",)),
    ]
    assert table.gaps == ("第 1 行的規則引用set「c」，其內容不在檔案中，請一併提供",) * 2


def test_a_set_without_elements_is_empty_where_another_set_has_some() -> None:
    table = ruleset(
        {"set": {"family": "inet", "table": "t", "name": "a", "elem": ["0.0.0.1", "0.0.0.2"]}},
        {"set": {"family": "inet", "table": "t", "name": "c", "type": "ipv4_addr"}},
        rule(payload("ip", "saddr", "@c"), ACCEPT),
        rule(payload("ip", "saddr", "@a"), ACCEPT),
    )

    assert [(row["policy"], row["source_ranges"]) for row in table.rows] == [("fw 2", ((1, 2),))]
    assert table.gaps == ()


def test_a_set_that_a_rule_adds_to_and_a_map_that_changes_are_gaps() -> None:
    key = {"payload": {"protocol": "tcp", "field": "dport"}}
    table = ruleset(
        {"set": {"family": "inet", "table": "t", "name": "a", "elem": ["0.0.0.1"]}},
        {"set": {"family": "inet", "table": "t", "name": "c", "type": "ipv4_addr"}},
        {"map": {"family": "inet", "table": "t", "name": "m", "map": "verdict",
                 "flags": ["timeout"], "elem": [[22, ACCEPT]]}},
        rule({"set": {"op": "add", "elem": {"payload": {}}, "set": "@c"}}),
        rule(payload("ip", "saddr", "@c"), ACCEPT),
        rule({"vmap": {"key": key, "data": "@m"}}),
    )  # fmt: skip

    assert [(row["policy"], row["unresolved"]) for row in table.rows] == [("fw 2", ("c",))]
    assert table.gaps == (
        "鏈「fw」第 3 條（第 1 行）引用map「m」，其內容不在檔案中，請一併提供",
        "第 1 行的規則引用set「c」，其內容不在檔案中，請一併提供",
    )


def test_a_catch_all_element_is_everything_and_asked_last() -> None:
    key = {"payload": {"protocol": "ip", "field": "saddr"}}
    pairs = [["*", DROP], ["0.0.0.5", ACCEPT]]
    table = ruleset(
        {"set": {"family": "inet", "table": "t", "name": "a", "elem": ["0.0.0.1", "*"]}},
        rule(payload("ip", "saddr", "@a"), payload("tcp", "dport", {"set": ["*"]}), ACCEPT),
        rule(compare({"meta": {"key": "l4proto"}}, {"set": ["tcp", "*"]}), ACCEPT),
        rule({"vmap": {"key": key, "data": {"set": pairs}}}),
    )

    assert [(row["policy"], row["action"], row["source_ranges"]) for row in table.rows] == [
        ("fw 1", "accept", ALL4),
        ("fw 2", "accept", ALL4),
        ("fw 3", "accept", ((5, 5),)),
        ("fw 3", "deny", ALL4),
    ]
    assert [row["services"] for row in table.rows[:2]] == [("tcp/0-65535",), ("any",)]


def test_verdict_maps_are_a_rule_for_each_element() -> None:
    key = {"payload": {"protocol": "tcp", "field": "dport"}}
    table = ruleset(
        chain("web"),
        {"map": {"family": "inet", "table": "t", "name": "m", "map": "verdict",
                 "elem": [[80, {"jump": {"target": "web"}}], [81, DROP]]}},
        rule({"vmap": {"key": key, "data": {"set": [[22, ACCEPT], [23, DROP]]}}}),
        rule({"vmap": {"key": key, "data": "@m"}}, comment="圖"),
        rule(ACCEPT, at="web"),
    )  # fmt: skip

    assert [
        (row["policy"], row["action"], row["services"], row["comment"]) for row in table.rows
    ] == [
        ("fw 1", "accept", ("tcp/22",), ""),
        ("fw 1", "deny", ("tcp/23",), ""),
        ("fw 2 → web 1", "accept", ("tcp/80",), "圖"),
        ("fw 2", "deny", ("tcp/81",), "圖"),
    ]


@pytest.mark.parametrize(
    ("before", "log"),
    [
        ((rule({"log": {}}),), "all"),
        ((rule({"limit": {"rate": 1}}, {"log": {}}),), "disable"),
        ((rule(payload("tcp", "dport", 23), {"log": {}}),), "disable"),
        ((), "disable"),
    ],
)
def test_log_is_what_an_earlier_statement_takes(before: Any, log: str) -> None:
    table = ruleset(*before, rule(payload("tcp", "dport", 22), ACCEPT))

    assert [row["log"] for row in table.rows] == [log]


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        (payload("ip", "saddr", "10.0.0.300"), "看不懂規則的「match」"),
        (payload("ip", "saddr", "@gone"), "看不懂規則的「match」（gone）"),
        (payload("ip", "saddr", {"set": ["@gone"]}), "看不懂規則的「match」（@gone）"),
        (payload("tcp", "dport", "ssh"), "看不懂規則的「match」（ssh）"),
        (payload("tcp", "dport", {"set": [1, 2]}, "<"), "看不懂規則的「match」"),
        ({"jump": {"target": "gone"}}, "看不懂規則的「jump」（gone）"),
        ({"vmap": {"key": {}, "data": 5}}, "看不懂規則的「vmap」"),
        ({"match": "x"}, "看不懂規則的「match」"),
        ({"a": 1, "b": 2}, "規則裡有看不懂的敘述"),
    ],
)
def test_rules_that_cannot_be_read_are_refused(expression: Any, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        one(expression)

    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("counter", "hits"),
    [
        ({"counter": {"packets": 0, "bytes": 0}}, 0),
        ({"counter": {"packets": 7, "bytes": 420}}, 7),
        ({"counter": "shared"}, None),
        ({"counter": None}, None),
    ],
)
def test_a_counter_of_its_own_counts_a_rules_packets(counter: Any, hits: int | None) -> None:
    assert one(payload("ip", "saddr", "0.0.0.9"), counter)["hits"] == hits
