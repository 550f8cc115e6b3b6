"""How long `chahe serve` takes to its first answer, and the memory its processes hold.

    PYTHONPATH=. python bench/_serving.py

First on an empty home (every migration is run), then again; then an invented market of three
firms is served and each kind of page asked for over HTTP. `used` is memory that is a process's
own, shared pages divided among those who share them (PSS); CPU is of every process together.
"""

import http.client
import os
import tempfile
import time
from pathlib import Path

from _scratch import percentile, scratch_site
from tests.resilience.site import Site

TICKS = os.sysconf("SC_CLK_TCK")
ROUNDS = 20


def family(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in family(int(child)))]


def processor(pid: int) -> float:
    """Return the seconds of the processor that a process and its ended children took."""
    words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, words[11:15])) / TICKS


def memory(pid: int, name: str, file: str = "smaps_rollup") -> float:
    """Return megabytes of a process by their name in `/proc`."""
    lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def start(home: Path, what: str) -> Site:
    os.environ["CHAHE_HOME"] = str(home)
    site = Site(home)
    took = site.start(apart=False)
    cpu = sum(map(processor, family(site.processes[0].pid)))
    print(f"{what:28}{took:6.2f} s to the first answer, {cpu:5.2f} s of the processor")
    return site


def tell_memory(site: Site) -> None:
    for number, pid in enumerate(family(site.processes[0].pid)):
        role = "web process and worker" if number else "server"
        print(f"  {role:26}{memory(pid, 'Rss'):6.0f} MiB resident, {memory(pid, 'Pss'):6.0f} used, "
              f"{memory(pid, 'VmHWM', 'status'):6.0f} at most")  # fmt: skip


def browse(site: Site, cookie: str, addresses: list[str]) -> None:
    took, connection = [], http.client.HTTPConnection("127.0.0.1", site.port)
    for address in addresses:
        began = time.perf_counter()
        connection.request("GET", address, headers={"Cookie": f"sessionid={cookie}"})
        response = connection.getresponse()
        response.read()
        assert response.status == 200, address
        took.append(1000 * (time.perf_counter() - began))
    print(f"{len(took)} pages over HTTP: {percentile(took, 0.5):.0f} ms, p95 "
          f"{percentile(took, 0.95):.0f} ms")  # fmt: skip


def main() -> None:
    os.environ["PYTHONPATH"] = "src"
    with tempfile.TemporaryDirectory() as home:
        start(Path(home), "an empty home").kill()
        site = start(Path(home), "the same home again")
        tell_memory(site)
        site.kill()
    with scratch_site():
        from _market import fill_market
        from django.conf import settings
        from django.db import connections
        from django.utils import timezone
        from pages import Visitors, addresses_of, pages

        fill_market(3, today=timezone.localdate())
        visitors, asked = Visitors("supervisor"), []
        for address in pages().values():
            asked += [path for _, path in addresses_of(address, ROUNDS)]
        firm = next(addresses_of(lambda firm, draw: "", 1))[0]
        cookie = visitors.of(firm).cookies["sessionid"].value
        connections.close_all()
        site = start(settings.HOME, "a market of three firms")
        try:
            browse(site, cookie, asked)
            tell_memory(site)
        finally:
            site.kill()


if __name__ == "__main__":
    main()
