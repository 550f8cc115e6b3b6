"""Which of 2,000, 10,000 and 50,000 policies are never reached, beside a naive pairwise check.

Run `.venv/bin/python bench/firewall_redundancy.py [POLICIES …]`. The naive check asks of each pair
whether the earlier covers the later, by itself; it is timed at 2,000, and grows by the square.
"""

import ipaddress
import random
import sys
import time
from datetime import date
from typing import Any

from chahe.checks import load_checks
from chahe.checks._algorithms.rule_sets.policies import PolicyBoxes
from chahe.checks.firewall_redundancy import _by_vdom
from chahe.readers import Table

ANY = ((0, 2**32 - 1),)
NAIVE = 2_000


def rows(number: int) -> tuple[dict[str, Any], ...]:
    """Return policies of a large broker's shape, some of them covered by one or by two others."""
    draw = random.Random(115)
    hosts = [_network(draw) for _ in range(max(300, number // 6))]
    ports = [("tcp", p, p) for p in (22, 80, 443, 1433, 1521, 3389, 8080, 8443, 25, 53, 389, 445)]
    ports += [("udp", 53, 53), ("udp", 123, 123), ("udp", 161, 161), ("tcp", 1024, 65535)]
    zones = ("lan", "dmz", "core", "ops", "wan1", "vpn")
    made: list[dict[str, Any]] = []
    while len(made) < number:
        chance = draw.random()
        if made and chance < 0.02:
            before = draw.choice(made)
            made.append({**before, "action": draw.choice(("accept", "deny"))})
        elif chance < 0.03:
            low = (10 << 24) + draw.randrange(1 << 16) * 256
            halves = [((low, low + 127),), ((low + 128, low + 255),), ((low, low + 255),)]
            like = _row(draw, zones, hosts, ports)
            made += [{**like, "source_ranges": half} for half in halves]
        else:
            made.append(_row(draw, zones, hosts, ports))
    return tuple({**row, "policy": str(n), "line": n} for n, row in enumerate(made[:number], 1))


def _network(draw: random.Random) -> tuple[int, int]:
    size = draw.choice((32, 32, 32, 29, 27, 24))
    network = ipaddress.ip_network(((10 << 24) + draw.randrange(1 << 24), size), strict=False)
    return int(network[0]), int(network[-1])


def _row(draw: random.Random, zones: Any, hosts: Any, ports: Any) -> dict[str, Any]:
    def side() -> Any:
        return ANY if draw.random() < 0.05 else tuple(sorted({draw.choice(hosts)}))

    wide = draw.random()
    return {
        "name": "", "vdom": "root", "status": "enable",
        "action": "accept" if draw.random() < 0.85 else "deny",
        "source_interfaces": ("any",) if draw.random() < 0.1 else (draw.choice(zones),),
        "destination_interfaces": ("any",) if draw.random() < 0.1 else (draw.choice(zones),),
        "source_ranges": side(), "destination_ranges": side(), "source_ranges6": (),
        "destination_ranges6": (), "unresolved": (), "vips": (), "internet_services": (),
        "hits": None, "last_hit": None, "real_destination": False, "source_addresses": (),
        "destination_addresses": (), "services": (), "source_negate": False,
        "destination_negate": False, "service_negate": False,
        "ports": (("ip", 0, 255),) if wide < 0.04 else tuple(sorted(draw.sample(ports, 2))),
        "schedule": "always", "schedule_ends": None, "users": (), "narrowed": False,
        "undecided": False,
    }  # fmt: skip


def naive(table: Table) -> int:
    """Count what one earlier policy covers, pair by pair."""
    (policies,) = _by_vdom(table.rows)
    made = PolicyBoxes(policies)
    boxes = [made.box(place, "", 32, most=True) for place in range(len(policies))]
    return sum(
        any(_covers(boxes[before], box) for before in range(number))
        for number, box in enumerate(boxes)
    )


def _covers(wide: Any, narrow: Any) -> bool:
    return all(
        all(any(low <= a and b <= high for low, high in theirs) for a, b in ours)
        for theirs, ours in zip(wide, narrow, strict=True)
    )


def main(sizes: list[int]) -> None:
    check = load_checks()["firewall_redundancy"]
    for number in sizes:
        table = Table("firewall_policies", rows(number), "bench.conf", "bench")
        began = time.process_time()
        result = check.run({table.kind: (table,)}, on=date(2026, 11, 21))
        ours = time.process_time() - began
        print(f"firewall_redundancy: {number:,} policies · {ours:.2f} s of the processor · "
              f"{len(result.rows):,} never reached", flush=True)  # fmt: skip
        if number == NAIVE:
            began = time.process_time()
            found = naive(table)
            took = time.process_time() - began
            print(f"  naive, one alone: {took:.2f} s, {found:,}; {took / ours:.0f} times as long")


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [NAIVE, 10_000, 50_000])
