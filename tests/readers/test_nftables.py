"""nft -j list ruleset: golden rows, chains, what is a gap, and what is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.firewalls import found, is_table_or_error
from tests.readers.nftables_rules import (
    ACCEPT,
    ALL4,
    ALL6,
    DROP,
    SAMPLE,
    chain,
    compare,
    payload,
    read,
    rule,
    ruleset,
)
from tests.readers.sources import of

from chahe.checks.firewall_exposure import firewall_exposure
from chahe.checks.firewall_redundancy import firewall_redundancy
from chahe.readers import ReadError, read_any


def test_golden() -> None:
    table = read_any(of(SAMPLE, "fw.json"))

    assert (table.reader, table.kind, table.gaps) == ("nftables", "firewall_policies", ())
    assert [
        (row["policy"], row["line"], row["action"], row["source_addresses"], row["services"],
         row["log"], row["narrowed"])
        for row in table.rows
    ] == [
        ("input 1", 9, "deny", ("any",), ("any",), "disable", True),
        ("input 3", 11, "accept", ("admins",), ("tcp/22",), "all", False),
        ("forward 2", 13, "deny", ("scanners",), ("any",), "disable", True),
        ("forward 3", 14, "accept", ("any",), ("tcp/443", "tcp/8443-8444"), "all", False),
        ("forward 4 → from_lan 1", 17, "accept", ("any",), ("tcp/80", "tcp/443"), "all", False),
        ("forward 4 → from_lan 2", 18, "accept", ("any",), ("tcp/443",), "all", False),
        ("forward 5", 16, "accept", ("any",), ("tcp/0-65535", "udp/0-65535"), "disable", False),
    ]  # fmt: skip
    assert table.rows[3] == {
        "policy": "forward 3", "name": "", "vdom": "inet filter forward", "line": 14,
        "status": "enable", "action": "accept", "source_interfaces": ("wan0",),
        "destination_interfaces": ("dmz1",), "source_roles": ("wan",),
        "destination_roles": ("dmz",), "source_addresses": ("any",),
        "destination_addresses": ("10.20.1.5",), "services": ("tcp/443", "tcp/8443-8444"),
        "source_ranges": ALL4, "destination_ranges": ((169083141, 169083141),),
        "source_ranges6": (), "destination_ranges6": (),
        "ports": (("tcp", 443, 443), ("tcp", 8443, 8444)), "source_negate": False,
        "destination_negate": False, "service_negate": False, "unresolved": (),
        "source_kinds": (), "vips": ("10.20.1.5",), "internet_services": (),
        "schedule": "always", "schedule_ends": None,
        "hours": (), "hits": None, "last_hit": None, "real_destination": True,
        "log": "all", "inspected": False,
        "nat": False, "comment": "CHG-0812 網路下單", "users": (), "narrowed": False,
        "undecided": False,
    }  # fmt: skip


def test_both_checks_on_the_sample() -> None:
    table = read(SAMPLE)

    assert found(table, firewall_exposure) == [
        ("forward 5", "any_any_any"),
        ("forward 5", "internet_to_inside"),
        ("forward 5", "no_comment"),
        ("forward 5", "no_log"),
    ]
    assert found(table, firewall_redundancy) == [("forward 4 → from_lan 2", "redundant")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp950"])
def test_encodings(encoding: str) -> None:
    assert read_any(of(SAMPLE.decode().encode(encoding))).rows == read(SAMPLE).rows


def test_one_line_of_output_is_read_as_many() -> None:
    text = json.dumps(json.loads(SAMPLE))

    assert [row["ports"] for row in read(text).rows] == [row["ports"] for row in read(SAMPLE).rows]


def test_empty_default_chains_let_everything_through() -> None:
    items = [chain(name, name, policy="accept") for name in ("input", "forward", "output")]
    table = read(json.dumps({"nftables": items}))

    assert [row["policy"] for row in table.rows] == ["input 預設", "forward 預設"]
    assert [kind for _, kind in found(table, firewall_exposure)].count("any_any_any") == 2


def test_chains_at_one_hook_are_a_gap_and_their_accepts_narrowed() -> None:
    table = ruleset(
        chain("fw2", "forward", table="u", family="ip", policy="accept"),
        rule(ACCEPT),
        rule(payload("ip", "saddr", "192.0.2.1"), DROP, at="fw2", table="u", family="ip"),
    )

    assert [(row["policy"], row["narrowed"]) for row in table.rows] == [
        ("fw 1", True),
        ("fw2 1", False),
    ]
    assert [gap.partition("（")[0] for gap in table.gaps] == [
        "鏈「inet t fw」", "鏈「ip u fw2」",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        chain("fw2", "forward", table="u", policy="accept"),
        chain("fw2", "input", table="u"),
        chain("fw2", "prerouting", table="u", policy="accept"),
        {"chain": {"family": "ip", "table": "n", "name": "p", "type": "nat", "hook": "prerouting"}},
    ],
)
def test_chains_that_do_not_meet_are_no_gap(other: Any) -> None:
    table = ruleset(other, rule(ACCEPT))

    assert ([row["narrowed"] for row in table.rows], table.gaps) == ([False], ())


def test_a_chain_that_cannot_drop_changes_nothing_where_another_can() -> None:
    table = ruleset(
        chain("mangle", "forward", table="m", family="ip", policy="accept"),
        chain("deeper", table="m", family="ip"),
        rule({"jump": {"target": "deeper"}}, at="mangle", table="m", family="ip"),
        rule(ACCEPT, at="deeper", table="m", family="ip"),
        rule(payload("tcp", "dport", 80), ACCEPT),
    )

    assert [(row["vdom"], row["policy"]) for row in table.rows] == [("inet t fw", "fw 1")]
    assert ([row["narrowed"] for row in table.rows], table.gaps) == ([False], ())


def test_each_ip_version_has_its_default() -> None:
    items = [
        chain("a", "forward", table="four", family="ip", policy="accept"),
        chain("b", "forward", table="six", family="ip6", policy="accept"),
        chain("c", "input", table="four", family="ip"),
        chain("d", "input", policy="accept"),
    ]
    table = read(json.dumps({"nftables": items}))

    assert sorted(
        (row["policy"], row["source_ranges"], row["source_ranges6"]) for row in table.rows
    ) == [("a 預設", ALL4, ()), ("b 預設", (), ALL6), ("d 預設", (), ALL6)]


def test_a_dormant_table_is_not_in_force() -> None:
    table = ruleset(
        {"table": {"family": "ip", "name": "off", "flags": ["dormant"]}},
        chain("fw", "forward", table="off", family="ip"),
        rule(DROP, table="off", family="ip"),
        rule(ACCEPT),
    )

    assert ([row["vdom"] for row in table.rows], table.gaps) == (["inet t fw"], ())


def test_what_iptables_nft_wrote_is_read_by_its_name() -> None:
    table = ruleset(
        rule({"xt": {"type": "target", "name": "LOG"}}),
        rule({"xt": {"type": "match", "name": "comment"}}, payload("tcp", "dport", 80), ACCEPT),
        rule({"xt": {"type": "match", "name": "recent"}}, payload("tcp", "dport", 81), ACCEPT),
        rule({"xt": {"type": "target", "name": "MASQUERADE"}}),
        rule({"xt": {"type": "target", "name": "REJECT"}}),
    )

    assert [(row["policy"], row["action"], row["narrowed"], row["log"]) for row in table.rows] == [
        ("fw 2", "accept", False, "all"),
        ("fw 3", "accept", True, "all"),
        ("fw 5", "deny", False, "all"),
    ]
    assert table.gaps == ()


@pytest.mark.parametrize(
    ("items", "gap"),
    [
        ((chain("pre", "prerouting"),), "鏈「inet t pre」（第 1 行）在 prerouting 也可能丟棄封包"),
        ((chain("in", "ingress", family="netdev"),), "鏈「netdev t in」（第 1 行）在 ingress"),
        ((chain("f", "forward", family="bridge"),), "鏈「bridge t f」（第 1 行）在 forward"),
        ((rule(compare({"ct": {"key": "status"}}, "dnat", "in"), ACCEPT),), "經 DNAT 轉換的連線"),
        ((rule({"xt": {"type": "target", "name": "NFQUEUE"}}),), "nft 看不到「NFQUEUE」的內容"),
        ((rule({"xt": None}),), "鏈「fw」第 2 條（第 1 行）由 iptables 寫入"),
        ((rule({"xt": []}),), "nft 看不到「xt」的內容"),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_a_gap(items: Any, gap: str) -> None:
    (said,) = ruleset(rule(DROP), *items).gaps

    assert gap in said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"nftables": [', "第 1 行：不是完整的 JSON"),
        ('{"nftables": [\n{"rule": ', "第 2 行：不是完整的 JSON"),
        ('{"nftables": [{"metainfo": {}} {"metainfo": {}}]}', "第 1 行：不是完整的 JSON"),
        ('{"nftables": [\n3]}', "第 2 行：清單裡有不是物件的項目"),
        ('{"nftables": [{"a": 1, "a": 2}]}', "JSON 裡欄位「a」出現兩次"),
        ('{"nftables": [{"a": NaN}]}', "JSON 裡有不是數字的「NaN」"),
        ('{"nftables": [{}]}', "第 1 行：看不懂「」項目"),
        ('{"nftables": [{"odd": {}}]}', "第 1 行：看不懂「odd」項目"),
        ('{"nftables": [{"odd": {"": "x"}}]}', "第 1 行：看不懂「odd」項目"),
        ('{"nftables": [{"chain": {"family": "ip"}}]}', "看不懂「chain」項目"),
        ('{"nftables": [{"metainfo": {}}]}', "沒有任何過濾規則"),
        ('{"nftables": []} x', "JSON 之後還有其他內容"),
        ('{"tables": []}', "不是 nft -j list ruleset 的輸出"),
        (json.dumps({"nftables": [rule(DROP)]}), "鏈「fw」沒有宣告"),
        ('{"nftables": [' + "[" * 5000, "JSON 的層數過深"),
    ],
)
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(text)

    assert message in str(caught.value)


@given(st.integers(0, len(SAMPLE)), st.binary(max_size=6), st.integers(0, 40))
def test_damage_is_a_table_or_a_read_error(at: int, put: bytes, cut: int) -> None:
    damaged = SAMPLE[:at] + put + SAMPLE[at + cut :]

    assert is_table_or_error(read, damaged)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 70000) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("set", "range", "prefix", "elem", "op")), inner, max_size=2
        )
    ),
    max_leaves=6,
)


@given(
    st.sampled_from(("match", "vmap", "jump", "log", "dnat", "accept")),
    st.dictionaries(st.sampled_from(("left", "op", "right", "key", "data", "target")), _VALUES),
    st.sampled_from(("flags", "elem", "policy", "hook", "type", "comment", "expr")),
    _VALUES,
)
def test_odd_values_are_a_table_or_a_read_error(
    name: str, value: Any, key: str, other: Any
) -> None:
    items = [chain("fw", "forward")]
    items[0]["chain"][key] = other
    items += [{"set": {"family": "inet", "table": "t", "name": "s", key: other}}]
    items += [rule({name: value}, DROP), rule(DROP, comment=other)]

    assert is_table_or_error(read, json.dumps({"nftables": items}).encode())
