"""iptables-save: golden rows, chains, what is a gap, and what is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.firewalls import ON, found, is_table_or_error
from tests.readers.iptables_save_rules import (
    ALL4,
    CHAINS,
    HEAD,
    SAMPLE,
    START,
    read,
    rules,
)
from tests.readers.sources import DATA, of

from chahe.checks.firewall_exposure import firewall_exposure
from chahe.checks.firewall_redundancy import firewall_redundancy
from chahe.readers import ReadError, read_any


def test_golden() -> None:
    table = read_any(of(SAMPLE, "fw.txt"))

    assert (table.reader, table.kind, table.gaps) == ("iptables_save", "firewall_policies", ())
    assert [
        (row["vdom"], row["policy"], row["line"], row["action"], row["services"], row["log"])
        for row in table.rows
    ] == [
        ("INPUT", "INPUT 4", 28, "accept", ("tcp/22",), "all"),
        ("INPUT", "INPUT 5 → LOGDROP 2", 39, "deny", ("any",), "disable"),
        ("FORWARD", "FORWARD 2", 31, "deny", ("any",), "disable"),
        ("FORWARD", "FORWARD 3", 32, "accept", ("tcp/8443",), "disable"),
        ("FORWARD", "FORWARD 4 → TRADING 2", 41, "accept", ("tcp/1414",), "disable"),
        ("FORWARD", "FORWARD 5", 34, "accept", ("any",), "disable"),
        ("FORWARD", "FORWARD 6", 35, "accept", ("tcp/80", "tcp/443", "tcp/8000-8010"), "disable"),
        ("FORWARD", "FORWARD 7", 36, "accept", ("tcp/3389",), "disable"),
        ("FORWARD", "FORWARD 8 → LOGDROP 2", 39, "deny", ("any",), "disable"),
    ]  # fmt: skip
    assert table.rows[3] == {
        "policy": "FORWARD 3", "name": "", "vdom": "FORWARD", "line": 32, "status": "enable",
        "action": "accept", "source_interfaces": ("wan0",), "destination_interfaces": ("dmz1",),
        "source_roles": ("wan",), "destination_roles": ("dmz",), "source_addresses": ("any",),
        "destination_addresses": ("10.20.1.5/32",), "services": ("tcp/8443",),
        "source_ranges": ALL4, "destination_ranges": ((169083141, 169083141),),
        "source_ranges6": (), "destination_ranges6": (), "ports": (("tcp", 8443, 8443),),
        "source_negate": False, "destination_negate": False, "service_negate": False,
        "unresolved": (), "source_kinds": (), "vips": ("10.20.1.5/32",),
        "internet_services": (), "schedule": "always", "schedule_ends": None,
        "hours": (), "hits": 931, "last_hit": None, "real_destination": True,
        "log": "disable",
        "inspected": False, "nat": False, "comment": "CHG-0812 網路下單", "users": (),
        "narrowed": False, "undecided": False,
    }  # fmt: skip


def test_columns_are_those_of_fortigate() -> None:
    other = read_any(of((DATA / "fortigate_plain.conf").read_bytes(), "fw.conf"))

    assert set(read(SAMPLE).rows[0]) == set(other.rows[0])


def test_exposure_of_the_sample() -> None:
    assert found(read(SAMPLE), firewall_exposure) == [
        ("FORWARD 3", "no_log"),
        ("FORWARD 4 → TRADING 2", "no_log"),
        ("FORWARD 5", "any_any_any"),
        ("FORWARD 5", "no_comment"),
        ("FORWARD 5", "no_log"),
        ("FORWARD 6", "no_log"),
        ("FORWARD 7", "internet_to_inside"),
        ("FORWARD 7", "no_log"),
    ]


def test_redundancy_of_the_sample() -> None:
    assert found(read(SAMPLE), firewall_redundancy) == [
        ("FORWARD 6", "redundant"), ("FORWARD 5", "unused"),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp950"])
def test_encodings_and_newlines(encoding: str) -> None:
    content = SAMPLE.decode().replace("\n", "\r\n").encode(encoding)

    assert read_any(of(content)).rows == read(SAMPLE).rows


def test_user_chains_take_the_place_of_the_jump() -> None:
    table = rules(
        "-A FORWARD -s 10.0.0.0/8 -m comment --comment why -j WEB",
        "-A FORWARD -j DROP",
        "-A WEB -p tcp --dport 443 -j ACCEPT",
        "-A WEB -s 10.1.0.0/16 -j RETURN",
        "-A WEB -s 192.0.2.0/24 -j ACCEPT",
        "-A WEB -j REJECT --reject-with icmp-port-unreachable",
        chains=":WEB - [0:0]\n",
    )

    assert [
        (row["policy"], row["action"], row["comment"], row["narrowed"]) for row in table.rows
    ] == [
        ("FORWARD 1 → WEB 1", "accept", "why", False),
        ("FORWARD 1 → WEB 4", "deny", "why", True),
        ("FORWARD 2", "deny", "", False),
    ]


def test_goto_does_not_come_back() -> None:
    table = rules(
        "-A FORWARD -s 10.0.0.0/8 -g WEB", "-A FORWARD -j ACCEPT",
        "-A WEB -p tcp --dport 443 -j ACCEPT", chains=":WEB - [0:0]\n",
    )  # fmt: skip

    assert [(row["policy"], row["narrowed"]) for row in table.rows] == [
        ("FORWARD 1 → WEB 1", False),
        ("FORWARD 2", True),
    ]


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        ("-A FORWARD -s 192.0.2.1 -j DROP", [("FORWARD 1", "deny"), ("FORWARD 預設", "accept")]),
        ("-A FORWARD -j DROP", [("FORWARD 1", "deny")]),
        ("-A FORWARD -j X\n-A X -j DROP", [("FORWARD 1 → X 1", "deny")]),
        ("-A FORWARD -j X\n-A X -s 10.0.0.1 -j RETURN\n-A X -j DROP",
         [("FORWARD 1 → X 2", "deny"), ("FORWARD 預設", "accept")]),
    ],
)  # fmt: skip
def test_a_default_that_lets_through_is_a_row_where_reached(rule: str, rows: list[Any]) -> None:
    text = f"{HEAD}:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:X - [0:0]\n{rule}\nCOMMIT\n"

    assert [(row["policy"], row["action"]) for row in read(text).rows] == rows


def test_world_open_service_of_a_host_is_insufficient_not_conforming() -> None:
    table = rules(
        "-A INPUT -j LOG",
        "-A INPUT -p tcp --dport 443 -m comment --comment 網站 -j ACCEPT",
    )

    result = firewall_exposure.run({"firewall_policies": (table,)}, on=ON)

    assert result.verdict.label == "證據不足"


def test_documented_and_logged_rules_conform() -> None:
    table = rules(
        "-A FORWARD -j LOG",
        "-A FORWARD -s 10.0.0.0/8 -d 192.0.2.7 -p tcp --dport 443 -m comment --comment 甲"
        " -j ACCEPT",
        "-A OUTPUT -d 192.0.2.8 -p udp --dport 123 -m comment --comment 校時 -j LOG",
        "-A OUTPUT -d 192.0.2.8 -p udp --dport 123 -m comment --comment 校時 -j ACCEPT",
    )

    for check in (firewall_exposure, firewall_redundancy):
        assert check.run({"firewall_policies": (table,)}, on=ON).verdict.label == "符合"


@pytest.mark.parametrize(
    ("table", "gap"),
    [
        ("*mangle\n:FORWARD ACCEPT [0:0]\n-A FORWARD -s 192.0.2.9 -j DROP\nCOMMIT",
         "mangle 表也會丟棄封包（第 3 行），與 filter 表合起來的效果尚無法判讀"),
        ("*raw\n:PREROUTING DROP [0:0]\nCOMMIT",
         "raw 表也會丟棄封包（第 1 行），與 filter 表合起來的效果尚無法判讀"),
        ("# Warning: iptables-legacy tables present, use iptables-legacy-save to see them",
         "第 1 行：另有這個匯出檔沒有包含的規則（"
         "Warning: iptables-legacy tables present, use iptables-legacy-save to see them）"),
        ("# Table `inet' is incompatible, use 'nft' tool.",
         "第 1 行：另有這個匯出檔沒有包含的規則（Table `inet' is incompatible, use 'nft' tool.）"),
    ],
)  # fmt: skip
def test_what_filters_elsewhere_is_a_gap(table: str, gap: str) -> None:
    text = f"{table}\n{HEAD}{CHAINS}-A FORWARD -s 192.0.2.1 -j DROP\nCOMMIT\n"

    # A table ahead of the heading has no version but that of its addresses.
    text = text if table.startswith("#") or "-A" in table else HEAD.split("\n")[0] + "\n" + text
    gaps = read(text).gaps

    assert [each.replace("第 2 行", "第 1 行") for each in gaps] == [gap]


def test_what_lets_translated_connections_through_is_a_gap_and_no_row() -> None:
    table = rules("-A FORWARD -m conntrack --ctstate DNAT -j ACCEPT", "-A FORWARD -j DROP")

    assert [row["policy"] for row in table.rows] == ["FORWARD 2"]
    assert table.gaps == (
        "第 6 行放行所有經 DNAT 轉換的連線，其範圍由 nat 表決定，尚無法判讀",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "vdom"),
    [("-s 192.0.2.1", "FORWARD"), ("-p icmp", "FORWARD"), ("-d 2001:db8::1", "FORWARD (IPv6)"),
     ("-s 192.0.2.1 -m mac --mac-source 00:00:5E:00:53:01", "FORWARD")],
)  # fmt: skip
def test_a_file_without_its_first_line_is_what_its_addresses_are(options: str, vdom: str) -> None:
    raw = "*raw\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n"
    text = f"{raw}*filter\n{CHAINS}-A FORWARD {options} -j DROP\n"

    assert [row["vdom"] for row in read(f"{text}COMMIT\n").rows] == [vdom]


def test_an_unknown_target_is_a_gap() -> None:
    table = rules("-A FORWARD -j ODD", "-A FORWARD -j DROP")

    assert table.gaps == ("第 6 行的目標「ODD」尚無法判讀",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{START}-A FORWARD -j DROP\n", "第 6 行：檔案在第 6 行中斷（第 2 行的表「filter」"),
        (f"{START}COMMIT\n", "filter 表裡沒有任何規則"),
        (f"{HEAD}-A FORWARD -j DROP\nCOMMIT\n", "第 3 行：鏈「FORWARD」沒有宣告"),
        (f"{START}hello\nCOMMIT\n", "第 6 行：看不懂「hello」"),
        (f"{START}:INPUT DROP [0:0]\nCOMMIT\n", "第 6 行：看不懂「:INPUT DROP"),
        (f"{START}-A FORWARD -s 10.0.0.300 -j DROP\nCOMMIT\n", "看不懂「-s 10.0.0.300」"),
        (f"{START}-A FORWARD -s ::1 -j DROP\nCOMMIT\n", "第 6 行：這一行的位址不是 IPv4"),
        (f"{START}-A FORWARD -p tcp --dport 70000 -j DROP\nCOMMIT\n", "看不懂「--dport"),
        (f"{START}-A FORWARD -p nope -j DROP\nCOMMIT\n", "看不懂「-p nope」"),
        (f"{START}-A FORWARD -m time --datestop soon -j DROP\nCOMMIT\n", "看不懂「--datestop"),
        (f"{START}-A FORWARD -j\nCOMMIT\n", "第 6 行：「-j」後面沒有值"),
        (f"{START}-A FORWARD word -j DROP\nCOMMIT\n", "第 6 行：看不懂「word」"),
        (f"{START}:A - [0:0]\n-A FORWARD -j A\n-A A -j A\nCOMMIT\n", "第 8 行：鏈互相跳躍"),
        ("*nat\n:INPUT ACCEPT [0:0]\nCOMMIT\n", "沒有 filter 表"),
        ("*filter\n:INPUT DROP [0:0]\n-A INPUT -j DROP\nCOMMIT\n",
         "第 1 行：看不出是 IPv4 還是 IPv6"),
        (f"{START}-A FORWARD -j DROP\nCOMMIT\n*filter\nCOMMIT\n", "第 8 行：有兩個 filter 表"),
        (f"{HEAD.replace('filter', 'nat')}:POSTROUTING ACCEPT [0:0]\n:PREROUTING ACCEPT [0:0]\n"
         f"-A PREROUTING -j DNAT --to-destination x\nCOMMIT\n*filter\n{CHAINS}COMMIT\n",
         "第 5 行：看不懂 DNAT 的目的「x」"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(text: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(text)

    assert message in str(caught.value)


def test_chains_that_multiply_are_refused() -> None:
    chains = "".join(f":C{number} - [0:0]\n" for number in range(20))
    jumps = [f"-A C{number} -j C{number + 1}" for number in range(19) for _ in range(2)]

    with pytest.raises(ReadError, match="鏈展開後超過"):
        rules("-A FORWARD -j C0", *jumps, chains=chains)


@given(st.integers(0, len(SAMPLE)), st.binary(max_size=6), st.integers(0, 40))
def test_damage_is_a_table_or_a_read_error(at: int, put: bytes, cut: int) -> None:
    damaged = SAMPLE[:at] + put + SAMPLE[at + cut :]

    assert is_table_or_error(read, damaged)
