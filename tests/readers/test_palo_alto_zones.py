"""Which side a PAN-OS zone is on, and where NAT leads."""

from typing import Any

import pytest
from tests.readers.firewalls import found
from tests.readers.palo_alto_config import entries, firewall, members, read, rule

from chahe.checks.firewall_exposure import firewall_exposure


def interface(text: str, route: str = "") -> str:
    return (
        f'<network><interface><ethernet><entry name="e1">{text}</entry></ethernet></interface>'
        f'<virtual-router><entry name="v"><routing-table><ip><static-route>{route}</static-route>'
        "</ip></routing-table></entry></virtual-router></network>"
    )


INSIDE = '<layer3><ip><entry name="10.0.0.1/24"/></ip></layer3>'
OUTSIDE = '<layer3><ip><entry name="203.0.113.2/24"/></ip></layer3>'
DEFAULT = '<entry name="d"><destination>0.0.0.0/0</destination>{}</entry>'
NAMED = '<layer3><ip><entry name="OWN"/></ip></layer3>'
HOP_BY_NAME = "<nexthop><ip-address>ROUTER</ip-address></nexthop>"
DEFAULT_BY_NAME = DEFAULT.replace("0.0.0.0/0", "EVERYWHERE")
OBJECTS = entries(
    "address",
    OWN="<ip-netmask>10.9.0.1/24</ip-netmask>",
    ROUTER="<ip-netmask>10.9.0.254</ip-netmask>",
    EVERYWHERE="<ip-netmask>0.0.0.0/0</ip-netmask>",
)
HOP = "<nexthop><ip-address>203.0.113.1</ip-address></nexthop>"


@pytest.mark.parametrize(
    ("zone", "member", "network", "role"),
    [
        ("untrust", "", "", "wan"),
        ("L3-Trust", "", "", "lan"),
        ("DMZ2", "", "", "dmz"),
        ("servers", "", "", None),
        ("servers", "e1", interface(INSIDE), "private"),
        ("servers", "e1", interface(OUTSIDE), None),
        ("servers", "e2", interface(INSIDE), None),
        ("line", "e1", interface(OUTSIDE, DEFAULT.format(HOP)), "wan"),
        ("line", "e1", interface(INSIDE, DEFAULT.format("<interface>e1</interface>")), "wan"),
        ("line", "e1", interface(INSIDE, DEFAULT.format("<interface>e2</interface>")), "private"),
        ("line", "e1", interface("<layer3><dhcp-client/></layer3>"), "wan"),
        ("line", "e1", interface("<layer3><dhcp-client><create-default-route>no"
                                 "</create-default-route></dhcp-client></layer3>"), None),
        ("line", "e1.7", interface('<layer3><units><entry name="e1.7"><ip><entry '
                                   'name="10.0.0.1/24"/></ip></entry></units></layer3>'),
         "private"),
        ("sites", "tunnel.3", "", "tunnel"),
        ("line", "e1", interface(NAMED, DEFAULT_BY_NAME.format("<interface>e1</interface>")),
         "wan"),
        ("line", "e1", interface(NAMED, DEFAULT_BY_NAME.format(HOP_BY_NAME)), "wan"),
        ("line", "e1", interface(NAMED), "private"),
        ("line", "e1", interface(NAMED.replace("OWN", "GONE")), None),
        ("any", "", "", "any"),
    ],
)  # fmt: skip
def test_roles_of_zones(zone: str, member: str, network: str, role: str | None) -> None:
    layer = f"<network><layer3>{members(member) if member else ''}</layer3></network>"

    vsys = OBJECTS + entries("zone", **{zone: layer})

    table = read(firewall(rule(from_=zone), vsys=vsys, device=network))

    assert table.rows[0]["source_roles"] == (role,)


@pytest.mark.parametrize(
    ("first", "second", "route", "roles"),
    [
        ("<dhcp-client/>", "", "", ("wan", None)),
        ("<dhcp-client/>", "<dhcp-client/>", "", (None, None)),
        ("<pppoe/>", "<dhcp-client/>", "", ("wan", None)),
        ("", "<dhcp-client/>", DEFAULT.format("<interface>e1</interface>"), ("wan", None)),
    ],
)
def test_a_default_route_by_dhcp_tells_only_where_it_is_the_only_one(
    first: str, second: str, route: str, roles: Any
) -> None:
    network = interface(f"<layer3>{first}</layer3>", route).replace(
        "</ethernet>", f'<entry name="e2"><layer3>{second}</layer3></entry></ethernet>'
    )
    layers = (f"<network><layer3>{members(name)}</layer3></network>" for name in ("e1", "e2"))
    zones = entries("zone", **dict(zip(("one", "two"), layers, strict=True)))

    row = read(firewall(rule(from_="one", to="two"), vsys=zones, device=network)).rows[0]

    assert (*row["source_roles"], *row["destination_roles"]) == roles


def test_a_name_tells_more_than_a_default_route_by_dhcp() -> None:
    layer = f"<network><layer3>{members('e1')}</layer3></network>"
    network = interface("<layer3><dhcp-client/></layer3>")
    content = firewall(rule(from_="Trust"), vsys=entries("zone", Trust=layer), device=network)

    assert read(content).rows[0]["source_roles"] == ("lan",)


PUBLIC = entries("address", pub="<ip-netmask>203.0.113.9</ip-netmask>",
                 web="<ip-netmask>10.1.1.1</ip-netmask>")  # fmt: skip
NAT = "<destination-translation><translated-address>web</translated-address>"
NAT += "</destination-translation>"
BOTH_WAYS = "<source-translation><static-ip><translated-address>pub</translated-address>"
BOTH_WAYS += "<bi-directional>yes</bi-directional></static-ip></source-translation>"
WEB = ((0x0A010101, 0x0A010101),)
SHOWN = ((0xCB007109, 0xCB007109),)


@pytest.mark.parametrize(
    ("nat", "ranges", "vips"),
    [
        ("", SHOWN, ()),
        (rule("n", NAT, destination="pub"), WEB, ("pub",)),
        (rule("n", NAT + "<disabled>yes</disabled>", destination="pub"), SHOWN, ()),
        (rule("n", NAT, destination="203.0.113.10"), SHOWN, ()),
        (rule("n", NAT, destination="203.0.113.0/24"), WEB, ("pub",)),
        (rule("n", BOTH_WAYS, source="web"), WEB, ("pub",)),
        (rule("n", BOTH_WAYS.replace("yes", "no"), source="web"), SHOWN, ()),
    ],
)
def test_a_destination_that_nat_publishes_is_where_it_leads(
    nat: str, ranges: Any, vips: Any
) -> None:
    row = read(firewall(rule(destination="pub"), vsys=PUBLIC, nat=nat)).rows[0]

    assert (row["destination_ranges"], row["vips"]) == (ranges, vips)


def test_nat_of_part_of_a_destination_adds_where_it_leads() -> None:
    nat = rule("n", NAT, destination="pub")

    row = read(firewall(rule(destination="203.0.113.0/24"), vsys=PUBLIC, nat=nat)).rows[0]

    assert row["destination_ranges"] == (*WEB, (0xCB007100, 0xCB0071FF))
    assert row["vips"] == ("203.0.113.0/24",)


def test_publishing_to_a_zone_of_no_known_side_is_not_decided() -> None:
    content = firewall(
        rule(from_="untrust", to="servers", destination="pub", service="service-https"),
        vsys=PUBLIC, nat=rule("n", NAT, destination="pub"),
    )  # fmt: skip

    assert found(read(content), firewall_exposure) == [("r", "no_comment")]


def test_nat_of_any_destination_is_a_gap() -> None:
    (gap,) = read(firewall(rule(), vsys=PUBLIC, nat=rule("n", NAT))).gaps

    assert gap == "「vsys1」規則「n」（第 1 行）NAT 的對外位址是任意，轉到內部的範圍尚無法判讀"
