"""Which of 500 to 50,000 policies are never reached, beside a naive check and policy-inspector.

Run `PYTHONPATH=. .venv/bin/python bench/firewall_redundancy.py [POLICIES …]`. The naive check asks
of each pair whether the earlier covers the later, by itself; it is timed at 2,000, and grows by the
square. So does policy-inspector, which is given up to 2,000 where it is installed: `_peers.py`.
"""

import ipaddress
import random
import sys
import time
from datetime import date
from typing import Any

from bench._peers import ask

from chahe.checks import load_checks
from chahe.readers import Table

ANY = ((0, 2**32 - 1),)
NAIVE = 2_000
SIZES = (500, 1_000, NAIVE, 10_000, 50_000)
ZONES = ("lan", "dmz", "core", "ops", "wan1", "vpn")
PROTOCOLS = {"tcp": 0, "udp": 1 << 16}
IP = (("ip", 0, 255),)
NEVER = ("shadowed", "redundant")


def rows(number: int) -> tuple[dict[str, Any], ...]:
    """Return policies of a large broker's shape, some of them covered by one or by two others."""
    draw = random.Random(115)
    hosts = [_network(draw) for _ in range(max(300, number // 6))]
    ports = [("tcp", p, p) for p in (22, 80, 443, 1433, 1521, 3389, 8080, 8443, 25, 53, 389, 445)]
    ports += [("udp", 53, 53), ("udp", 123, 123), ("udp", 161, 161), ("tcp", 1024, 65535)]
    made: list[dict[str, Any]] = []
    while len(made) < number:
        chance = draw.random()
        if made and chance < 0.02:
            before = draw.choice(made)
            made.append({**before, "action": draw.choice(("accept", "deny"))})
        elif chance < 0.03:
            low = (10 << 24) + draw.randrange(1 << 16) * 256
            halves = [((low, low + 127),), ((low + 128, low + 255),), ((low, low + 255),)]
            like = _row(draw, hosts, ports)
            made += [{**like, "source_ranges": half} for half in halves]
        else:
            made.append(_row(draw, hosts, ports))
    return tuple({**row, "policy": str(n), "line": n} for n, row in enumerate(made[:number], 1))


def _network(draw: random.Random) -> tuple[int, int]:
    size = draw.choice((32, 32, 32, 29, 27, 24))
    network = ipaddress.ip_network(((10 << 24) + draw.randrange(1 << 24), size), strict=False)
    return int(network[0]), int(network[-1])


def _row(draw: random.Random, hosts: Any, ports: Any) -> dict[str, Any]:
    def side() -> Any:
        return ANY if draw.random() < 0.05 else tuple(sorted({draw.choice(hosts)}))

    wide = draw.random()
    return {
        "name": "", "vdom": "root", "status": "enable",
        "action": "accept" if draw.random() < 0.85 else "deny",
        "source_interfaces": ("any",) if draw.random() < 0.1 else (draw.choice(ZONES),),
        "destination_interfaces": ("any",) if draw.random() < 0.1 else (draw.choice(ZONES),),
        "source_ranges": side(), "destination_ranges": side(), "source_ranges6": (),
        "destination_ranges6": (), "unresolved": (), "vips": (), "internet_services": (),
        "ports": IP if wide < 0.04 else tuple(sorted(draw.sample(ports, 2))),
        "schedule": "always", "schedule_ends": None, "users": (), "narrowed": False,
        "undecided": False, "hours": (), "hits": None, "last_hit": None,
    }  # fmt: skip


def naive(policies: tuple[dict[str, Any], ...]) -> set[str]:
    """Return the policies that one earlier covers, pair by pair."""
    boxes = [
        (
            _zones(row["source_interfaces"]), _zones(row["destination_interfaces"]),
            row["source_ranges"], row["destination_ranges"],
            tuple((PROTOCOLS[kind] + low, PROTOCOLS[kind] + high) for kind, low, high in
                  row["ports"]) if row["ports"] != IP else ((0, 2**32),),
        )
        for row in policies
    ]  # fmt: skip
    return {
        policies[number]["policy"]
        for number, box in enumerate(boxes)
        if any(_covers(boxes[before], box) for before in range(number))
    }


def _zones(names: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    places = [ZONES.index(name) for name in names if name in ZONES]
    return tuple((place, place) for place in places) or ((-1, len(ZONES)),)


def _covers(wide: Any, narrow: Any) -> bool:
    return all(
        all(any(low <= a and b <= high for low, high in theirs) for a, b in ours)
        for theirs, ours in zip(wide, narrow, strict=True)
    )


def _panorama(row: dict[str, Any]) -> dict[str, Any]:
    """Return a policy as policy-inspector has it: everywhere is a network, lest it match all."""

    def networks(ranges: tuple[tuple[int, int], ...]) -> list[str]:
        sizes = ((low, 32 - (high - low).bit_length()) for low, high in ranges)
        return [f"{ipaddress.ip_address(low)}/{size}" for low, size in sizes]

    ports = row["ports"]
    return {
        "name": row["policy"],
        "action": "allow" if row["action"] == "accept" else "deny",
        "source_zones": row["source_interfaces"],
        "destination_zones": row["destination_interfaces"],
        "source_addresses": networks(row["source_ranges"]),
        "destination_addresses": networks(row["destination_ranges"]),
        "services": ["any"] if ports == IP else [f"{kind}/{a}-{b}" for kind, a, b in ports],
    }


def _policy_inspector(
    policies: tuple[dict[str, Any], ...], *, found: set[str], ours: float
) -> None:
    answer = ask("policy_inspector", {"rules": [_panorama(row) for row in policies]})
    if answer is None:
        return
    theirs, single = set(answer["found"]), naive(policies)
    print(
        f"  policy-inspector: {answer['seconds']:.2f} s, {answer['seconds'] / ours:,.0f} times as "
        f"long; it names {len(theirs):,}: {len(theirs & found):,} of ours and "
        f"{len(theirs - found):,} others, {len(theirs - found - single):,} of them covered by no "
        f"policy before; of ours it misses {len(found - theirs):,}"
    )


def main(sizes: list[int]) -> None:
    check = load_checks()["firewall_redundancy"]
    for number in sizes:
        table = Table("firewall_policies", rows(number), "bench.conf", "bench")
        began = time.process_time()
        result = check.run({table.kind: (table,)}, on=date(2026, 11, 21))
        ours = time.process_time() - began
        found = {row["policy"] for row in result.rows if row["kind"] in NEVER}
        print(f"firewall_redundancy: {number:,} policies · {ours:.2f} s of the processor · "
              f"{len(found):,} never reached", flush=True)  # fmt: skip
        if number == NAIVE:
            began = time.process_time()
            single = naive(table.rows)
            took = time.process_time() - began
            print(f"  naive, one alone: {took:.2f} s, {len(single):,}, {len(single - found):,} of "
                  f"them not ours; {took / ours:.0f} times as long")  # fmt: skip
        if number <= NAIVE:
            _policy_inspector(table.rows, found=found, ours=ours)


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [*SIZES])
