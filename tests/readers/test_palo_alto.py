"""PAN-OS configurations: golden rows, both checks, Panorama, and what is refused."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.readers.firewalls import ON, found, is_table_or_error
from tests.readers.palo_alto_config import (
    SAMPLE,
    entries,
    firewall,
    members,
    read,
    rule,
    security,
)
from tests.readers.sources import DATA, of

from chahe.checks.firewall_exposure import firewall_exposure
from chahe.checks.firewall_redundancy import firewall_redundancy
from chahe.readers import ReadError, read_any
from chahe.workflow import Verdict

HTTPS, ANY = (("tcp", 443, 443),), (("ip", 0, 255),)


def test_golden() -> None:
    table = read_any(of(SAMPLE, "pa.xml"))

    assert (table.reader, table.kind, table.gaps) == ("palo_alto", "firewall_policies", ())
    assert [
        (row["policy"], row["line"], row["status"], row["action"], row["source_roles"],
         row["destination_roles"], row["ports"], row["internet_services"])
        for row in table.rows
    ] == [
        ("web-in", 240, "enable", "accept", ("wan",), ("dmz",), (), ("web-browsing", "ssl")),
        ("fix-in", 281, "enable", "accept", ("wan",), ("dmz",), (("tcp", 9870, 9880),), ()),
        ("rdp-old", 317, "enable", "accept", ("wan",), ("lan",), (("tcp", 3389, 3389),), ()),
        ("vendor-fix", 351, "enable", "accept", ("wan",), ("dmz",), (("tcp", 22, 22),), ()),
        ("staff-web", 386, "enable", "accept", ("lan",), ("wan",),
         (("tcp", 80, 80), ("tcp", 443, 443), ("tcp", 8080, 8080)), ()),
        ("staff-web-2019", 426, "enable", "accept", ("lan",), ("wan",), HTTPS, ()),
        ("dns-out", 460, "enable", "accept", ("lan",), ("wan",), (), ("dns",)),
        ("quote-feed", 494, "enable", "accept", ("lan",), ("wan",),
         (("tcp", 7001, 7003), ("udp", 7001, 7001)), ()),
        ("admin", 528, "enable", "accept", ("tunnel",), ("lan",),
         (("tcp", 22, 22), ("tcp", 3389, 3389)), ()),
        ("branch", 563, "enable", "accept", ("private",), ("lan",), (("tcp", 1433, 1434),), ()),
        ("db-debug", 597, "enable", "accept", ("dmz",), ("lan",), ANY, ()),
        ("updates", 631, "enable", "accept", ("lan",), ("wan",), (), ("ssl",)),
        ("block-geo", 665, "enable", "deny", ("wan",), ("any",), ANY, ()),
        ("test", 699, "disable", "accept", ("lan",), ("dmz",), ANY, ()),
        ("deny-all", 734, "enable", "deny", ("any",), ("any",), ANY, ()),
    ]  # fmt: skip
    web = 172 << 24 | 16 << 16 | 10 << 8 | 10
    assert table.rows[0] == {
        "policy": "web-in", "name": "web-in", "vdom": "vsys1", "line": 240, "status": "enable",
        "action": "accept", "source_interfaces": ("untrust",), "destination_interfaces": ("dmz",),
        "source_roles": ("wan",), "destination_roles": ("dmz",), "source_addresses": ("any",),
        "destination_addresses": ("pub-order-web",),
        "services": ("application-default", "web-browsing", "ssl"),
        "source_ranges": ((0, 2**32 - 1),), "destination_ranges": ((web, web),),
        "source_ranges6": ((0, 2**128 - 1),), "destination_ranges6": (), "ports": (),
        "source_negate": False, "destination_negate": False, "service_negate": False,
        "unresolved": (), "source_kinds": (), "vips": ("pub-order-web",),
        "real_destination": False, "hours": (), "hits": None, "last_hit": None,
        "internet_services": ("web-browsing", "ssl"), "schedule": "always",
        "schedule_ends": None, "log": "all", "inspected": True, "nat": False,
        "comment": "下單網站 REQ-2026-011 王大明", "users": (), "narrowed": True,
        "undecided": False,
    }  # fmt: skip
    assert table.rows[3]["schedule_ends"] == date(2026, 10, 31)
    assert table.rows[12]["source_kinds"] == ("geography", "internet-service")


def test_columns_are_fortigates() -> None:
    fortigate = read_any(of((DATA / "fortigate_plain.conf").read_bytes()))

    assert {tuple(sorted(row)) for row in read(SAMPLE).rows} == {tuple(sorted(fortigate.rows[0]))}


def test_both_checks_on_the_sample() -> None:
    table = read(SAMPLE)

    assert found(table, firewall_exposure) == [
        ("rdp-old", "internet_to_inside"),
        ("rdp-old", "no_comment"),
        ("rdp-old", "no_log"),
        ("vendor-fix", "expired"),
        ("db-debug", "any_service"),
        ("test", "disabled"),
    ]
    assert found(table, firewall_redundancy) == [("staff-web-2019", "redundant")]


DESCRIBED = "<description>REQ-1</description>"


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        (DESCRIBED, Verdict.CONFORMING),
        ("<log-end>no</log-end>" + DESCRIBED, Verdict.NONCONFORMING),
        (f"<tag>{members('REQ-1')}</tag>", Verdict.CONFORMING),
        ("", Verdict.NONCONFORMING),
    ],
)
def test_a_rule_that_says_what_for_and_is_logged_conforms(more: str, verdict: Verdict) -> None:
    table = read(firewall(rule(more=more, from_="trust", to="untrust", service="service-https")))

    assert firewall_exposure.run({"firewall_policies": (table,)}, on=ON).verdict == verdict


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("<config", '<response status="success"><result><config', 1)
        .replace("</config>", "</config></result></response>").encode(),
    ],
)  # fmt: skip
def test_encodings_and_the_answer_of_the_api(change: Any) -> None:
    assert read_any(of(change(SAMPLE.decode()))).rows == read(SAMPLE).rows


def panorama(**groups: str) -> str:
    shared = (
        f"<shared>{entries('address', web='<ip-netmask>10.1.1.1</ip-netmask>')}"
        f"<pre-rulebase>{security(rule('s-pre'))}</pre-rulebase>"
        f"<post-rulebase>{security(rule('s-post', destination='web'))}</post-rulebase></shared>"
    )
    held = "".join(
        f'<entry name="{name}">{text}<pre-rulebase>{security(rule(f"{name}-pre"))}</pre-rulebase>'
        f"<post-rulebase>{security(rule(f'{name}-post', destination='web'))}</post-rulebase>"
        "</entry>"
        for name, text in groups.items()
    )
    return (
        f'<config urldb="x">{shared}<devices><entry name="localhost.localdomain"><device-group>'
        f"{held}</device-group></entry></devices></config>"
    )


LEAF = [("leaf", name) for name in ("s-pre", "top-pre", "leaf-pre", "leaf-post", "top-post",
        "s-post")]  # fmt: skip
TOP = [("top", name) for name in ("s-pre", "top-pre", "top-post", "s-post")]
PARENT, DEVICES = "<parent-dg>top</parent-dg>", '<devices><entry name="0011"/></devices>'


@pytest.mark.parametrize(
    ("groups", "rows"),
    [
        ({"top": "", "leaf": PARENT}, LEAF),
        ({"top": DEVICES, "leaf": PARENT}, TOP + LEAF),
        ({"top": ""}, TOP),
    ],
)
def test_panorama_is_each_device_group_with_what_it_inherits(groups: Any, rows: Any) -> None:
    table = read(panorama(**groups))

    assert [(row["vdom"], row["policy"]) for row in table.rows] == rows
    assert len(table.gaps) == 1
    assert table.gaps[0].startswith("這是 Panorama 的設定")


def test_parents_may_be_told_read_only() -> None:
    told = '<readonly><devices><entry name="x"><device-group><entry name="leaf">'
    told += f"{PARENT}</entry></device-group></entry></devices></readonly></config>"

    table = read(panorama(top="", leaf="").replace("</config>", told))

    assert [(row["vdom"], row["policy"]) for row in table.rows] == LEAF


def test_an_object_of_a_group_hides_the_shared_one() -> None:
    own = entries("address", web="<ip-netmask>10.2.2.2</ip-netmask>")

    row = read(panorama(top=own)).rows[-1]

    assert row["destination_ranges"] == ((0x0A020202, 0x0A020202),)


MANAGED = "<deviceconfig><system><panorama><local-panorama><panorama-server>192.0.2.5"
MANAGED += "</panorama-server></local-panorama></panorama></system></deviceconfig>"
PUSHED = f"<pre-rulebase>{security(rule('before'))}</pre-rulebase>"
PUSHED += f"<post-rulebase>{security(rule('after'))}</post-rulebase>"


@pytest.mark.parametrize(
    ("outside", "rows", "gaps"),
    [
        ("", ["r"], 1),
        (f"<panorama>{PUSHED}</panorama>", ["before", "r", "after"], 0),
        (f'<panorama><vsys><entry name="vsys1">{PUSHED}</entry></vsys></panorama>',
         ["before", "r", "after"], 0),
        (f'<panorama><vsys><entry name="vsys2">{PUSHED}</entry></vsys></panorama>', ["r"], 1),
    ],
)  # fmt: skip
def test_a_managed_firewall_needs_what_panorama_pushed(
    outside: str, rows: list[str], gaps: int
) -> None:
    table = read(firewall(rule(), device=MANAGED, outside=outside))

    assert ([row["policy"] for row in table.rows], len(table.gaps)) == (rows, gaps)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "檔案是空的"),
        ("<config>", "第 1 行：檔案不完整，XML 沒有結尾"),
        ("<config/>", "沒有任何安全性規則"),
        (firewall(), "沒有任何安全性規則"),
        ("<configuration/>", "第 1 行：這不是PAN-OS 設定檔"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><config/>', "第 1 行：含有 DTD 或實體宣告"),
        (SAMPLE.decode()[:20000], "第 592 行：檔案不完整"),
        (firewall(rule(), rule()), "第 1 行：規則「r」出現兩次"),
        (firewall(rule(service="")), "第 1 行、欄位「service」：規則「r」缺少內容"),
        (firewall(rule(more="<action>maybe</action>")),
         "第 1 行、欄位「action」：看不懂規則「r」的動作「maybe」"),
        (firewall(rule(source="a"),
                  vsys=entries("address", a="<ip-netmask>10.0.0.300</ip-netmask>")),
         "第 1 行：看不懂物件「a」的位址"),
        (firewall(rule(source="a"),
                  vsys=entries("address", a="<ip-wildcard>10.0.0.1</ip-wildcard>")),
         "第 1 行：看不懂物件「a」的位址"),
        (firewall(rule(source="g"), vsys=entries("address-group",
                  g=f"<static>{members('g')}</static>")), "第 1 行：群組「g」層數過深"),
        (firewall(rule(service="g"), vsys=entries("service-group",
                  g=f"<members>{members('g')}</members>")), "第 1 行：群組「g」層數過深"),
        (firewall(rule(service="s"), vsys=entries("service",
                  s="<protocol><tcp><port>70000</port></tcp></protocol>")),
         "第 1 行：看不懂服務「s」的通訊埠"),
        (firewall(rule(application="a", service="application-default"), vsys=entries("application",
                  a=f"<default><port>{members('tcp/x')}</port></default>")),
         "第 1 行：看不懂應用程式「a」的通訊埠"),
        (firewall(rule(), vsys=entries("schedule", s="<schedule-type><non-recurring>"
                  f"{members('2026/13/01@00:00-2026/13/01@01:00')}</non-recurring></schedule-type>")),
         "第 1 行：看不懂「s」的結束日期"),
        (panorama(top="<parent-dg>leaf</parent-dg>", leaf=PARENT), "第 1 行：裝置群組「"),
        ("<config><devices><entry><vsys><entry><rulebase><security>" + "<a>" * 80,
         "第 1 行：標籤的層數太深"),
    ],
)  # fmt: skip
def test_refuses(content: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(content)

    assert str(caught.value).startswith(message)


LINES = SAMPLE.splitlines(keepends=True)


@given(
    st.integers(1, len(LINES) - 1),
    st.sampled_from(["drop", "twice", "cut", "empty", "swap", "word"]),
    st.integers(0, 40),
)
def test_damage_is_a_table_or_an_error(at: int, how: str, place: int) -> None:
    kept = list(LINES)
    match how:
        case "drop":
            del kept[at]
        case "twice":
            kept.insert(at, kept[at])
        case "cut":
            kept[at] = kept[at][:place]
        case "empty":
            kept[at] = kept[at].replace(b"</", b" </").replace(b"member>", b"member >")
        case "swap":
            kept[at], kept[-place - 1] = kept[-place - 1], kept[at]
        case "word":
            head, _, tail = kept[at].partition(b">")
            kept[at] = head + b">-/," + tail.partition(b"<")[2].join([b"<", b""])

    assert is_table_or_error(read, b"".join(kept)) in (True, False)
