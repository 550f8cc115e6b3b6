"""Cisco ASA configurations: golden rows, both checks, contexts, and what is refused."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.cisco_asa_config import BOUND, HEAD, PERMIT, PORTS, SAMPLE, body, network, read
from tests.readers.firewalls import ON, found, is_table_or_error
from tests.readers.sources import DATA, of

from chahe.checks.firewall_exposure import firewall_exposure
from chahe.checks.firewall_redundancy import firewall_redundancy
from chahe.readers import ReadError, read_any
from chahe.workflow import Verdict

EVERY = (None, "dmz", "lan", "private", "wan")


def test_golden() -> None:
    table = read_any(of(SAMPLE, "asa.txt"))

    assert (table.reader, table.kind, table.gaps) == ("cisco_asa", "firewall_policies", ())
    assert [
        (row["policy"], row["line"], row["status"], row["action"], row["source_roles"],
         row["destination_roles"], row["ports"])
        for row in table.rows
    ] == [
        ("OUTSIDE_IN 2", 88, "enable", "accept", ("wan",), ("dmz",), (("tcp", 443, 443),)),
        ("OUTSIDE_IN 4", 90, "enable", "accept", ("wan",), ("dmz",),
         (("icmp", 0, 255), ("tcp", 1521, 1522), ("tcp", 9870, 9880))),
        ("OUTSIDE_IN 5", 91, "enable", "accept", ("wan",), ("lan",), (("tcp", 3389, 3389),)),
        ("OUTSIDE_IN 7", 93, "enable", "accept", ("wan",), ("dmz",), (("tcp", 22, 22),)),
        ("OUTSIDE_IN 8", 94, "disable", "accept", ("wan",), EVERY, (("icmp", 0, 255),)),
        ("OUTSIDE_IN 9", 95, "enable", "deny", ("wan",), EVERY, (("ip", 0, 255),)),
        ("INSIDE_IN 2", 97, "enable", "accept", ("lan",), EVERY,
         (("tcp", 80, 80), ("tcp", 443, 443), ("tcp", 8080, 8081))),
        ("INSIDE_IN 4", 99, "enable", "accept", ("lan",), EVERY, (("tcp", 443, 443),)),
        ("INSIDE_IN 6", 101, "enable", "accept", ("lan",), ("wan",),
         (("tcp", 53, 53), ("udp", 53, 53))),
        ("INSIDE_IN 8", 103, "enable", "accept", ("lan",), (None,), (("tcp", 443, 443),)),
        ("DMZ_IN 2", 105, "enable", "accept", ("dmz",), ("lan",), (("tcp", 1521, 1522),)),
        ("DMZ_IN 4", 107, "enable", "accept", ("dmz",), ("lan",), (("ip", 0, 255),)),
        ("BRANCH_IN 2", 109, "enable", "accept", ("private",), ("lan",), (("tcp", 1433, 1434),)),
        ("BRANCH_OUT 2", 111, "enable", "accept", ("private",), ("private",),
         (("tcp", 443, 443),)),
        ("OLD_TEST 1", 112, "disable", "accept", (), EVERY, (("ip", 0, 255),)),
    ]  # fmt: skip
    assert table.rows[3] == {
        "policy": "OUTSIDE_IN 7", "name": "", "vdom": "root", "line": 93, "status": "enable",
        "action": "accept", "source_interfaces": ("outside",), "destination_interfaces": ("any",),
        "source_roles": ("wan",), "destination_roles": ("dmz",),
        "source_addresses": ("VENDOR",), "destination_addresses": ("ORDER-WEB",),
        "services": ("tcp/22",), "source_ranges": network("198.51.100.17", "198.51.100.18"),
        "destination_ranges": network("172.16.10.10", "172.16.10.10"), "source_ranges6": (),
        "destination_ranges6": (), "ports": (("tcp", 22, 22),), "source_negate": False,
        "destination_negate": False, "service_negate": False, "unresolved": (),
        "source_kinds": (), "vips": ("ORDER-WEB",), "real_destination": True,
        "hours": (), "hits": None, "last_hit": None, "internet_services": (),
        "schedule": "VENDOR-WINDOW", "schedule_ends": date(2026, 10, 31), "log": "all",
        "inspected": False, "nat": False, "comment": "廠商維護 REQ-2026-033", "users": (),
        "narrowed": False, "undecided": False,
    }  # fmt: skip


def test_columns_are_fortigates() -> None:
    fortigate = read_any(of((DATA / "fortigate_plain.conf").read_bytes()))

    assert {tuple(sorted(row)) for row in read(SAMPLE).rows} == {tuple(sorted(fortigate.rows[0]))}


def test_both_checks_on_the_sample() -> None:
    table = read(SAMPLE)

    assert found(table, firewall_exposure) == [
        ("OUTSIDE_IN 5", "internet_to_inside"),
        ("OUTSIDE_IN 5", "no_comment"),
        ("OUTSIDE_IN 7", "expired"),
        ("OUTSIDE_IN 8", "disabled"),
        ("DMZ_IN 4", "any_service"),
        ("OLD_TEST 1", "disabled"),
    ]
    assert found(table, firewall_redundancy) == [("INSIDE_IN 4", "redundant")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp950"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_and_newlines(encoding: str, newline: str) -> None:
    content = SAMPLE.decode().replace("\n", newline).encode(encoding)

    assert read_any(of(content)).rows == read(SAMPLE).rows


LOGGED = "logging enable\nlogging buffered informational\n"


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        ("", Verdict.CONFORMING),
        ("no logging message 302013\n", Verdict.NONCONFORMING),
        ("group-policy G attributes\n vpn-filter value V\n", Verdict.INSUFFICIENT),
    ],
)
def test_a_clean_configuration_conforms_and_a_gap_never_does(more: str, verdict: Verdict) -> None:
    table = body(f"{LOGGED}{more}access-list A remark REQ-1\n{PERMIT}tcp any host 192.0.2.9 eq 443")

    assert firewall_exposure.run({"firewall_policies": (table,)}, on=ON).verdict == verdict


def context(name: str) -> str:
    return (
        f"ASA Version 9.16(4) <context>\nhostname {name}\n{PORTS}{PERMIT}tcp any any eq 1\n"
        f"{BOUND}: end\n"
    )


SYSTEM = "ASA Version 9.16(4) <system>\nhostname sys\ncontext one\ncontext two\n: end\n"


@pytest.mark.parametrize(
    ("content", "vdoms", "gaps"),
    [
        (context("one"), ["one"], ()),
        (SYSTEM + context("one") + context("two"), ["one", "two"], ()),
        (SYSTEM + context("one"), ["one"],
         ("系統設定列有 2 個 context（one、two），檔案中只有 1 個",)),
    ],
)  # fmt: skip
def test_contexts(content: str, vdoms: Any, gaps: Any) -> None:
    table = read(content)

    assert ([row["vdom"] for row in table.rows], table.gaps) == (vdoms, gaps)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "檔案是空的"),
        (f"{PERMIT}ip any any\n", "沒有版本（ASA Version）"),
        ("ASA Version x\n: end\n", "第 1 行：看不懂版本「x」"),
        (f"{HEAD}{PERMIT}ip any any\n", "第 3 行：設定檔在第 3 行前中斷"),
        (f"{HEAD}ASA Version 9.1\n: end\n", "第 3 行：設定檔在第 3 行前中斷"),
        (f"{HEAD}<--- More --->\n: end\n", "第 3 行：含有分頁的「More」"),
        (f"{HEAD}: end\n", "沒有任何套用中的存取規則"),
        (context("one") * 2, "第 15 行：「one」的設定出現兩次"),
        (f"{HEAD}access-list A\n: end\n", "第 3 行：存取清單沒有寫完"),
        (f"{HEAD}{PERMIT}tcp any\n{BOUND}: end\n", "第 3 行：存取規則沒有寫完"),
        (f"{HEAD}{PERMIT}tcp any any eq\n{BOUND}: end\n", "第 3 行：存取規則沒有寫完"),
        (f"{HEAD}{PERMIT}tcp any any eq nope\n{BOUND}: end\n",
         "第 3 行：看不懂存取規則的「eq nope」"),
        (f"{HEAD}{PERMIT}foo any any\n{BOUND}: end\n", "第 3 行：看不懂存取規則的「permit foo」"),
        (f"{HEAD}{PERMIT}ip any any eq 80\n{BOUND}: end\n",
         "第 3 行：看不懂存取規則的「eq 80」"),
        (f"{HEAD}{PERMIT}ip host 10.1.1.300 any\n{BOUND}: end\n",
         "第 3 行：看不懂位址「10.1.1.300」"),
        (f"{HEAD}access-list A extended maybe ip any any\n{BOUND}: end\n",
         "第 3 行：看不懂存取規則的「maybe」"),
        (f"{HEAD}object network X\n host 999.1.1.1\n{PERMIT}ip any object X\n{BOUND}: end\n",
         "第 4 行：看不懂位址「999.1.1.1」"),
        (f"{HEAD}object-group network G\n group-object G\n{PERMIT}ip any object-group G\n"
         f"{BOUND}: end\n",
         "第 3 行：群組「G」層數過深"),
        (f"{HEAD}object-group service S tcp\n port-object eq 70000\n"
         f"{PERMIT}tcp any any object-group S\n{BOUND}: end\n", "第 4 行：看不懂服務「S」的內容"),
        (f"{HEAD}object network\n: end\n", "第 3 行：物件沒有名稱"),
        (f"{HEAD}interface X\n nameif a\n security-level high\n: end\n",
         "第 3 行：看不懂安全等級「high」"),
        (f"{HEAD}time-range T\n absolute end 00:00 32 May 2026\n: end\n",
         "第 4 行：看不懂時程的結束日期"),
        (f"{HEAD}time-range T\n absolute end 00:00 31 May 99999999999999999999\n: end\n",
         "第 4 行：看不懂時程的結束日期"),
    ],
)  # fmt: skip
def test_refuses(content: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(content)

    assert str(caught.value).startswith(message)


LINES = SAMPLE.splitlines(keepends=True)


@given(
    st.integers(6, len(LINES) - 1),
    st.sampled_from(["drop", "twice", "cut", "word", "swap"]),
    st.integers(0, 20),
)
def test_damage_is_a_table_or_an_error(at: int, how: str, place: int) -> None:
    kept = list(LINES)
    words = kept[at].split(b" ")
    match how:
        case "drop":
            del kept[at]
        case "twice":
            kept.insert(at, kept[at])
        case "cut":
            kept[at] = kept[at][:place] + b"\n"
        case "word":
            words[place % len(words)] = b"eq"
            kept[at] = b" ".join(words).rstrip() + b"\n"
        case "swap":
            kept[at], kept[-place - 1] = kept[-place - 1], kept[at]

    assert is_table_or_error(read, b"".join(kept)) in (True, False)
