from datetime import date
from ipaddress import ip_network
from typing import Any

import pytest

from chahe.checks import Result
from chahe.checks.network_zoning import network_zoning
from chahe.readers import Row, Table
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
ALL = ((0, 2**32 - 1),)
EVERY_PORT = (("ip", 0, 255),)


def of(*networks: str) -> tuple[tuple[int, int], ...]:
    return tuple((int(net[0]), int(net[-1])) for net in map(ip_network, networks))


OFFICE, OPERATIONS, TEST = of("10.1.0.0/16"), of("10.20.0.0/16"), of("10.30.0.0/16")


def zone(name: str, use: str, *networks: str, **said: Any) -> Row:
    return {
        "zone": name, "use": use, "networks": networks, "firewall": "FW", "core": False,
        "note": "", "line": 2, **said,
    }  # fmt: skip


ZONES = [
    zone("前端", "dmz", "10.10.10.0/24"),
    zone("主機", "operations", "10.20.0.0/16", core=True),
    zone("測試", "test", "10.30.0.0/16"),
    zone("大廳", "office", "10.1.0.0/16"),
]


def policy(name: str = "1", **said: Any) -> Row:
    return {
        "policy": name, "name": "p", "vdom": "root", "line": 9, "status": "enable",
        "action": "accept", "source_interfaces": ("port1",), "destination_interfaces": ("port2",),
        "source_roles": ("lan",), "destination_roles": ("lan",), "source_ranges": OFFICE,
        "destination_ranges": OPERATIONS, "source_ranges6": (), "destination_ranges6": (),
        "ports": (("tcp", 443, 443),), "unresolved": (), "source_kinds": (), "vips": (),
        "real_destination": False, "schedule": "always", "schedule_ends": None, "users": (),
        "narrowed": False, "undecided": False, **said,
    }  # fmt: skip


def asset(host: str, address: str, **said: Any) -> Row:
    return {
        "asset": "A", "host": host, "address": address, "category": "伺服器", "system": "",
        "use": "下單", "owner": "", "retired": None, "status": "active", "line": 3, **said,
    }  # fmt: skip


def run(
    zones: list[Row], policies: list[Row], register: list[Row] | None = None, **parameters: int
) -> Result:
    tables = {
        "network_zones": (Table("network_zones", tuple(zones), "zones.csv", "x"),),
        "firewall_policies": (Table("firewall_policies", tuple(policies), "fw.conf", "x"),),
    }
    if register is not None:
        tables["hosts"] = (Table("hosts", tuple(register), "assets.csv", "x"),)
    return network_zoning.run(tables, on=ON, parameters=parameters)


DENY = policy("0", action="deny", source_ranges=TEST, destination_ranges=ALL, ports=EVERY_PORT)
JOINS = policy("7", source_ranges=TEST)
INTERNET = {"source_ranges": ALL, "source_roles": ("wan",), "source_interfaces": ("wan1",)}
ALLOWED = [
    [policy()],
    [policy(), policy("2", source_ranges=TEST, destination_ranges=OFFICE)],
    [policy(), policy("2", source_ranges=TEST, status="disable")],
    [policy(), policy("2", source_ranges=TEST, action="deny")],
    [policy(), policy("2", source_ranges=TEST, schedule_ends=date(2026, 11, 20))],
    [{**DENY, "schedule_ends": ON}, JOINS],
    [policy(), policy("2", source_ranges=OPERATIONS, destination_ranges=TEST)],
    [policy(), policy("2", source_ranges=ALL, source_roles=("wan",), destination_ranges=(),)],
    [policy(**{**INTERNET, "destination_ranges": of("10.10.10.5/32")})],
    [policy(**{**INTERNET, "destination_ranges": ALL, "destination_roles": ("dmz",)})],
    [policy(**{**INTERNET, "source_ranges": of("198.51.100.0/24")})],
    [policy(source_ranges=ALL, destination_ranges=ALL, destination_roles=("wan",))],
    [policy(source_ranges=ALL, source_roles=("dmz",))],
    [DENY, JOINS],
    [DENY, {**JOINS, "vips": ("WEB",), "real_destination": True}],
    [{**DENY, "vips": ("WEB",)}, {**JOINS, "vips": ("WEB",)}],
    [{**DENY, "ports": (("tcp", 443, 443), ("tcp", 80, 80))}, JOINS],
    [policy(source_ranges=TEST, destination_ranges=(), unresolved=("x.example.com",),
            destination_roles=("wan",))],
    [policy(source_ranges=(), source_kinds=("geography",), unresolved=("TW",))],
]  # fmt: skip


@pytest.mark.parametrize("policies", ALLOWED)
def test_kept(policies: list[Row]) -> None:
    result = run(ZONES, policies)

    assert (result.verdict, result.rows) == (Verdict.CONFORMING, ())
    assert result.population == len(policies)


@pytest.mark.parametrize(
    ("zones", "register"),
    [
        (ZONES, [asset("A", "10.20.1.1"), asset("T", "10.30.0.9", use="測試")]),
        (ZONES, [asset("A", "10.20.1.1, 10.10.10.1/24")]),
        (ZONES, [asset("A", "10.20.1.1"), asset("B", "172.16.0.1", status="retired")]),
        ([*ZONES, zone("主機", "operations", "10.20.5.0/24", line=7)], None),
        ([*ZONES, zone("UAT", "test", "10.31.0.0/16"), zone("uat", "test", "10.31.0.0/16")], None),
        ([*ZONES[::2], zone("主機", "server", "10.20.0.0/16")], None),
        ([*ZONES, zone("六", "office", "2001:db8::/64")], [asset("A", "2001:db8::5")]),
        ([*ZONES, zone("外", "office", "10.9.0.0/16", firewall="")], None),
    ],
)
def test_kept_lists(zones: list[Row], register: list[Row] | None) -> None:
    result = run(zones, [policy()], register)

    assert (result.verdict, result.rows) == (Verdict.CONFORMING, ())


@pytest.mark.parametrize(
    ("policies", "kinds"),
    [
        ([JOINS], ["test_to_operations"]),
        ([policy(source_ranges=of("10.30.1.1/32"), destination_ranges=of("10.20.0.1/32"))],
         ["test_to_operations"]),
        ([policy(source_ranges=ALL, destination_ranges=ALL, source_roles=("any",),
                 destination_roles=("any",))], ["test_to_operations", "internet_to_inside"]),
        ([policy(**INTERNET)], ["internet_to_inside"]),
        ([policy(**{**INTERNET, "destination_ranges": TEST})], ["internet_to_inside"]),
        ([policy(source_ranges=(), source_roles=("wan",), source_kinds=("geography",))],
         ["internet_to_inside"]),
        ([JOINS, DENY], ["test_to_operations"]),
        ([DENY, {**JOINS, "vips": ("WEB",)}], ["test_to_operations"]),
        ([{**DENY, "status": "disable"}, JOINS], ["test_to_operations"]),
        ([{**DENY, "vdom": "OA"}, JOINS], ["test_to_operations"]),
        ([{**DENY, "schedule_ends": date(2026, 11, 20)}, JOINS], ["test_to_operations"]),
        ([{**JOINS, "schedule_ends": ON}], ["test_to_operations"]),
        ([{**DENY, "schedule": "night"}, JOINS], ["test_to_operations"]),
        ([{**DENY, "narrowed": True}, JOINS], ["test_to_operations"]),
        ([{**DENY, "source_ranges": of("10.30.0.0/17")}, JOINS], ["test_to_operations"]),
        ([{**DENY, "ports": (("tcp", 80, 80),)}, JOINS], ["test_to_operations"]),
        ([{**DENY, "source_interfaces": ("port9",)}, JOINS], ["test_to_operations"]),
    ],
)  # fmt: skip
def test_policies_that_join(policies: list[Row], kinds: list[str]) -> None:
    result = run(ZONES, policies)

    assert result.verdict is Verdict.NONCONFORMING
    assert [row["kind"] for row in result.rows] == kinds
    assert {(row["source"], row["line"]) for row in result.rows} == {("fw.conf", 9)}


@pytest.mark.parametrize(
    ("zones", "register", "kind", "why"),
    [
        (
            [*ZONES, zone("開發", "test", "10.20.9.0/24", line=7)],
            None,
            "overlap",
            "「開發」與「主機」都有 10.20.9.0–10.20.9.255",
        ),
        (
            [*ZONES, zone("核心", "server", "10.40.0.0/16", core=True, firewall="", line=7)],
            None,
            "core_unguarded",
            "「核心」有核心系統，清冊寫明沒有防火牆",
        ),
        (
            ZONES,
            [asset("T", "10.20.1.1", use="下單測試", line=7)],
            "misplaced",
            "用途是「下單測試」，位址 10.20.1.1 卻在「主機」",
        ),
        (
            ZONES,
            [asset("T", "10.30.1.1及10.20.1.1", use="下單測試", line=7)],
            "misplaced",
            "用途是「下單測試」，位址 10.20.1.1 卻在「主機」",
        ),
    ],
)
def test_lists_that_break(
    zones: list[Row], register: list[Row] | None, kind: str, why: str
) -> None:
    result = run(zones, [policy()], register)

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["kind"], row["why"], row["line"]) for row in result.rows] == [(kind, why, 7)]


@pytest.mark.parametrize(
    "said",
    [
        {"source_ranges": ALL},
        {"source_ranges": TEST, "narrowed": True},
        {"source_ranges": TEST, "undecided": True},
        {"source_ranges": TEST, "destination_ranges": ALL},
        {"source_ranges": TEST, "destination_ranges": (), "unresolved": ("x.example.com",)},
        {"source_ranges": (), "source_kinds": ("fqdn",), "unresolved": ("x.example.com",)},
        {**INTERNET, "destination_ranges": ALL},
    ],
)
def test_a_policy_that_may_join_is_not_decided(said: dict[str, Any]) -> None:
    result = run(ZONES, [policy(**said)])

    assert (result.verdict, result.rows) == (Verdict.INSUFFICIENT, ())
    assert result.reason.startswith(
        "有 1 條政策無法判斷會不會打通區域（fw.conf 第 9 行的政策 1 等）"
    )


@pytest.mark.parametrize(
    ("zones", "policies", "register", "why"),
    [
        ([], [policy()], None, "缺少資料：網路區域清冊"),
        (ZONES, [], None, "缺少資料：防火牆政策"),
        (ZONES[1:], [policy()], None, "沒有DMZ"),
        ([ZONES[0], *ZONES[2:]], [policy()], None, "沒有營運區"),
        (ZONES[:2], [policy()], None, "沒有測試區"),
        ([*ZONES, zone("新", "other", "10.50.0.0/16", core=None)], [policy()], None,
         "（新）沒有寫是否有核心系統"),
        ([*ZONES, zone("新", "other", "10.50.0.0/16", core=True, firewall=None)], [policy()],
         None, "（新）沒有寫所屬防火牆"),
        (ZONES, [policy()], [asset("A", "172.16.0.1")], "1 台主機不在任何區域（A 等）"),
        (ZONES, [policy()], [asset("A", "")], "不在任何區域（A 等）"),
        (ZONES, [policy()], [asset("A", "10.20.1.1、172.16.0.1")], "不在任何區域（A 等）"),
        (ZONES, [policy()], [], "沒有任何資料"),
        (ZONES, [policy(action="deny")], None, "沒有任何啟用的放行政策"),
        (ZONES, [policy(schedule_ends=date(2026, 11, 20))], None, "沒有任何啟用的放行政策"),
    ],
)  # fmt: skip
def test_what_cannot_be_known_is_insufficient(
    zones: list[Row], policies: list[Row], register: list[Row] | None, why: str
) -> None:
    result = run(zones, policies, register)

    assert result.verdict is Verdict.INSUFFICIENT
    assert why in result.reason


def test_what_is_broken_is_told_though_the_list_is_not_whole() -> None:
    result = run(ZONES[1:], [JOINS])

    assert result.verdict is Verdict.NONCONFORMING
    assert result.reason == "3 個區域與 1 條政策中有 1 項不符"


def test_ipv6_policies() -> None:
    zones = [*ZONES, zone("六主機", "server", "2001:db8:1::/64"),
             zone("六測試", "test", "2001:db8:2::/64")]  # fmt: skip
    joins = policy(
        source_ranges=(),
        destination_ranges=(),
        source_ranges6=of("2001:db8:2::/64"),
        destination_ranges6=of("2001:db8:1::1/128"),
    )

    result = run(zones, [joins])

    assert [row["kind"] for row in result.rows] == ["test_to_operations"]


def test_a_gap_never_passes() -> None:
    tables = {
        "network_zones": (Table("network_zones", tuple(ZONES), "zones.csv", "x", ("不明",)),),
        "firewall_policies": (Table("firewall_policies", (policy(),), "fw.conf", "x"),),
    }

    assert network_zoning.run(tables, on=ON).verdict is Verdict.INSUFFICIENT


def test_a_firm_may_ask_for_more() -> None:
    one = policy(**{**INTERNET, "source_ranges": of("198.51.100.0/24")})

    result = run(ZONES, [one], named_addresses=255)

    assert [row["kind"] for row in result.rows] == ["internet_to_inside"]
