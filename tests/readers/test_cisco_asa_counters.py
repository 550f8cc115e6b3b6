"""What `show access-list` counted, beside the configuration it counted for."""

from datetime import date
from typing import Any

import pytest
from tests.readers.cisco_asa_config import BOUND, HEAD, PERMIT, PORTS, read

from chahe.readers import ReadError, load_readers

CONFIG = (
    f"{HEAD}{PORTS}object-group network G\n network-object host 10.0.0.8\n"
    " network-object host 10.0.0.9\naccess-list A remark web\n"
    f"{PERMIT}tcp any object-group G eq 80\n"
    f"{PERMIT}tcp any host 10.0.0.9 eq https log\n{BOUND}Cryptochecksum:0\n: end\n"
)
SHOWN = "access-list A line {} extended permit tcp any {}\n"
GROUP = SHOWN.format(2, "object-group G eq 80{}")
PART = "  " + SHOWN.format(2, "host 10.0.0.{} eq www (hitcnt={}) 0x1")
LOGGED = SHOWN.format(3, "host 10.0.0.9 eq https log informational interval 300 (hitcnt=7) 0x9")


@pytest.mark.parametrize(
    ("shown", "hits"),
    [
        ("", [None, None]),
        (GROUP.format(" (hitcnt=5) 0x4"), [5, None]),
        (GROUP.format(" (hitcnt=0) 0x4") + PART.format(8, 0) + LOGGED, [0, 7]),
        (GROUP.format("") + PART.format(8, 2) + PART.format(9, 3), [5, None]),
        (SHOWN.format(2, "any eq 80 (hitcnt=5) 0x4"), [None, None]),
        (GROUP.format(" (hitcnt=5) (inactive) 0x4").replace("list A", "list B"), [None, None]),
    ],
)
def test_hits(shown: str, hits: Any) -> None:
    head = "fw# show access-list\naccess-list A; 4 elements; name hash: 0x1\n"

    for content in (CONFIG + head + shown, head + shown + CONFIG):
        assert [row["hits"] for row in read(content).rows] == hits


@pytest.mark.parametrize(
    ("said", "last"),
    [
        (" (Last Hit=09:40:29 UTC Oct 25 2026)", date(2026, 10, 25)),
        (" (Last Hit=09:40:29 UTC Foo 25 2026)", None),
        ("", None),
    ],
)
def test_last_hit(said: str, last: date | None) -> None:
    row = read(CONFIG + GROUP.format(f" (hitcnt=5){said} 0x4")).rows[0]

    assert (row["hits"], row["last_hit"]) == (5, last)


def test_counts_are_of_the_configuration_before_them() -> None:
    other = CONFIG.replace("hostname fw", "hostname other")

    table = read(CONFIG + LOGGED + other + LOGGED.replace("=7", "=8"))

    assert [(row["vdom"], row["hits"]) for row in table.rows if row["policy"] == "A 3"] == [
        ("fw", 7),
        ("other", 8),
    ]


def test_counts_alone_are_recognised_and_refused() -> None:
    assert load_readers()["cisco_asa"].sniff(LOGGED.encode())
    with pytest.raises(ReadError, match="以 show running-config 匯出"):
        read(LOGGED)


@pytest.mark.parametrize("end", ["Cryptochecksum:0\n", ": end\n"])
def test_a_configuration_ends_with_its_checksum_or_its_end(end: str) -> None:
    rows = read(CONFIG.replace("Cryptochecksum:0\n: end\n", end)).rows

    assert [row["policy"] for row in rows] == ["A 2", "A 3"]
