"""What a recorded session and `show full-configuration` hold that a backup does not."""

import pytest
from tests.readers.test_fortigate import ALL4, ANY, one, read, section

from chahe.readers import ReadError, load_readers

POLICY = """config firewall policy
    edit 1
        set srcintf "port1"
        set dstintf "port2"
        set action accept
        set srcaddr "all"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"
    next
end
"""
FULL = {
    **dict.fromkeys(("comments", "replacemsg_override_group", "schedule", "users"), "''"),
    **dict.fromkeys(("tos", "tos_mask"), "0x00"),
    **dict.fromkeys(("internet_service", "srcaddr_negate", "policy_expiry"), "disable"),
    "reputation_minimum": "0",
}


@pytest.mark.parametrize("prompt", ["FG-1 # ", "FG-1 $ ", "FG-1 (root) # ", "FG_VM-2 (policy) # "])
def test_prompts_between_statements_are_passed_over(prompt: str) -> None:
    began = "=~=~=~= log 2026.11.27 09:00 =~=~=~=\nlogin as: admin\nadmin's password:\n"
    session = f"{began}{prompt}show firewall policy\n{POLICY}\n{prompt}\n{prompt}exit\n"

    assert load_readers()["fortigate"].sniff(session.encode())
    assert [row["line"] for row in read(session).rows] == [6]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (POLICY.replace("    next", "FG-1 # show\n    next"), "第 10 行：看不懂「FG-1 # show」"),
        (POLICY.replace("    next", "--More--"), "第 10 行：含有分頁的「More」"),
        (f"FG-1 # show\n{POLICY}FG-1\n", "第 13 行：看不懂「FG-1」"),
        ("=~=~= 2026.11.27 =~=~=\nFG-1 # show\n", "第 1 行：看不懂「=~=~= 2026"),
    ],
)
def test_what_is_no_prompt_is_refused(content: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(content)

    assert str(caught.value).startswith(message)


def test_a_full_configuration_says_nothing_more() -> None:
    row = one(**FULL)

    assert row == one() | {"line": row["line"]}
    assert (row["comment"], row["users"], row["schedule"]) == ("", (), "always")
    assert (row["narrowed"], row["undecided"]) == (False, False)


@pytest.mark.parametrize(
    ("setting", "value"), [("vlan_filter", "100"), ("reputation_minimum", "3"), ("tos", "0x20")]
)
def test_what_is_asked_narrows(setting: str, value: str) -> None:
    assert one(**FULL | {setting: value})["narrowed"] is True


@pytest.mark.parametrize(
    ("service", "ports", "narrowed"),
    [
        ("set tcp-portrange 443:1-65535 80:0-65535",
         (("tcp", 80, 80), ("tcp", 443, 443)), False),
        ("set tcp-portrange 443:1024-65535", (("tcp", 443, 443),), True),
        ("set tcp-portrange 443\nset udp-portrange ''\nset iprange 0.0.0.0\nset fqdn ''",
         (("tcp", 443, 443),), False),
        ("set protocol TCP/UDP/UDP-Lite/SCTP\nset udplite-portrange 5000", (("ip", 136, 136),),
         True),
        ("set protocol ALL\nset tcp-portrange 0-65535:0-65535", ANY, False),
    ],
)  # fmt: skip
def test_services(service: str, ports: tuple[tuple[str, int, int], ...], narrowed: bool) -> None:
    row = one(section("firewall service custom", f'"x"\n{service}'), service='"x"')

    assert (row["ports"], row["narrowed"]) == (ports, narrowed)


@pytest.mark.parametrize(
    ("settings", "sources", "targets", "ports", "services"),
    [
        ("set internet-service enable\nset internet-service-id 65536 327786",
         ALL4, (), (), ("65536", "327786")),
        ('set internet-service enable\nset internet-service-name "X"\n'
         "set internet-service-negate enable", ALL4, ALL4, ANY, ("X",)),
        ('set internet-service enable\nset internet-service-name "X"\nset dstaddr-negate enable\n'
         "set service-negate enable", ALL4, (), (), ("X",)),
        ('set internet-service-src enable\nset internet-service-src-name "X"',
         (), ALL4, ANY, ("X",)),
        ('set internet-service-src enable\nset internet-service-src-name "X"\n'
         "set internet-service-src-negate enable", ALL4, ALL4, ANY, ("X",)),
        ("set internet-service-negate enable", ALL4, ALL4, ANY, ()),
    ],
)  # fmt: skip
def test_internet_services(
    settings: str, sources: object, targets: object, ports: object, services: object
) -> None:
    table = read(POLICY.replace("    next", f"{settings}\n    next"))

    (row,) = table.rows
    assert (row["source_ranges"], row["destination_ranges"], row["ports"]) == (
        sources, targets, ports,
    )  # fmt: skip
    assert row["internet_services"] == services
    assert row["narrowed"] is ("-negate" in settings and bool(services) and bool(row["ports"]))
    assert table.gaps == ()


@pytest.mark.parametrize(
    ("left_out", "what"),
    [
        ("srcintf", "來源介面"),
        ("dstintf", "目的介面"),
        ("srcaddr", "來源位址"),
        ("dstaddr", "目的位址"),
        ("service", "服務"),
    ],
)
def test_what_an_accepting_policy_does_not_say_is_a_gap(left_out: str, what: str) -> None:
    content = "\n".join(line for line in POLICY.splitlines() if f"set {left_out} " not in line)

    gaps = {
        action: read(content.replace("action accept", f"action {action}")).gaps
        for action in ("accept", "deny")
    }

    assert gaps == {
        "accept": (f"VDOM「root」政策 1（第 2 行）沒有{what}，尚無法判讀其範圍",),
        "deny": (),
    }


def test_a_threat_feed_is_decided_elsewhere() -> None:
    feeds = section("system external-resource", '"feed"\nset type address')
    content = feeds + POLICY.replace('set srcaddr "all"', 'set srcaddr "feed"')

    table = read(content)

    assert (table.rows[0]["unresolved"], table.rows[0]["source_kinds"], table.gaps) == (
        ("feed",), ("external-resource",), (),
    )  # fmt: skip


def test_the_subnet_of_an_interface_is_what_the_file_gives() -> None:
    given = '"x"\nset type interface-subnet\nset subnet 10.0.0.9 255.255.255.0\nset interface "a"'

    rows = [
        one(section("firewall address", text), srcaddr='"x"')
        for text in (given, given.replace("set subnet 10.0.0.9 255.255.255.0\n", ""))
    ]

    assert [(row["source_ranges"], row["unresolved"]) for row in rows] == [
        (((0x0A000000, 0x0A0000FF),), ()),
        ((), ("x",)),
    ]


@pytest.mark.parametrize("path", ["policy46", "policy64", "explicit-proxy-policy"])
def test_policies_of_old_releases_are_a_gap(path: str) -> None:
    (gap,) = read(section(f"firewall {path}", "1") + POLICY).gaps

    assert path in gap


@pytest.mark.parametrize(
    ("objects", "role"),
    [
        (section("system interface", '"a"\nset mode dhcp'), "wan"),
        (section("system interface", '"a"\nset mode pppoe', '"b"\nset mode dhcp'), "wan"),
        (section("system interface", '"a"\nset mode dhcp', '"b"\nset mode dhcp'), None),
        (section("system interface", '"a"\nset mode dhcp') + section("router static",
                                                                    '1\nset device "b"'), None),
        (section("system interface", '"a"\nset mode dhcp\nset defaultgw disable'), None),
        (section("system interface", '"a"\nset mode dhcp\nset dedicated-to management'), None),
        (section("system interface", '"a"\nset mode static'), None),
        (section("router static", '1\nset device "a"'), "wan"),
        (section("router static6", '1\nset device "a"\nset dst ::/0'), "wan"),
        (section("router static6", '1\nset device "a"\nset dst 2001:db8::/32'), None),
        ("config system sdwan\nconfig zone\nedit a\nnext\nend\nend\n"
         + section("router static", "1\nset sdwan enable"), "wan"),
        ("config system sdwan\nconfig zone\nedit a\nnext\nend\nend\n"
         + section("router static", "1\nset sdwan enable\nset dst 10.0.0.0/8"), None),
    ],
)  # fmt: skip
def test_roles_by_default_route(objects: str, role: str | None) -> None:
    assert one(objects)["source_roles"] == (role,)


def test_an_encrypted_backup_is_recognised_and_refused() -> None:
    content = b"#FGBK|4|FGT60F|7|04|2662|" + bytes(range(256))

    assert load_readers()["fortigate"].sniff(content)
    with pytest.raises(ReadError, match=r"^這是加密的備份"):
        read(content)


@pytest.mark.parametrize(
    ("objects", "setting", "gap"),
    [
        (section("firewall addrgrp", '"x"'), "srcaddr", "引用的位址「x」在檔案中沒有定義"),
        (section("firewall service group", '"x"'), "service", "引用的服務「x」在檔案中沒有定義"),
    ],
)
def test_a_group_of_nothing_is_not_nothing(objects: str, setting: str, gap: str) -> None:
    known = {"srcaddr": "all", "service": "ALL"}[setting]

    table = read(objects + POLICY.replace(f'set {setting} "{known}"', f'set {setting} "x"'))

    assert table.rows[0]["undecided"] is True
    assert [text.partition("）")[2] for text in table.gaps] == [gap]


@pytest.mark.parametrize(
    ("address", "ranges"),
    [
        ("set type iprange\nset end-ip 0.0.0.9", ((0, 9),)),
        ("set type wildcard", ALL4),
    ],
)
def test_what_an_address_leaves_out_has_its_default(address: str, ranges: object) -> None:
    row = one(section("firewall address", f'"x"\n{address}'), srcaddr='"x"')

    assert row["source_ranges"] == ranges
