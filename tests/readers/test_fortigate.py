"""FortiGate backups: golden rows, what each object means, and what is refused."""

import json
from typing import Any

import pytest
from tests.readers.sources import DATA, of

from chahe.readers import ReadError, Row, Table, load_readers, read_any

PLAIN = (DATA / "fortigate_plain.conf").read_bytes()
ALL4 = ((0, 2**32 - 1),)
ANY = (("ip", 0, 255),)


def read(content: bytes | str) -> Table:
    return load_readers()["fortigate"].read(of(content, "fw.conf"))


def one(objects: str = "", **settings: str) -> Row:
    """Read one enabled accept policy beside some objects."""
    settings = {"srcintf": "a", "dstintf": "b", "action": "accept", "service": "ALL", **settings}
    lines = "\n".join(f"set {name.replace('_', '-')} {value}" for name, value in settings.items())
    return read(f"{objects}\nconfig firewall policy\nedit 1\n{lines}\nnext\nend\n").rows[0]


def section(path: str, *edits: str) -> str:
    return f"config {path}\n" + "\n".join(f"edit {edit}\nnext" for edit in edits) + "\nend\n"


@pytest.mark.parametrize("name", ["fortigate_vdoms", "fortigate_plain"])
def test_read_golden_backup(name: str) -> None:
    content = (DATA / f"{name}.conf").read_bytes()
    golden = json.loads((DATA / f"{name}.golden.json").read_text())

    table = read_any(of(content, f"{name}.conf"))

    assert json.loads(json.dumps(table.rows, default=str)) == golden
    assert (table.kind, table.reader, table.gaps) == ("firewall_policies", "fortigate", ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp950"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_read_any_encoding_and_newline(encoding: str, newline: str) -> None:
    content = PLAIN.decode().replace("\n", newline).encode(encoding)

    assert read(content).rows == read(PLAIN).rows


@pytest.mark.parametrize(
    ("objects", "ranges"),
    [
        (section("firewall address", '"x"'), ALL4),
        (
            section("firewall address", '"x"\nset subnet 10.0.0.9 255.0.0.0'),
            ((10 << 24, (11 << 24) - 1),),
        ),
        (section("firewall address", '"x"\nset subnet 10.0.0.0/8'), ((10 << 24, (11 << 24) - 1),)),
        (
            section(
                "firewall address",
                '"x"\nset type iprange\nset start-ip 0.0.0.1\nset end-ip 0.0.0.9',
            ),
            ((1, 9),),
        ),
        (section("firewall address", '"x"\nset type fqdn\nset fqdn "a.example"'), ()),
        (
            section(
                "firewall address",
                '"h"\nset subnet 0.0.0.0 128.0.0.0',
                '"i"\nset subnet 128.0.0.0 128.0.0.0',
            )
            + section("firewall addrgrp", '"g"\nset member "h" "i"', '"x"\nset member "g"'),
            ALL4,
        ),
        (
            section("firewall address", '"h"\nset subnet 0.0.0.0 128.0.0.0')
            + section(
                "firewall addrgrp",
                '"x"\nset member "all"\nset exclude enable\nset exclude-member "h"',
            ),
            ((2**31, 2**32 - 1),),
        ),
        (
            section("firewall vip", '"x"\nset extip 1.2.3.4\nset mappedip "0.0.0.5-0.0.0.6"'),
            ((5, 6),),
        ),
        (section("firewall vip", '"x"\nset type access-proxy\nset extip 1.2.3.4'), ()),
        (
            section("firewall address", '"m"\nset subnet 0.0.0.7 255.255.255.255')
            + section("firewall vip", '"x"\nset mapped-addr "m"'),
            ((7, 7),),
        ),
    ],
)
def test_addresses_become_ranges(objects: str, ranges: Any) -> None:
    assert one(objects, srcaddr='"x"')["source_ranges"] == ranges


def test_negated_sides_are_complements() -> None:
    objects = section("firewall address", '"low"\nset subnet 0.0.0.0 128.0.0.0')

    row = one(
        objects, srcaddr='"low"', srcaddr_negate="enable", dstaddr='"all"', dstaddr_negate="enable"
    )

    assert row["source_ranges"] == ((2**31, 2**32 - 1),)
    assert row["destination_ranges"] == ()
    assert (row["source_negate"], row["destination_negate"]) == (True, True)


@pytest.mark.parametrize(
    ("edit", "ports"),
    [
        ('"x"\nset protocol IP', ANY),
        ('"x"\nset protocol IP\nset protocol-number 6', (("tcp", 0, 65535),)),
        ('"x"\nset protocol IP\nset protocol-number 47', (("ip", 47, 47),)),
        ('"x"\nset protocol ICMP\nunset icmptype', (("icmp", 0, 255),)),
        ('"x"\nset protocol ICMP6', (("icmp6", 0, 255),)),
        ('"x"\nset protocol ALL\nset tcp-portrange 0-65535:0-65535', ANY),
        ('"x"\nset tcp-portrange 80 443-445:1024-65535 81\nset udp-portrange 53',
         (("tcp", 80, 81), ("tcp", 443, 445), ("udp", 53, 53))),
    ],
)  # fmt: skip
def test_services_become_ports(edit: str, ports: Any) -> None:
    assert one(section("firewall service custom", edit), service='"x"')["ports"] == ports


def test_negated_service_all_is_nothing() -> None:
    assert one(service='"ALL"', service_negate="enable")["ports"] == ()


def test_defaults_are_fortios_own() -> None:
    row = read("config firewall policy\nedit 7\nnext\nend\n").rows[0]

    assert (row["status"], row["action"], row["schedule"], row["log"]) == (
        "enable",
        "deny",
        "always",
        "utm",
    )


@pytest.mark.parametrize(
    ("interface", "routes", "role"),
    [
        ("set role dmz", "", "dmz"),
        ("set role undefined\nset ip 10.0.0.1 255.0.0.0", "", "private"),
        ("set ip 203.0.113.1 255.255.255.0", "", None),
        ("set mode pppoe", "", "wan"),
        ("set type tunnel", "", "tunnel"),
        ("set ip 10.0.0.1 255.0.0.0", '1\nset device "a"', "wan"),
        ("set ip 10.0.0.1 255.0.0.0", '1\nset dst 10.9.0.0 255.255.0.0\nset device "a"', "private"),
        ("set ip 10.0.0.1 255.0.0.0", '1\nset status disable\nset device "a"', "private"),
    ],
)
def test_roles_of_interfaces(interface: str, routes: str, role: str | None) -> None:
    objects = section("system interface", f'"a"\n{interface}')
    objects += section("router static", routes) if routes else ""

    assert one(objects)["source_roles"] == (role,)


def test_role_of_sdwan_zone_is_its_members() -> None:
    objects = section("system interface", '"w"\nset role wan', '"l"\nset role lan')
    objects += "config system sdwan\nset status enable\nconfig members\nedit 1\n"
    objects += 'set interface "w"\nnext\nend\nend\n'
    objects += section("system zone", '"inner"\nset interface "l"')

    row = one(objects, srcintf='"virtual-wan-link"', dstintf='"inner" "any" "gone"')

    assert row["source_roles"] == ("wan",)
    assert row["destination_roles"] == ("lan", "any", None)


def test_undefined_objects_are_gaps_only_where_they_let_traffic_through() -> None:
    policy = (
        "edit {}\nset action {}\nset status {}\n"
        'set srcintf "a"\nset dstintf "b"\nset srcaddr "gone"\nset dstaddr "all"\n'
        'set service "NOPE"\nset schedule "never"\nnext\n'
    )
    policies = policy.format(1, "accept", "enable") + policy.format(2, "deny", "enable")
    policies += policy.format(3, "accept", "disable")

    gaps = read(f"config firewall policy\n{policies}end\n").gaps

    assert gaps == tuple(
        f"VDOM「root」政策 1（第 2 行）引用的{what}在檔案中沒有定義"
        for what in ("位址「gone」", "服務「NOPE」", "時程「never」")
    )


def test_policies_of_other_kinds_are_a_gap() -> None:
    content = PLAIN.decode() + section("firewall proxy-policy", "1")

    assert read(content).gaps == ("VDOM「root」另有代理政策（proxy-policy），尚無法判讀",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("config system global\nend\n", "第 2 行：讀到第 2 行為止沒有任何防火牆政策"),
        ("config firewall policy\nend\n", "第 2 行：讀到第 2 行為止沒有任何防火牆政策"),
        ("config firewall policy\nedit 1\n", "第 2 行：設定檔在第 2 行中斷（第 2 行的「edit 1」"),
        ("config firewall policy\nedit 1\nend\n", "第 3 行：end 前缺少 next"),
        ("config firewall policy\nedit 1\nedit 2\n", "第 3 行：edit 前缺少 config 或 next"),
        ("next\n", "第 1 行：next 前缺少 edit"),
        ("end\n", "第 1 行：end 前缺少 config"),
        ("set a b\n", "第 1 行：set 不在任何 config 之內"),
        ("hello\n", "第 1 行：看不懂「hello」"),
        ('config firewall policy\nedit 1\nset name "a\nb\n',
         "第 4 行：設定檔在第 4 行中斷（第 3 行的引號"),
        ("config vdom\nedit a\nnext\nedit b\nnext\nend\nconfig vdom\nedit a\nconfig x\nend\nend\n",
         "第 11 行：設定檔在第 11 行中斷（缺少 VDOM「b」的設定）"),
        ("config firewall policy\nedit 1\nnext\nedit 1\nnext\nend\n", "第 4 行：政策 1 出現兩次"),
        ("config x\n" * 40, "第 33 行：config 的巢狀結構有誤"),
    ],
)  # fmt: skip
def test_read_refuses_what_is_cut_or_is_not_a_backup(content: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(content)

    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    "objects",
    [
        section("firewall address", '"x"\nset subnet 10.0.0.300 255.0.0.0'),
        section(
            "firewall address", '"x"\nset type iprange\nset start-ip 0.0.0.9\nset end-ip 0.0.0.1'
        ),
        section("firewall addrgrp", '"x"\nset member "y"', '"y"\nset member "x"'),
        section("firewall addrgrp", '"x"\nset member "x"'),
    ],
)  # fmt: skip
def test_read_refuses_addresses_it_cannot_read(objects: str) -> None:
    with pytest.raises(ReadError, match=r"^第 . 行："):
        one(objects, srcaddr='"x"')


@pytest.mark.parametrize(
    "objects",
    [
        section("firewall service custom", '"x"\nset tcp-portrange 1-70000'),
        section("firewall service custom", '"x"\nset protocol IP\nset protocol-number six'),
        section("firewall service group", '"x"\nset member "x"'),
    ],
)
def test_read_refuses_services_it_cannot_read(objects: str) -> None:
    with pytest.raises(ReadError, match=r"^第 . 行："):
        one(objects, service='"x"')


def test_a_schedule_without_an_end_is_a_gap_where_it_is_used() -> None:
    objects = section("firewall schedule onetime", '"x"\nset start 00:00 2026/01/01')
    settings = 'set action accept\nset srcintf "a"\nset dstintf "b"\nset srcaddr "all"\n'
    settings += 'set dstaddr "all"\nset service "ALL"\n'

    used, plain = (
        read(objects + section("firewall policy", f"1\n{settings}set schedule {name}"))
        for name in ('"x"', '"always"')
    )

    assert used.gaps == ("VDOM「root」政策 1（第 7 行）引用的時程「x」在檔案中沒有定義",)
    assert plain.gaps == ()
