from datetime import date
from typing import Any

import pytest
from tests.readers.sources import DATA

from chahe.checks import Result
from chahe.checks.firewall_redundancy import firewall_redundancy
from chahe.readers import Row, Source, Table, read_any
from chahe.workflow import Verdict

ON = date(2026, 11, 21)
ANY = ((0, 2**32 - 1),)
ANY6 = ((0, 2**128 - 1),)
NET, LOW, HIGH = ((10 << 24, (10 << 24) + 255),), ((10 << 24, (10 << 24) + 127),), (
    ((10 << 24) + 128, (10 << 24) + 255),
)  # fmt: skip
HTTPS, ALL = (("tcp", 443, 443),), (("ip", 0, 255),)


def rule(policy: str, **said: Any) -> Row:
    return {
        "policy": policy, "name": "", "vdom": "root", "line": 10 * int(policy), "status": "enable",
        "action": "accept", "source_interfaces": ("lan",), "destination_interfaces": ("wan1",),
        "source_ranges": NET, "destination_ranges": ANY, "source_ranges6": (),
        "destination_ranges6": (), "ports": HTTPS, "unresolved": (), "vips": (),
        "internet_services": (), "schedule": "always", "schedule_ends": None, "users": (),
        "narrowed": False, "undecided": False, **said,
    }  # fmt: skip


def run(*rules: Row) -> Result:
    table = Table("firewall_policies", rules, "fw.conf", "fortigate")
    return firewall_redundancy.run({"firewall_policies": (table,)}, on=ON)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"source_ranges": LOW}, {"source_ranges": HIGH}),
        ({"source_ranges": LOW}, {}),
        ({}, {"ports": (("tcp", 443, 444),)}),
        ({}, {"ports": (("udp", 443, 443),)}),
        ({"ports": ALL}, {"source_interfaces": ("any",)}),
        ({"source_interfaces": ("lan", "dmz")}, {"source_interfaces": ("any",)}),
        ({"source_interfaces": ("dmz",)}, {}),
        ({"vdom": "one"}, {"vdom": "two"}),
        ({"status": "disable"}, {}),
        ({"users": ("staff",)}, {}),
        ({"schedule": "盤中"}, {}),
        ({"schedule_ends": ON}, {}),
        ({"narrowed": True}, {}),
        ({"undecided": True}, {}),
        ({}, {"undecided": True}),
        ({"unresolved": ("fqdn",)}, {}),
        ({"internet_services": ("Google",)}, {}),
        ({}, {"unresolved": ("fqdn",), "source_ranges": ()}),
        ({}, {"source_ranges6": ANY6, "destination_ranges6": ANY6}),
        ({"vips": ("WEB",)}, {}),
        ({"source_ranges": ANY, "ports": ALL, "action": "deny"}, {"vips": ("WEB",)}),
        ({"ports": (("icmp", 0, 255),)}, {"ports": (("icmp6", 0, 255),)}),
        ({}, {"source_ranges": (), "ports": HTTPS}),
    ],
)
def test_left_alone(first: dict[str, Any], second: dict[str, Any]) -> None:
    result = run(rule("1", **first), rule("2", **second))

    assert (result.verdict, result.rows) == (Verdict.CONFORMING, ())


WIDE = {"source_ranges": ANY, "ports": ALL, "source_interfaces": ("any",)}
WIDE6 = {"source_ranges6": ANY6, "destination_ranges6": ANY6}


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ({}, {}, "redundant"),
        ({"action": "deny"}, {}, "shadowed"),
        (WIDE, {"source_ranges": LOW}, "redundant"),
        (WIDE, {"users": ("staff",), "schedule": "盤中"}, "redundant"),
        ({"ports": (("ip", 6, 6),)}, {}, "redundant"),
        ({"ports": ALL}, {"ports": (("icmp", 0, 255), ("sctp", 7, 9))}, "redundant"),
        (
            {**WIDE, "destination_interfaces": ("any",)} | WIDE6,
            {"unresolved": ("fqdn",)},
            "redundant",
        ),
        (WIDE | WIDE6, WIDE6, "redundant"),
        ({"source_interfaces": ("lan", "dmz")}, {"source_interfaces": ("dmz", "lan")}, "redundant"),
    ],
)
def test_never_reached(first: dict[str, Any], second: dict[str, Any], kind: str) -> None:
    result = run(rule("1", **first), rule("2", **second))

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["policy"], row["kind"], row["line"]) for row in result.rows] == [("2", kind, 20)]


def test_several_cover_one_together() -> None:
    result = run(
        rule("1", source_ranges=LOW), rule("2", source_ranges=HIGH, action="deny"), rule("3")
    )

    (row,) = result.rows
    assert (row["policy"], row["kind"]) == ("3", "shadowed")
    assert "政策 1、2合起來已完全涵蓋" in row["why"]
    assert result.reason == "3 條啟用的政策中有 1 條永遠輪不到"


def test_a_real_shaped_backup() -> None:
    table = read_any(Source.from_path(DATA / "fortigate_vdoms.conf"))

    result = firewall_redundancy.run({"firewall_policies": (table,)}, on=ON)

    assert result.population == sum(row["status"] == "enable" for row in table.rows)
    assert result.verdict is Verdict.NONCONFORMING
    assert {row["source"] for row in result.rows} == {"fortigate_vdoms.conf"}


def test_nothing_enabled_or_nothing_there_never_passes() -> None:
    gap = Table("firewall_policies", (rule("1"),), "fw.conf", "fortigate", ("缺一段",))

    assert run(rule("1", status="disable")).verdict is Verdict.INSUFFICIENT
    assert run().verdict is Verdict.INSUFFICIENT
    with_gap = firewall_redundancy.run({"firewall_policies": (gap,)}, on=ON)
    assert with_gap.verdict is Verdict.INSUFFICIENT
