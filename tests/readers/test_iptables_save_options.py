"""iptables-save: what each option means, and which rule is a policy."""

from datetime import date
from typing import Any

import pytest
from tests.readers.iptables_save_rules import (
    ALL4,
    HEAD,
    one,
    read,
    rules,
)


@pytest.mark.parametrize(
    ("options", "column", "value"),
    [
        ("-s 10.0.0.0/8", "source_ranges", ((10 << 24, (11 << 24) - 1),)),
        ("-s 10.0.0.0/255.0.0.0", "source_ranges", ((10 << 24, (11 << 24) - 1),)),
        ("! -s 128.0.0.0/1", "source_ranges", ((0, 2**31 - 1),)),
        ("-s ! 128.0.0.0/1", "source_ranges", ((0, 2**31 - 1),)),
        ("! -s 128.0.0.0/1", "source_addresses", ("!128.0.0.0/1",)),
        ("-d 0.0.0.5", "destination_ranges", ((5, 5),)),
        ("-m iprange --src-range 0.0.0.1-0.0.0.9", "source_ranges", ((1, 9),)),
        ("-i wan1 -o dmz", "source_roles", ("wan",)),
        ("-i wan1 -o dmz", "destination_roles", ("dmz",)),
        ("-i eth0", "source_roles", (None,)),
        ("! -i wan0", "source_roles", (None,)),
        ("! -i docker0", "source_roles", ("any",)),
        ("-i +", "source_interfaces", ("any",)),
        ("", "source_interfaces", ("any",)),
        ("-p tcp -m tcp --dport 80", "ports", (("tcp", 80, 80),)),
        ("-p udp -m udp ! --dport 1:65535", "ports", (("udp", 0, 0),)),
        ("-p tcp --dport 1024:", "ports", (("tcp", 1024, 65535),)),
        ("-p tcp -m multiport --dports 1,2,5:9", "ports", (("tcp", 1, 2), ("tcp", 5, 9))),
        ("-p tcp -m multiport --ports 80", "ports", (("tcp", 0, 65535),)),
        ("-p icmp -m icmp --icmp-type 8", "ports", (("icmp", 0, 255),)),
        ("-p 47", "ports", (("ip", 47, 47),)),
        ("-p ipcomp", "ports", (("ip", 108, 108),)),
        ("-m policy --dir in --pol ipsec --proto esp", "ports", (("ip", 0, 255),)),
        ("-p all", "ports", (("ip", 0, 255),)),
        ("! -p tcp", "ports",
         (("icmp", 0, 255), ("udp", 0, 65535), ("icmp6", 0, 255), ("sctp", 0, 65535),
          ("ip", 0, 0), ("ip", 2, 5), ("ip", 7, 16), ("ip", 18, 57), ("ip", 59, 131),
          ("ip", 133, 255))),
        ('-m comment --comment "a \\"b\\" -j"', "comment", 'a "b" -j'),
        ("-m time --datestop 2026-10-31T23:59:59", "schedule_ends", date(2026, 10, 31)),
    ],
)  # fmt: skip
def test_options_become_columns(options: str, column: str, value: Any) -> None:
    assert one(options)[column] == value


@pytest.mark.parametrize(
    "options",
    [
        "-m conntrack --ctstate NEW", "-m state --state NEW,ESTABLISHED", "-m limit --limit 5/min",
        "-p tcp --sport 53", "-p tcp --tcp-flags FIN,SYN,RST,ACK SYN", "-m mark --mark 0x1",
        "-p icmp --icmp-type 8", "-m mac --mac-source 00:00:5E:00:53:01", "-s 10.0.0.1/255.0.0.255",
        "-m addrtype ! --dst-type LOCAL", "-m multiport --ports 80", "-p dccp --dport 5",
        "-m policy --dir in --pol ipsec --proto esp",
        "-m set ! --match-set allowed src", "-m time --datestop 2026-10-31", "-m future --odd x y",
    ],
)  # fmt: skip
def test_what_may_match_less_is_narrowed(options: str) -> None:
    assert one(options)["narrowed"] is True


@pytest.mark.parametrize(
    ("target", "narrowed"),
    [
        ("DROP -m limit --limit 5/min", True),
        ("DROP --tcp-flags SYN SYN", True),
        ("REJECT --reject-with tcp-reset -m limit --limit 5/min", True),
        ("REJECT --reject-with tcp-reset", False),
    ],
)
def test_what_follows_the_target_is_asked_too(target: str, narrowed: bool) -> None:
    assert one("-p tcp", target)["narrowed"] is narrowed


@pytest.mark.parametrize(
    "options", ["", "-s 10.0.0.0/8", "! -s 10.0.0.1", "-i eth0", "! -i eth0", "-p tcp --dport 80"]
)
def test_what_a_box_says_is_not_narrowed(options: str) -> None:
    row = one(options)

    assert (row["narrowed"], row["undecided"]) == (False, False)


@pytest.mark.parametrize(
    "line",
    [
        "-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
        "-A FORWARD -m state ! --state NEW,INVALID,UNTRACKED -j ACCEPT",
        "-A INPUT -i lo -j ACCEPT", "-A OUTPUT -o lo -j ACCEPT", "-A NEVER -j ACCEPT",
        "-A FORWARD -j NEVER", "-A FORWARD", "-A FORWARD -j MARK --set-xmark 0x1/0xff",
    ],
)  # fmt: skip
def test_what_opens_nothing_is_no_row(line: str) -> None:
    jumped = "-A NEVER -s 10.0.0.0/8 -j RETURN" if line != "-A NEVER -j ACCEPT" else ""
    table = rules(line, jumped, "-A FORWARD -d 192.0.2.1 -j DROP", chains=":NEVER - [0:0]\n")

    assert [row["destination_addresses"] for row in table.rows] == [("192.0.2.1",)]


def test_a_set_of_addresses_is_a_gap_where_it_lets_through() -> None:
    table = rules(
        "-A FORWARD -m set --match-set partners src -j ACCEPT",
        "-A FORWARD -m set --match-set bad src,dst -j DROP",
    )

    assert [(row["unresolved"], row["source_ranges"]) for row in table.rows] == [
        (("partners",), ()), (("bad",), ()),
    ]  # fmt: skip
    assert table.gaps == ("第 6 行的規則引用ipset「partners」，其內容不在檔案中，請一併提供",)


@pytest.mark.parametrize(
    ("before", "log"),
    [
        ("-A FORWARD -j LOG", "all"),
        ("-A FORWARD -p tcp --dport 0:1023 -j NFLOG --nflog-group 1", "all"),
        ("-A FORWARD -p tcp --dport 22 -m conntrack --ctstate NEW -j LOG", "all"),
        ("-A FORWARD -j L\n-A L -j LOG", "all"),
        ("-A FORWARD -p tcp --dport 22 -m limit --limit 5/min -j LOG", "disable"),
        ("-A FORWARD -p tcp --dport 23 -j LOG", "disable"),
        ("-A FORWARD -i eth0 -j LOG", "disable"),
        ("-A FORWARD -m state --state INVALID -j LOG", "disable"),
        ("-A INPUT -j LOG", "disable"),
        ("-A FORWARD -j L\n-A L -s 10.0.0.1 -j RETURN\n-A L -j LOG", "disable"),
    ],
)
def test_log_is_what_an_earlier_rule_takes(before: str, log: str) -> None:
    table = rules(before, "-A FORWARD -p tcp --dport 22 -j ACCEPT", chains=":L - [0:0]\n")

    assert [row["log"] for row in table.rows] == [log]


def test_ipv6_rules_have_their_own_lists() -> None:
    six = "# Generated by ip6tables-save v1.8.7 on x\n*filter\n:FORWARD DROP [0:0]\n"
    table = read(
        f"{HEAD}:FORWARD DROP [0:0]\n-A FORWARD -p icmp -j DROP\nCOMMIT\n"
        f"{six}-A FORWARD -s 2001:db8::/127 -p ipv6-icmp -j ACCEPT\nCOMMIT\n"
    )

    assert [(row["vdom"], row["ports"], row["source_ranges"]) for row in table.rows] == [
        ("FORWARD", (("icmp", 0, 255),), ALL4),
        ("FORWARD (IPv6)", (("icmp6", 0, 255),), ()),
    ]
    low = 0x20010DB8 << 96
    assert table.rows[1]["source_ranges6"] == ((low, low + 1),)


def test_packets_are_counted_where_the_dump_has_them() -> None:
    table = rules(
        "[0:0] -A FORWARD -j OPEN",
        "[12:720] -A OPEN -s 10.0.0.0/8 -j ACCEPT",
        "[0:0] -A OPEN -s 172.16.0.0/12 -j ACCEPT",
        "-A FORWARD -d 10.0.0.5 -j ACCEPT",
        chains=":OPEN - [0:0]\n",
    )

    assert [row["hits"] for row in table.rows] == [12, 0, None]
