"""Findings of vulnerability scanners as rows of kind `vulnerabilities`, whatever the scanner.

A row for each finding on a host; a host that was scanned and has none still has one row, with
`plugin` and `name` "" and `severity` "none", so that the hosts of a scan can be counted from its
rows:

    host                    str, as scanned: an address or a name; never ""
    fqdn, address           str, "" where not known
    port                    int; None where the finding is on no port
    protocol                str in lower case, "" for a host with no finding
    plugin, name            str, the scanner's id and title of the test
    severity                "none", "low", "medium", "high" or "critical"
    score                   CVSS base score as float, or None
    cves                    tuple of str
    scanned                 date the scan of this host ended, or None if it did not
    first_seen              date the scanner first saw the finding there, or None where the file
                            does not say
    credentialed            bool; None where the file does not say
    line                    int
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from ipaddress import ip_address

from .._model import Row

SEVERITIES = ("none", "low", "medium", "high", "critical")
_SHOWN = 3


# port, protocol, plugin
Place = tuple[int | None, str, str]
# port, protocol, plugin, name, severity, score, cves, line
Found = tuple[int | None, str, str, str, str, float | None, tuple[str, ...], int]


@dataclass(slots=True)
class ScannedHost:
    """A host, and what was found on it."""

    host: str
    line: int
    fqdn: str = ""
    address: str = ""
    scanned: date | None = None
    credentialed: bool | None = None
    found: list[Found] = field(default_factory=list)
    first_seen: dict[Place, date] = field(default_factory=dict)

    def seen_first(self, place: Place, day: date | None) -> None:
        """Note a day on which a finding was first seen; the earliest of several counts."""
        if day:
            self.first_seen[place] = min(day, self.first_seen.get(place, day))

    def rows(self) -> Iterator[Row]:
        """Yield its rows."""
        host, fqdn, address, since = self.host, self.fqdn, self.address, self.first_seen
        scanned, credentialed = self.scanned, self.credentialed
        nothing: Found = (None, "", "", "", "none", None, (), self.line)
        for port, protocol, plugin, name, severity, score, cves, line in self.found or [nothing]:
            yield {
                "host": host,
                "fqdn": fqdn,
                "address": address,
                "port": port,
                "protocol": protocol,
                "plugin": plugin,
                "name": name,
                "severity": severity,
                "score": score,
                "cves": cves,
                "scanned": scanned,
                "first_seen": since.get((port, protocol, plugin)) if since else None,
                "credentialed": credentialed,
                "line": line,
            }


def unfinished(hosts: list[str]) -> tuple[str, ...]:
    """Say, as a gap, which hosts' scans did not end."""
    if not hosts:
        return ()
    names = "、".join(hosts[:_SHOWN])
    return (f"{len(hosts)} 台主機沒有掃描結束的時間，可能未掃描完（例如 {names}）",)


@lru_cache(maxsize=1024)
def score_of(text: str) -> float:
    """Read a CVSS score.

    :raises ValueError: if it is no number from 0 to 10
    """
    score = float(text)
    if not 0 <= score <= 10:
        raise ValueError(text)
    return score


@lru_cache(maxsize=4096)
def port_of(text: str) -> int | None:
    """Read a port; 0 is none.

    :raises ValueError: if it is no number from 0 to 65535
    """
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError(text)
    return port or None


def address_of(host: str) -> str:
    """Return a host's name if it is an IP address, else ""."""
    try:
        return str(ip_address(host))
    except ValueError:
        return ""
