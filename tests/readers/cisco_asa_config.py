"""Cisco ASA configurations for tests."""

from tests.readers.sources import DATA, of

from chahe.readers import Row, Table
from chahe.readers.cisco_asa import cisco_asa

SAMPLE = (DATA / "cisco_asa.txt").read_bytes()
HEAD = "ASA Version 9.16(4)\nhostname fw\n"
PORTS = """interface Gi0/0
 nameif outside
 security-level 0
 ip address 203.0.113.2 255.255.255.0
interface Gi0/1
 nameif inside
 security-level 100
 ip address 10.0.0.1 255.255.255.0
"""
BOUND = "access-group A in interface outside\naccess-group A in interface inside\n"
PERMIT = "access-list A extended permit "


def read(content: bytes | str) -> Table:
    return cisco_asa.read(of(content, "asa.txt"))


def body(text: str, *, head: str = HEAD, bound: str = BOUND, ports: str = PORTS) -> Table:
    return read(f"{head}{ports}{text}\n{bound}: end\n")


def one(entry: str, objects: str = "", **parts: str) -> Row:
    return body(f"{objects}{PERMIT}{entry}", **parts).rows[0]


def network(low: str, high: str) -> tuple[tuple[int, int], ...]:
    def number(text: str) -> int:
        return sum(int(part) << 8 * place for place, part in enumerate(reversed(text.split("."))))

    return ((number(low), number(high)),)
