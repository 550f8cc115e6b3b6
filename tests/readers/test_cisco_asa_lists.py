"""Where a Cisco ASA applies its access lists, and what of them is a gap."""

from typing import Any

import pytest
from tests.readers.cisco_asa_config import BOUND, PERMIT, PORTS, body, one
from tests.readers.firewalls import found

from chahe.checks.firewall_exposure import firewall_exposure

RADIUS = "aaa-server R protocol radius\n"


def test_a_remark_is_of_the_next_entry_only() -> None:
    table = body(f"access-list A remark one\naccess-list A remark two\n{PERMIT}ip any any\n"
                 f"{PERMIT}tcp any any eq 1")  # fmt: skip

    assert [(row["policy"], row["comment"]) for row in table.rows] == [
        ("A 3", "one two"),
        ("A 4", ""),
    ]


def test_users_and_tags() -> None:
    row = one('tcp user-group "EX\\\\Net Admins" any security-group name Web any eq 22')

    assert (row["users"], row["narrowed"]) == (('"EX\\\\Net Admins"',), True)


def test_a_list_everywhere_comes_after_those_of_interfaces() -> None:
    table = body(
        f"{PERMIT}ip any host 10.0.0.9\naccess-list B extended permit tcp any any eq 80",
        bound="access-group B global\naccess-group A in interface outside\n",
    )

    assert [(row["policy"], row["source_interfaces"], row["source_roles"]) for row in table.rows] \
        == [("A 1", ("outside",), ("wan",)), ("B 1（global）", ("any",), ("any",))]  # fmt: skip


def test_without_a_list_a_higher_level_reaches_a_lower_one() -> None:
    table = body(f"{PERMIT}tcp any any eq 80", bound="access-group A in interface outside\n")

    assert [(row["policy"], row["destination_interfaces"]) for row in table.rows] == [
        ("A 1", ("any",)),
        ("implicit inside", ("outside",)),
    ]
    assert ("implicit inside", "any_any_any") in found(table, firewall_exposure)


@pytest.mark.parametrize(
    ("bound", "policies"),
    [
        ("access-group A in interface outside\naccess-group A out interface outside\n",
         [("root", "A 1"), ("root（out）", "A 1")]),
        ("access-group A global\n", [("root", "A 1（global）")]),
        (BOUND, [("root", "A 1")]),
    ],
)  # fmt: skip
def test_what_is_filtered_is_not_implicit(bound: str, policies: Any) -> None:
    table = body(f"{PERMIT}tcp any any eq 80", bound=bound)

    assert [(row["vdom"], row["policy"]) for row in table.rows] == policies


def test_a_list_on_the_way_out_is_no_way_in_from_the_internet() -> None:
    table = body(
        f"{PERMIT}tcp any any eq 443\naccess-list B extended deny ip any any",
        bound="access-group A out interface inside\naccess-group B global\n",
    )

    kinds = [kind for _, kind in found(table, firewall_exposure)]

    assert kinds == ["no_comment", "no_log"]


@pytest.mark.parametrize(
    ("user", "statuses", "gaps"),
    [
        ("", ["enable", "disable"], 0),
        ("crypto map M 1 match address B\n", ["enable"], 0),
        ("class-map C\n match access-list B\n", ["enable"], 0),
        ("aaa-server R protocol radius\n", ["enable", "disable"], 0),
        (f"{RADIUS}aaa authentication ssh console R LOCAL\n", ["enable", "disable"], 0),
        (f"{RADIUS}tunnel-group T general-attributes\n authentication-server-group R\n",
         ["enable"], 1),
        (f"{RADIUS}aaa authentication match B2 inside R\n", ["enable"], 1),
    ],
)  # fmt: skip
def test_lists_that_nothing_names_are_disabled(user: str, statuses: Any, gaps: int) -> None:
    table = body(f"{user}{PERMIT}tcp any any eq 1\naccess-list B extended permit ip any any")

    assert ([row["status"] for row in table.rows], len(table.gaps)) == (statuses, gaps)


@pytest.mark.parametrize(
    ("text", "bound", "gap"),
    [
        (f"{PERMIT}tcp any object GONE eq 1", "", "行引用的「GONE」在檔案中沒有定義"),
        (f"object-group network E\n{PERMIT}tcp any object-group E eq 1", "",
         "行引用的「E」在檔案中沒有定義，或其內容尚無法判讀"),
        (f"object-group service E\n{PERMIT}object-group E any any", "",
         "行引用的「E」在檔案中沒有定義，或其內容尚無法判讀"),
        (f"{PERMIT}tcp any any object-group GONE", "", "行的「object-group GONE」尚無法判讀"),
        (f"{PERMIT}tcp any any eq 1 time-range T", "", "行引用的時程「T」在檔案中沒有定義"),
        (f"{PERMIT}tcp any any eq 1 newword", "", "行的「newword」尚無法判讀"),
        ("access-list L line 3 extended permit ip any any\n" f"{PERMIT}ip any any",
         "access-group L in interface inside\n", "行套用的「L」是 line 類型，尚無法判讀"),
        (f"{PERMIT}ip any any", "access-group GONE in interface outside\n",
         "行套用的存取清單「GONE」在檔案中沒有定義"),
        (f"{PERMIT}ip any any\naccess-list E ethertype permit bpdu",
         "access-group E in interface outside\n", "行套用的「E」是 ethertype 類型"),
        (f"{PERMIT}ip any any", "access-group A in interface outside control-plane\n",
         "行套用的「A in interface outside control-plane」尚無法判讀"),
        (f"{PERMIT}ip any any", "access-group A in interface outside per-user-override\n",
         "行另有「per-user-override」"),
        (f"group-policy G attributes\n vpn-filter value V\n{PERMIT}ip any any", "",
         "行以存取清單「V」過濾 VPN 的連線"),
        (f"group-policy G attributes\n webvpn\n  filter value W\n{PERMIT}ip any any", "",
         "行以存取清單「W」過濾 VPN 的連線"),
        (f"logging enable\nlogging trap MINE\nlogging host inside 10.0.0.5\n{PERMIT}ip any any",
         "", "的紀錄由 logging list「MINE」決定"),
    ],
)  # fmt: skip
def test_gaps(text: str, bound: str, gap: str) -> None:
    gaps = body(text, bound=bound + BOUND).gaps

    assert len(gaps) == 1
    assert gap in gaps[0]


@pytest.mark.parametrize(
    "text",
    [
        "access-list S standard permit 10.0.0.0 255.0.0.0\n",
        "access-list W webtype permit url https://example.com/*\n",
        "access-list A extended deny tcp any object GONE eq 1\n",
        f"{PERMIT}tcp any object GONE eq 1 inactive\n",
        "group-policy G attributes\n split-tunnel-network-list value S\n vpn-filter none\n",
        "crypto ca certificate chain X\n certificate 01\n    30820122 30820122\n  quit\n",
    ],
)
def test_what_filters_nothing_is_no_gap(text: str) -> None:
    assert body(f"{text}{PERMIT}ip any any").gaps == ()


def test_before_8_3_is_a_gap() -> None:
    (gap,) = body(f"{PERMIT}tcp any any eq 1", head="ASA Version 8.2(5)\n").gaps

    assert gap.startswith("「root」的版本早於 8.3")


FTD = """NGFW Version 7.2.5
hostname ftd
access-list CSM_FW_ACL_ remark rule-id 9998: PREFILTER POLICY: Default Tunnel and Priority Policy
access-list CSM_FW_ACL_ remark rule-id 9998: RULE: DEFAULT TUNNEL ACTION RULE
access-list CSM_FW_ACL_ advanced permit ipinip any any rule-id 9998
access-list CSM_FW_ACL_ remark rule-id 268434433: ACCESS POLICY: Main - Mandatory
access-list CSM_FW_ACL_ remark rule-id 268434433: L4 RULE: web in
access-list CSM_FW_ACL_ advanced permit tcp ifc outside any ifc dmz host 10.8.8.8 eq https """
FTD += """rule-id 268434433 event-log both
access-list CSM_FW_ACL_ remark rule-id 268434434: ACCESS POLICY: Main - Mandatory
access-list CSM_FW_ACL_ remark rule-id 268434434: L7 RULE: apps
access-list CSM_FW_ACL_ advanced permit ip ifc inside any any rule-id 268434434
access-list CSM_FW_ACL_ advanced deny ip any any rule-id 268434432 event-log flow-start
"""


def test_ftd() -> None:
    table = body("", head=FTD, bound="access-group CSM_FW_ACL_ global\n",
                 ports=f"{PORTS}interface Gi0/2\n nameif dmz\n security-level 0\n")  # fmt: skip

    assert [
        (row["policy"], row["name"], row["source_interfaces"], row["destination_roles"], row["log"])
        for row in table.rows
    ] == [
        ("CSM_FW_ACL_ 6（global）", "ACCESS POLICY: Main - Mandatory L4 RULE: web in",
         ("outside",), ("dmz",), "all"),
        ("CSM_FW_ACL_ 10（global）", "", ("any",), (None, "lan", "wan"), "all"),
    ]  # fmt: skip
    assert table.gaps == (
        "「root」第 11 行起有 1 條規則由 FTD 的檢測引擎（Snort）決定，放行與否不在檔案中",
        "「root」是 FTD，規則的註記在管理中心（FMC、FDM），不在檔案中",
    )


def test_a_list_that_filters_a_vpn_is_from_a_tunnel() -> None:
    table = body(
        f"{PERMIT}ip any any\naccess-list V extended permit tcp any host 10.0.0.9 eq 22\n"
        "group-policy G attributes\n vpn-filter value V\nusername u attributes\n vpn-filter value V"
    )

    told = [(row["vdom"], row["policy"], row["source_interfaces"], row["source_roles"],
             row["destination_roles"]) for row in table.rows[1:]]  # fmt: skip
    assert told == [("root（VPN）", "V 1", ("G", "u"), ("tunnel",), ("lan",))]
    assert table.gaps == ()
