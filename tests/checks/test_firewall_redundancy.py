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
FQDN = {"unresolved": ("update.example",), "destination_addresses": ("update.example",)}
DAYTIME = {"schedule": "上班", "hours": ((1920, 2459),)}
LUNCH = {"schedule": "午休", "hours": ((2160, 2219),)}
WEEK = {"schedule": "always", "hours": ((0, 10079),)}
WEB = {"vips": ("WEB",), "destination_addresses": ("WEB",)}
TWO_WEBS = {"vips": ("MAIL", "WEB"), "destination_addresses": ("MAIL", "WEB")}
HTTPS, ALL = (("tcp", 443, 443),), (("ip", 0, 255),)


def rule(policy: str, **said: Any) -> Row:
    return {
        "policy": policy, "name": "", "vdom": "root", "line": 10 * int(policy), "status": "enable",
        "action": "accept", "source_interfaces": ("lan",), "destination_interfaces": ("wan1",),
        "source_ranges": NET, "destination_ranges": ANY, "source_ranges6": (),
        "destination_ranges6": (), "ports": HTTPS, "unresolved": (), "vips": (),
        "internet_services": (), "schedule": "always", "schedule_ends": None, "users": (),
        "hours": (), "hits": None, "last_hit": None, "source_addresses": (),
        "destination_addresses": (), "services": (), "source_negate": False,
        "destination_negate": False, "service_negate": False, "real_destination": False,
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
        ({"users": ("staff",)}, {"users": ("vendors",)}),
        ({"users": ("staff",)}, {"users": ("staff", "vendors")}),
        ({"schedule": "盤中"}, {"schedule": "盤後"}),
        (DAYTIME, {}),
        (DAYTIME, LUNCH | {"schedule_ends": ON}),
        (LUNCH, DAYTIME),
        (WEEK | {"schedule_ends": ON}, {}),
        ({"schedule": "time", "schedule_ends": ON}, {"schedule": "time", "schedule_ends": None}),
        (FQDN, FQDN | {"undecided": True}),
        (FQDN, FQDN | {"source_interfaces": ("dmz",)}),
        (FQDN, FQDN | {"destination_negate": True}),
        (FQDN, FQDN | {"unresolved": ("other.example",)}),
        ({"vips": ("WEB",), "destination_addresses": ("WEB",)}, {}),
        ({"source_ranges": ANY, "ports": ALL, "action": "deny"}, WEB),
        (WEB, WEB | {"vips": ("WEB", "MAIL"), "destination_addresses": ("WEB", "MAIL")}),
        (WEB, WEB | {"destination_addresses": ("WEB", "inside")}),
        ({"ports": (("icmp", 0, 255),)}, {"ports": (("icmp6", 0, 255),)}),
        ({}, {"source_ranges": (), "ports": HTTPS}),
    ],
)
def test_left_alone(first: dict[str, Any], second: dict[str, Any]) -> None:
    result = run(rule("1", **first), rule("2", **second))

    assert result.verdict is Verdict.CONFORMING
    assert {row["kind"] for row in result.rows} <= set(firewall_redundancy.for_review)


WIDE = {"source_ranges": ANY, "ports": ALL, "source_interfaces": ("any",)}
EVERYTHING = {**WIDE, "destination_interfaces": ("any",)}
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
        ({"users": ("staff", "vendors")}, {"users": ("vendors",)}, "redundant"),
        (DAYTIME, LUNCH, "redundant"),
        (WEEK, {"schedule": "年底", "schedule_ends": ON}, "redundant"),
        (WEEK, {}, "redundant"),
        ({}, DAYTIME | {"action": "deny"}, "shadowed"),
        ({"schedule": "盤中"}, {"schedule": "盤中", "users": ("staff",)}, "redundant"),
        (
            {"schedule": "到期日", "schedule_ends": ON},
            {"schedule": "到期日", "schedule_ends": ON},
            "redundant",
        ),
        (FQDN, FQDN | {"users": ("staff",)}, "redundant"),
        (FQDN | {"action": "deny"}, FQDN, "shadowed"),
        (WEB | {"action": "deny", "source_ranges": ANY}, WEB, "shadowed"),
        (
            WEB | {"vips": ("MAIL", "WEB"), "destination_addresses": ("MAIL", "WEB")},
            WEB,
            "redundant",
        ),
        (WIDE, WEB | {"real_destination": True}, "redundant"),
        ({"source_interfaces": ("lan", "dmz")}, {"source_interfaces": ("dmz", "lan")}, "redundant"),
    ],
)
def test_never_reached(first: dict[str, Any], second: dict[str, Any], kind: str) -> None:
    result = run(rule("1", **first), rule("2", **second))

    assert result.verdict is Verdict.NONCONFORMING
    assert [(row["policy"], row["kind"], row["line"]) for row in result.rows] == [("2", kind, 20)]


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ([{"source_ranges": LOW}, {}], [("1", "spare")]),
        ([{"source_ranges": LOW, "action": "deny"}, {}], [("2", "generalised")]),
        (
            [{"source_ranges": LOW, "ports": ALL, "action": "deny"}, {}],
            [("2", "correlated")],
        ),
        ([{"source_ranges": LOW, "action": "deny"}, {**WIDE, "users": ("staff",)}],
         [("2", "correlated")]),
        ([{"source_ranges": LOW, "action": "deny", "narrowed": True}, {}], []),
        ([{"source_ranges": LOW, "action": "deny", "schedule": "盤中"}, {}],
         [("2", "generalised")]),
        ([{}, EVERYTHING | {"action": "deny"}], []),
        ([{"action": "deny"}, EVERYTHING | {"action": "deny"}], [("1", "spare")]),
        ([{}, EVERYTHING], [("1", "spare")]),
        ([{"source_ranges": LOW}, {"action": "deny", "source_ranges": LOW, "ports": ALL}, {}],
         [("2", "generalised"), ("3", "correlated")]),
        ([{"hits": 0}], [("1", "unused")]),
        ([{"hits": 7, "last_hit": date(2026, 5, 25)}], [("1", "idle")]),
        ([{"hits": 7, "last_hit": date(2026, 5, 26)}], []),
        ([{"hits": 7}], []),
        ([{"hits": 0, "status": "disable"}, {}], []),
    ],
)  # fmt: skip
def test_what_a_person_should_look_at(
    rules: list[dict[str, Any]], told: list[tuple[str, str]]
) -> None:
    result = run(*[rule(str(n), **said) for n, said in enumerate(rules, 1)])

    assert result.verdict is Verdict.CONFORMING
    assert [(row["policy"], row["kind"]) for row in result.rows] == told
    assert ("請人工檢視" in result.reason) is bool(told)


def test_two_families_are_each_held_before_one_is_spare() -> None:
    six = {"source_ranges6": ANY6, "destination_ranges6": ANY6}

    four_only = run(rule("1", source_ranges=LOW, **six), rule("2"))
    both = run(rule("1", source_ranges=LOW, **six), rule("2", **six))

    assert four_only.rows == ()
    assert [(row["policy"], row["kind"]) for row in both.rows] == [("1", "spare")]


def test_two_schedules_cover_what_both_hold() -> None:
    morning = {"schedule": "上午", "hours": ((1920, 2159),)}
    result = run(rule("1", **morning), rule("2", **LUNCH), rule("3", **DAYTIME))
    both = {"schedule": "到中午", "hours": ((1950, 2200),)}

    covered = run(rule("1", **morning), rule("2", **LUNCH), rule("3", **both))

    assert [row["policy"] for row in result.rows if row["kind"] == "redundant"] == []
    assert [row["policy"] for row in covered.rows if row["kind"] == "redundant"] == ["3"]


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
