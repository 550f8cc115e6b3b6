"""Policies that may match less, or more, than their ranges and ports say."""

import pytest
from tests.readers.test_fortigate import one, section

CUSTOM = "firewall service custom"
EXCLUDING = section("firewall address", '"f"\nset type fqdn\nset fqdn "a.example"') + section(
    "firewall addrgrp", '"x"\nset member "all"\nset exclude enable\nset exclude-member "f"'
)
HOLES = section("firewall address", '"x"\nset type wildcard\nset wildcard 10.0.0.1 255.0.0.255')


@pytest.mark.parametrize(
    ("objects", "settings"),
    [
        ("", {"service": '"PING"'}),
        (section(CUSTOM, '"s"\nset protocol ICMP\nset icmptype 8'), {"service": '"s"'}),
        (section(CUSTOM, '"s"\nset tcp-portrange 443:1024-1025'), {"service": '"s"'}),
        (
            section(CUSTOM, '"s"\nset tcp-portrange 443\nset iprange 10.0.0.1'),
            {"service": '"s"'},
        ),
        (HOLES, {"srcaddr": '"x"'}),
        (EXCLUDING, {"srcaddr": '"x"'}),
        ("", {"tos": "0x10"}),
        ("", {"ztna_ems_tag": '"compliant"'}),
    ],
)
def test_narrowed(objects: str, settings: dict[str, str]) -> None:
    assert one(objects, **settings)["narrowed"] is True


@pytest.mark.parametrize(
    ("objects", "settings"),
    [
        ("", {}),
        ("", {"service": '"ALL_ICMP"'}),
        ("", {"service": '"ALL"'}),
        (section(CUSTOM, '"s"\nset protocol ICMP'), {"service": '"s"'}),
        (section(CUSTOM, '"s"\nset tcp-portrange 443 8080-8090'), {"service": '"s"'}),
    ],
)
def test_whole(objects: str, settings: dict[str, str]) -> None:
    row = one(objects, **settings)

    assert (row["narrowed"], row["undecided"]) == (False, False)


@pytest.mark.parametrize(
    ("objects", "settings"),
    [
        ("", {"srcaddr": '"nowhere"'}),
        ("", {"service": '"nothing"'}),
        ("", {"service": '"PING"', "service_negate": "enable"}),
        (HOLES, {"srcaddr": '"x"', "srcaddr_negate": "enable"}),
    ],
)
def test_undecided(objects: str, settings: dict[str, str]) -> None:
    assert one(objects, **settings)["undecided"] is True
