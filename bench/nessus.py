"""A Nessus report of 200 MB read, beside bare expat. The promise is at most 2.2 times its CPU time.

Run `PYTHONPATH=. .venv/bin/python bench/nessus.py [MEGABYTES]`. Each way is a process of its own,
so that its peak memory is its own: expat without a handler, the reader, the reader with its items
counted and thrown away (what parsing itself needs), and pyTenable where it is installed.
"""

import pyexpat
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from bench._scratch import Stopwatch

from chahe.readers import Source, load_readers, read_any
from chahe.readers._parsing.xml_branches import Branches

WORDS = ("service", "remote", "attacker", "version", "vendor", "memory", "header", "session")
HEAD = '<?xml version="1.0" ?>\n<NessusClientData_v2>\n<Report name="2026H1">\n'
TAIL = "</Report>\n</NessusClientData_v2>\n"


def plugins(number: int, draw: random.Random) -> list[tuple[str, str]]:
    """Return the attributes and the content of invented tests."""

    def prose(words: int) -> str:
        return " ".join(draw.choices(WORDS, k=words))

    made = []
    for each in range(number):
        severity = draw.choices(range(5), (5, 1, 3, 2, 1))[0]
        cves = "".join(
            f"<cve>CVE-{draw.randint(2010, 2026)}-{draw.randint(1000, 49999)}</cve>\n"
            for _ in range(draw.choice((0, 1, 1, 2, 6)))
        )
        made.append(
            (
                f'svc_name="www" protocol="tcp" severity="{severity}" pluginID="{10000 + each}" '
                f'pluginName="{prose(5)} &lt; 1.{each}" pluginFamily="General"',
                f"<agent>windows</agent>\n<cvss3_base_score>{draw.randint(0, 100) / 10}"
                f"</cvss3_base_score>\n{cves}<description>{prose(140)}</description>\n"
                f"<fname>t{each}.nasl</fname>\n<plugin_publication_date>2020/01/01"
                "</plugin_publication_date>\n<plugin_type>local</plugin_type>\n<risk_factor>High"
                "</risk_factor>\n<script_version>1.2</script_version>\n<see_also>http://example.com/"
                f"{each}</see_also>\n<solution>{prose(40)}</solution>\n<synopsis>{prose(60)}"
                f"</synopsis>\n<plugin_output>\n  Installed : 1.{each}\n  {prose(60)}\n"
                "</plugin_output>\n",
            )
        )
    return made


def report(megabytes: int) -> Iterator[str]:
    """Yield the parts of a report about that long."""
    draw = random.Random(2)
    tests, size, host = plugins(900, draw), 0, 0
    yield HEAD
    while size < megabytes * 1_000_000:
        host += 1
        address = f"10.{host >> 16 & 255}.{host >> 8 & 255}.{host & 255}"
        items = "".join(
            f'<ReportItem port="{draw.choice((0, 22, 80, 443, 3389))}" {attributes}>\n{content}'
            "</ReportItem>\n"
            for attributes, content in draw.sample(tests, draw.randint(40, 140))
        )
        part = (
            f'<ReportHost name="{address}"><HostProperties>\n'
            '<tag name="HOST_END">Mon Jun 15 03:10:00 2026</tag>\n'
            f'<tag name="host-ip">{address}</tag>\n<tag name="Credentialed_Scan">true</tag>\n'
            f'<tag name="host-fqdn">srv{host}.example.tw</tag>\n</HostProperties>\n{items}'
            "</ReportHost>\n"
        )
        size += len(part)
        yield part
    yield TAIL


def bare_expat(path: Path) -> int:
    with path.open("rb") as stream:
        pyexpat.ParserCreate().ParseFile(stream)
    return 0


def chahe(path: Path) -> int:
    return len(read_any(Source.from_path(path)).rows)


def discarding(path: Path) -> int:
    """Parse as the reader does, keeping no row."""
    path_to = ("NessusClientData_v2", "Report", "ReportHost")
    branches = Branches(Source.from_path(path), path_to, ()).read("Nessus")
    return sum(1 for _, branch, _ in branches if branch is not None and branch.tag == "ReportItem")


def pytenable(path: Path) -> int:
    from tenable.reports import NessusReportv2

    return sum(1 for _ in NessusReportv2(str(path)))


WAYS: dict[str, Callable[[Path], int]] = {
    "expat": bare_expat,
    "chahe": chahe,
    "discarding": discarding,
}
if find_spec("tenable"):
    WAYS["pytenable"] = pytenable


def measure(way: str, path: Path) -> None:
    load_readers()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Stopwatch() as watch:
        rows = WAYS[way](path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"nessus: {way:10} {watch.cpu:6.2f} CPU s · {watch.wall:6.2f} s · "
        f"peak {peak // 1024} MiB, {(peak - before) // 1024} of them reading · {rows:,} rows"
    )


def main(megabytes: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.nessus"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(report(megabytes))
        print(f"nessus: {path.stat().st_size / 1e6:.0f} MB")
        for way in WAYS:
            subprocess.run([sys.executable, __file__, way, str(path)], check=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(sys.argv[1], Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
