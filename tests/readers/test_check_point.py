"""Check Point's show-access-rulebase: golden rows, pages, what is a gap, and what is refused."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.check_point_rules import (
    ANY,
    SAMPLE,
    Json,
    page,
    read,
    rule,
    rules,
    thing,
)
from tests.readers.firewalls import found, is_table_or_error
from tests.readers.sources import of

from chahe.checks.firewall_exposure import firewall_exposure
from chahe.checks.firewall_redundancy import firewall_redundancy
from chahe.readers import ReadError, read_any


def test_golden() -> None:
    table = read_any(of(SAMPLE, "fw.json"))

    assert (table.reader, table.kind, table.gaps) == ("check_point", "firewall_policies", ())
    assert [
        (row["policy"], row["line"], row["status"], row["action"], row["source_addresses"],
         row["ports"], row["log"])
        for row in table.rows
    ] == [
        ("1", 13, "enable", "accept", ("Any",), (("tcp", 443, 443),), "all"),
        ("2", 74, "enable", "accept", ("grp-inside",), (("tcp", 80, 80), ("tcp", 443, 443)), "all"),
        ("3", 287, "enable", "accept", ("net-staff",), (("tcp", 443, 443),), "all"),
        ("4", 348, "enable", "accept", ("grp-partner",), (("tcp", 9870, 9880),), "disable"),
        ("5", 418, "enable", "accept", ("Any",), (("tcp", 3389, 3389),), "all"),
        ("6", 479, "disable", "accept", ("net-staff",), (("ip", 0, 255),), "all"),
        ("7", 540, "enable", "deny", ("Any",), (("ip", 0, 255),), "all"),
    ]  # fmt: skip
    assert table.rows[3] == {
        "policy": "4", "name": "partner fix", "vdom": "Network", "line": 348, "status": "enable",
        "action": "accept", "source_interfaces": ("any",), "destination_interfaces": ("any",),
        "source_roles": ("any",), "destination_roles": ("any",),
        "source_addresses": ("grp-partner",), "destination_addresses": ("web-order-01",),
        "services": ("fix-9876",), "source_ranges": ((3325256724, 3325256724),),
        "destination_ranges": ((169083141, 169083141),), "source_ranges6": (),
        "destination_ranges6": (), "ports": (("tcp", 9870, 9880),), "source_negate": False,
        "destination_negate": False, "service_negate": False, "unresolved": (),
        "source_kinds": (), "vips": ("web-order-01",), "internet_services": (),
        "schedule": "till-october", "schedule_ends": date(2026, 10, 31),
        "hours": (), "hits": 42, "last_hit": None, "real_destination": False,
        "log": "disable",
        "inspected": False, "nat": False, "comment": "REQ-77", "users": (), "narrowed": True,
        "undecided": False,
    }  # fmt: skip


def test_both_checks_on_the_sample() -> None:
    table = read(SAMPLE)

    assert found(table, firewall_exposure) == [
        ("4", "expired"),
        ("4", "no_log"),
        ("5", "internet_to_inside"),
        ("5", "no_comment"),
        ("6", "disabled"),
    ]
    assert found(table, firewall_redundancy) == [("3", "redundant")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp950"])
def test_encodings(encoding: str) -> None:
    assert read_any(of(SAMPLE.decode().encode(encoding))).rows == read(SAMPLE).rows


def test_pages_may_be_a_list_in_any_order() -> None:
    first, second = SAMPLE.decode().replace("\n}\n{", "\n}\n\x01{").split("\x01")

    table = read(f"[{second},{first}]")

    assert [row["policy"] for row in table.rows] == ["1", "2", "3", "4", "5", "6", "7"]
    assert table.gaps == ()


def test_a_page_missing_is_a_gap() -> None:
    second = "{" + SAMPLE.decode().split("\n}\n{")[1]

    assert read(second).gaps == (
        "規則層「Network」共 7 條規則，檔案裡只有 5 條，請匯出每一頁",
    )  # fmt: skip


def test_layers_side_by_side_are_a_gap() -> None:
    table = read(json.dumps([page(rule(1)), page(rule(2), layer="Application")]))

    assert [row["vdom"] for row in table.rows] == ["Network", "Application"]
    assert table.gaps == ("檔案裡有多個規則層，合起來的效果尚無法判讀，請每一層一個檔案",)


@pytest.mark.parametrize(
    ("fields", "is_gap"),
    [
        ({}, True),
        ({"vpn": [thing("vpn-community-star")]}, False),
        ({"source": [thing("network", subnet4="10.0.0.0", mask_length4=8)]}, False),
        ({"destination": [ANY]}, False),
        ({"enabled": False}, False),
    ],
)
def test_a_public_destination_open_to_all_turns_on_nat(fields: Any, is_gap: bool) -> None:
    plain = {"destination": [thing("host", ipv4_address="203.0.113.5")]}

    assert bool(rules(rule(**{**plain, **fields})).gaps) is is_gap


@pytest.mark.parametrize(
    ("extra", "gap"),
    [
        (page(rule(), total="?"), "規則層「Network」看不出共有幾條規則，請重新匯出"),
        (page(rule(), {"type": "place-holder"}, total=1), "有尚無法判讀的項目「place-holder」"),
        (page(rule(action={"name": "Odd", "type": "RulebaseAction"})), "動作「Odd」尚無法判讀"),
    ],
)
def test_what_cannot_be_placed_is_a_gap(extra: Json, gap: str) -> None:
    (said,) = read(json.dumps(extra)).gaps

    assert gap in said


def _without(name: str) -> Json:
    return {key: value for key, value in rule().items() if key != name}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ([], "沒有任何存取規則"),
        (page(), "沒有任何存取規則"),
        ({"a": 1}, "不是 show access-rulebase 的輸出"),
        ([3], "不是 show access-rulebase 的輸出"),
        (page() | {"rulebase": 3}, "欄位「rulebase」：這個欄位不是物件的清單"),
        (page(rule(), rule()), "第 1 行：規則沒有 uid 或出現兩次"),
        (page(_without("uid")), "規則沒有 uid 或出現兩次"),
        *((page(_without(name)), f"第 1 行、欄位「{name}」：缺少這個欄位")
          for name in ("source", "destination", "service", "action", "enabled")),
        (page(rule(enabled="yes")), "欄位「enabled」：這個欄位應為 true 或 false"),
        (page(rule(source=[3])), "欄位「source」：這個欄位不是物件"),
        (page(rule(source=[thing("host", ipv4_address="10.0.0.300")])), "看不懂物件「x」的位址"),
        (page(rule(source=[thing("network")])), "看不懂物件「x」的位址"),
        (page(rule(service=[thing("service-tcp", port="x")])), "看不懂服務「x」的通訊埠"),
        (page(rule(service=[thing("service-tcp", port="<0")])), "看不懂服務「x」的通訊埠"),
        (page(rule(source=["g"]), objects=[thing("group", members=["g"]) | {"uid": "g"}]),
         "欄位「source」：群組層數過深或互相包含"),
        (page(rule(service=["g"]), objects=[thing("service-group", members=["g"]) | {"uid": "g"}]),
         "欄位「service」：服務群組層數過深或互相包含"),
        (page(rule(time=[thing("time", end={"iso-8601": "?"}, end_never=False)])),
         "欄位「time」：看不懂「x」的結束日期"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(content: Any, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(json.dumps(content))

    assert message in str(caught.value)


@given(st.integers(0, len(SAMPLE)), st.binary(max_size=6), st.integers(0, 40))
def test_damage_is_a_table_or_a_read_error(at: int, put: bytes, cut: int) -> None:
    damaged = SAMPLE[:at] + put + SAMPLE[at + cut :]

    assert is_table_or_error(read, damaged)


_KEYS = ("uid", "name", "type", "members", "from", "include", "except", "port", "ipv4-address")


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from(("host", "group", "u-x", "")),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    st.sampled_from(("inline-layer", *sorted(rule()))),
    _VALUES,
    st.sampled_from(sorted(page())),
    _VALUES,
)
def test_odd_values_are_a_table_or_a_read_error(
    name: str, value: Any, other: str, odd: Any
) -> None:
    for pages in (page(rule(**{name: value})), page(rule()) | {other: odd}):
        assert is_table_or_error(read, json.dumps(pages).encode())
