"""10,000 FortiGate policies: read, then checked. The promise is a check under one second.

Run `.venv/bin/python bench/firewall_exposure.py [POLICIES]`.
"""

import io
import sys
import time
from collections.abc import Iterator
from datetime import date

from chahe.checks import load_checks
from chahe.readers import Source, read_any


def backup(policies: int) -> Iterator[str]:
    """Yield the lines of a backup in which every seventh policy breaks a rule."""
    yield "#config-version=FGVM64-7.4.3-FW-build2573-240201:opmode=0:vdom=0:user=admin"
    yield "config system interface"
    for name, role in (("wan1", "wan"), ("port2", "lan"), ("port3", "dmz")):
        yield from (f'edit "{name}"', f"set role {role}", "next")
    yield from ("end", "config firewall address", 'edit "all"', "next")
    for number in range(policies):
        subnet = f"10.{number >> 8 & 255}.{number & 255}.0 255.255.255.0"
        yield from (f'edit "net-{number}"', f"set subnet {subnet}", "next")
    yield from ("end", "config firewall addrgrp")
    for number in range(0, policies, 10):
        members = " ".join(f'"net-{each}"' for each in range(number, min(number + 10, policies)))
        yield from (f'edit "grp-{number}"', f"set member {members}", "next")
    yield from ("end", "config firewall service custom", 'edit "ALL"', "set protocol IP", "next")
    yield from ('edit "HTTPS"', "set tcp-portrange 443", "next", "end", "config firewall policy")
    for number in range(policies):
        wide = number % 7 == 0
        yield from (
            f"    edit {number + 1}",
            f'        set name "policy-{number}"',
            f'        set srcintf "{"wan1" if wide else "port2"}"',
            '        set dstintf "port3"',
            "        set action accept",
            f'        set srcaddr "{"all" if wide else f"net-{number}"}"',
            f'        set dstaddr "grp-{number // 10 * 10}"',
            '        set schedule "always"',
            f'        set service "{"ALL" if wide else "HTTPS"}"',
            "        set logtraffic all",
            f'        set comments "CHG-2026-{number:05}"',
            "    next",
        )
    yield "end"


def main(policies: int) -> None:
    content = "\n".join(backup(policies)).encode() + b"\n"
    start = time.perf_counter()
    table = read_any(Source("bench.conf", lambda: io.BytesIO(content)))
    read = time.perf_counter()
    check = load_checks()["firewall_exposure"]
    began = time.perf_counter()
    result = check.run({table.kind: (table,)}, on=date(2026, 11, 21))
    done = time.perf_counter()
    print(
        f"firewall_exposure: {policies:,} policies, {len(content) / 1e6:.1f} MB · "
        f"read {read - start:.2f} s · check {done - began:.3f} s · {len(result.rows):,} rows"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
