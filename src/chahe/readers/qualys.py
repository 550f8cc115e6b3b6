"""Qualys 弱點掃描報告（CSV）

Kind `vulnerabilities`; its columns are in `_parsing/scanned_host.py`. The format is the scan report
of VM or VMDR as CSV: the host based one, with or without the lines about the report before the
header; or the results of one scan, which has neither a status of each finding nor its days.

    host            the IP address
    fqdn            FQDN, else DNS; "" where Qualys says that none is registered
    plugin          the QID
    severity        Qualys' grade: 5 is critical, 4 high, 3 medium, 2 and 1 low; what is only
                    information (Ig) is none
    score           CVSS 3 base score; where there is none, CVSS 2's
    scanned         the newest day on which anything was seen on the host, as written: the report's
                    time zone; without one, the day in Taipei on which the one scan was launched
    first_seen      First Detected, where the report has it
    credentialed    True for the Cloud Agent, else not known

What is Fixed is no finding. A record without a QID is a host on which nothing was found if its
status says that it was scanned, else no row. The hosts that a report lists at its end are rows
where no vulnerability passed its filters, not where there are no results or they were not scanned.
Days are read as Qualys writes them, and as Excel does where it saved the file again. Gaps: a host
whose day is not known, and a scan that did not finish. What the report's template left out, such as
ignored vulnerabilities, it does not say.
"""

import csv
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from ipaddress import ip_address
from itertools import pairwise

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Record, Sheet, require
from ._parsing.qualys_csv import (
    MOST,
    begins,
    cves_in,
    day_of,
    grade_of,
    held,
    marked,
    names,
    port_in,
    score_in,
    too_large,
)
from ._parsing.scanned_host import ScannedHost, address_of, unfinished

_COLUMNS: Columns = {
    "ip": ("ip",),
    "dns": ("dns",),
    "fqdn": ("fqdn",),
    "tracking": ("tracking method",),
    "status": ("ip status",),
    "qid": ("qid",),
    "title": ("title",),
    "state": ("vuln status",),
    "type": ("type",),
    "severity": ("severity",),
    "port": ("port",),
    "protocol": ("protocol",),
    "first": ("first detected",),
    "seen": ("last detected",),
    "cves": ("cve id",),
    "cvss3.1": ("cvss3.1 base",),
    "cvss3": ("cvss3 base",),
    "cvss": ("cvss base",),
}
_NEEDED = ("ip", "status", "qid", "title", "type", "severity", "port")
_SUMMARY: Columns = {
    "ip": ("ip",),
    "total": ("total vulnerabilities",),
    "risk": ("security risk",),
}
_LAUNCHED = re.compile(r"(\d\d/\d\d/\d{4}) at (\d\d:\d\d:\d\d) \(GMT([+-]\d{4})?\)", re.ASCII)
_TAIPEI = timezone(timedelta(hours=8))
_NOTHING_LEFT = "no vulnerabilities match"
_UNSCANNED = ("hosts not scanned", "host not scanned", "target distribution across scanner")
_ENDINGS = (_NOTHING_LEFT, "no results available", *_UNSCANNED)
_UNNAMED = "no registered hostname"


def _sniff(head: bytes) -> bool:
    return begins(head, _is_header, _sums_up)


def _is_header(line: str) -> bool:
    return names(line, _COLUMNS, "ip", "status", "qid")


def _sums_up(line: str) -> bool:
    """Say whether it is the header of a report's summary, which has a line for each host."""
    return names(line, _SUMMARY, *_SUMMARY)


@dataclass(frozen=True, slots=True)
class _Launch:
    """The one scan that a file is of, if it is; `status` is Qualys' word, "" where it has none."""

    day: date | None = None
    status: str = ""


@reader(kind="vulnerabilities", sniff=_sniff)
def qualys(source: Source) -> Table:
    """Read findings.

    :raises ReadError: for a missing column, a ragged record, an address, severity, port, day or
        score that cannot be read, or no host at all
    """
    records, launch, clean = _from_header(source)
    sheet = Sheet(records, _COLUMNS)
    require(sheet, _COLUMNS, *_NEEDED)
    hosts: dict[str, ScannedHost] = {}
    for record in sheet.records():
        _add(hosts, record, launch)
    for line, listed in clean:
        for name in listed:
            hosts.setdefault(name, ScannedHost(name, line, address=name, scanned=launch.day))
    if not hosts:
        raise ReadError("報告裡沒有任何主機，請確認掃描已完成，並匯出完整的報告")
    gaps = unfinished([each.host for each in hosts.values() if not each.scanned])
    if launch.status.casefold() not in ("", "finished"):
        gaps += (f"掃描沒有完成（狀態「{launch.status[:40]}」），請等掃描完成後重新匯出",)
    rows = tuple(row for host in hosts.values() for row in host.rows())
    return Table("vulnerabilities", rows, source.name, "qualys", gaps)


_Clean = list[tuple[int, list[str]]]


def _from_header(source: Source) -> tuple[Source, _Launch, _Clean]:
    """Make the lines around the records empty, so that the records keep their numbers.

    Return as well what was said before them, and the hosts listed after them.
    """
    before: list[str] = []
    clean: _Clean = []
    kept: list[str] = []
    many = 0
    for line, found in marked(source, _is_header, _sums_up):
        ending = _ending(line) if found else None
        if ending is not None:
            clean.append((len(kept) + 1, ending if _NOTHING_LEFT in line.casefold() else []))
            many += len(ending)
        kept.append(line if found and ending is None else "\n")
        before += () if found else (line,)
        if many > MOST:
            raise too_large()
    return held(source, kept), _launch(before), clean


def _ending(line: str) -> list[str] | None:
    """Return the hosts of a line that lists those without findings, None if it is no such line.

    Of hosts not scanned there are none: what stands there may be names, or scanners.
    """
    if not any(each in line.casefold() for each in _ENDINGS):
        return None
    addresses, *others = _cells(line) or [""]
    said = {each.casefold() for each in others if each}
    ending = said.pop() if len(said) == 1 else ""
    if ending.startswith(_UNSCANNED):
        return []
    if not ending.startswith(_ENDINGS):
        return None
    hosts: list[str] = []
    try:
        for each in addresses.split(","):
            first, _, last = each.strip().partition("-")
            begin, end = (int(ip_address(one)) for one in (first, last or first))
            if not 0 <= end - begin < MOST - len(hosts):
                raise too_large()
            make = type(ip_address(first))
            hosts += [str(make(number)) for number in range(begin, end + 1)]
    except ValueError:
        return None
    return hosts


def _launch(before: list[str]) -> _Launch:
    for titles, values in pairwise(before):
        named = dict(zip(_cells(titles), _cells(values), strict=False))
        if text := named.get("Launch Date"):
            found = _LAUNCHED.fullmatch(text)
            try:
                when = " ".join((found[1], found[2], found[3] or "+0000")) if found else ""
                moment = datetime.strptime(when, "%m/%d/%Y %H:%M:%S %z")
                return _Launch(moment.astimezone(_TAIPEI).date(), named.get("Status", ""))
            except (ValueError, OverflowError):
                message = f"看不懂時間「{text[:40]}」，請重新匯出"
                raise ReadError(message, column="Launch Date") from None
    return _Launch()


def _cells(line: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line]), [])]
    except csv.Error:  # a field that is too long
        return []


def _add(hosts: dict[str, ScannedHost], record: Record, launch: _Launch) -> None:
    name = record["ip"]
    if not address_of(name):
        raise record.error("ip", f"看不懂位址「{name[:40]}」，請重新匯出")
    if not (record["qid"] or record["status"].casefold().startswith("host scanned")):
        return
    host = hosts.setdefault(name, ScannedHost(name, record.line, address=name))
    named = (record["fqdn"], record["dns"])
    host.fqdn = host.fqdn or next(
        (each for each in named if each and each.casefold() != _UNNAMED), ""
    )
    host.credentialed = host.credentialed or record["tracking"].upper() == "QAGENT" or None
    seen = day_of(record, "seen") or launch.day
    host.scanned = max((day for day in (host.scanned, seen) if day), default=None)
    if record["qid"] and record["state"].casefold() != "fixed":
        severity = grade_of(record, "severity")
        place = port_in(record, "port"), record["protocol"].lower(), record["qid"]
        host.seen_first(place, day_of(record, "first"))
        host.found.append(
            (
                *place,
                record["title"],
                "none" if record["type"].casefold() == "ig" else severity,
                score_in(record, "cvss3.1", "cvss3", "cvss"),
                cves_in(record, "cves"),
                record.line,
            )
        )
