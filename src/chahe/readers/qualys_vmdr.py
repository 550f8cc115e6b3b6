"""Qualys VMDR 弱點清單（CSV）

Kind `vulnerabilities`; its columns are in `_parsing/scanned_host.py`. The format is the list that
VMDR > Vulnerabilities downloads as CSV ("Asset Vuln Datalist Report"), a record for each QID found
on an asset, or for each CVE of it; with or without the lines about the report before the header,
and with or without a summary of the QIDs between them. A file whose records were each quoted again
as one cell is read too.

    host            the asset's name, else its address
    fqdn            the asset's name; "" where that is an address
    address         the address that the asset is named by, else its one IPv4 address, or where it
                    has none its one IPv6 address; "" where there are several, for which of them was
                    scanned the file does not say
    plugin          the QID
    severity        the worse of Severity and KB Severity, since someone may have recast it: 5 is
                    critical, 4 high, 3 medium, 2 and 1 low; what is only Information is none
    score           CVSS 3.1 base score of the worst CVE; where one has none, its CVSS 2's; None in
                    the list by QID, which has no scores
    cves            () in the list by QID, which has none
    scanned         the newest day on which anything was seen on the asset, or seen to be fixed, as
                    written: the report's time zone
    first_seen      First Detected, where the list has it
    credentialed    not known

The records of one QID on one port of an asset are one finding. Assets of one name, without domain
and case, that share an address or both have none are one: Qualys may know a machine twice, by its
agent and by its scans. What is FIXED is no finding, but its asset was scanned; what is ignored,
disabled or potential is a finding. Days are read as Qualys writes them, and as Excel does where it
saved the file again. Gaps: an asset whose day is not known. What the list's filter left out it does
not say: VMDR by itself leaves out what is fixed, ignored, disabled or information, and so assets on
which there is nothing else.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Record, Sheet, require
from ._parsing.qualys_csv import (
    begins,
    cves_in,
    day_of,
    grade_of,
    held,
    marked,
    names,
    port_in,
    said,
    score_in,
)
from ._parsing.scanned_host import SEVERITIES, Found, Place, ScannedHost, address_of, unfinished
from ._parsing.text import SNIFF_BYTES

_COLUMNS: Columns = {
    "qid": ("qid",),
    "title": ("title",),
    "severity": ("severity",),
    "kb": ("kb severity",),
    "type": ("type detected",),
    "first": ("first detected",),
    "seen": ("last detected",),
    "fixed": ("last fixed",),
    "protocol": ("protocol",),
    "port": ("port",),
    "state": ("status",),
    "name": ("asset name",),
    "ipv4": ("asset ipv4",),
    "ipv6": ("asset ipv6",),
    "cve": ("cve",),
    "cvss3": ("cvssv3.1 base (nvd)", "cvssv3.1 base"),
    "cvss2": ("cvssv2 base (nvd)", "cvssv2 base"),
}
_NEEDED = (
    *("qid", "title", "severity", "kb", "type", "seen", "protocol", "port", "state"),
    *("name", "ipv4", "ipv6"),
)
_SUMMARY: Columns = {
    "qid": ("qid",),
    "cves": ("cveids",),
    "kb": ("kb severity",),
    "count": ("detection count",),
}
_TYPES = {"confirmed": True, "potential": True, "information": False}
_OPEN = {"new": True, "active": True, "reopened": True, "re-opened": True, "fixed": False}


def _sniff(head: bytes) -> bool:
    return begins(head, _is_header, _sums_up)


def _is_header(line: str) -> bool:
    return names(line, _COLUMNS, "qid", "type", "name") or _wraps(line)


def _wraps(line: str) -> bool:
    """Say whether it is the header, quoted again as one cell."""
    if len(line) >= SNIFF_BYTES:
        return False
    cells = next(csv.reader([line]), [])
    return len(cells) == 1 and names(cells[0], _COLUMNS, "qid", "type", "name")


def _sums_up(line: str) -> bool:
    """Say whether it is the header of a summary, which has a line for each QID."""
    return names(line, _SUMMARY, *_SUMMARY)


@dataclass(slots=True)
class _Asset:
    """A machine, and what was found on it by port, protocol and QID."""

    host: ScannedHost
    found: dict[Place, Found] = field(default_factory=dict)


@reader(kind="vulnerabilities", sniff=_sniff)
def qualys_vmdr(source: Source) -> Table:
    """Read findings.

    :raises ReadError: for a missing column, a ragged record, an asset without name and address, a
        missing QID, a type or status not known, or an address, severity, port, day or score that
        cannot be read, or no asset at all
    """
    sheet = Sheet(held(source, _from_header(source)), _COLUMNS)
    require(sheet, _COLUMNS, *_NEEDED)
    known: dict[tuple[str, str], _Asset] = {}
    for record in sheet.records():
        _add(_asset(record, known), record)
    if not known:
        raise ReadError("清單裡沒有任何資產，請取消篩選，匯出完整的清單")
    assets = list({id(asset): asset for asset in known.values()}.values())
    for asset in assets:
        asset.host.found = list(asset.found.values())
    gaps = unfinished([asset.host.host for asset in assets if not asset.host.scanned])
    rows = tuple(row for asset in assets for row in asset.host.rows())
    return Table("vulnerabilities", rows, source.name, "qualys_vmdr", gaps)


def _from_header(source: Source) -> Iterator[str]:
    """Yield the lines, those before the header empty, so that the records keep their numbers."""
    rest = marked(source, _is_header, _sums_up)
    before, header = 0, ""
    for line, found in rest:
        if found:
            header = line
            break
        before += 1
        yield "\n"
    body = chain((header,), (each for each, _ in rest))
    yield from _unwrapped(body, before) if _wraps(header) else body


def _unwrapped(body: Iterable[str], before: int) -> Iterator[str]:
    records = csv.reader(body, strict=True)
    while True:
        line = before + records.line_num + 1
        try:
            cells = next(records, None)
        except csv.Error:
            cells = ["", ""]
        if cells is None:
            return
        if len(cells) > 1:
            raise ReadError("引號或欄位分隔有誤，或檔案不完整，請重新匯出", line=line)
        yield "".join(cells) + "\n"


def _asset(record: Record, known: dict[tuple[str, str], _Asset]) -> _Asset:
    """Return the asset of a record, which is known by its name and each of its addresses."""
    name = said(record, "name")
    v4, v6 = (_addresses(record, column) for column in ("ipv4", "ipv6"))
    listed = v4 + v6
    address = (v4 or v6)[0] if len(v4 or v6) == 1 else ""
    if own := address_of(name):
        name, listed = "", listed or [own]
        address = own if own in listed else address
    host = name or address or ",".join(listed)
    if not host:
        raise record.error("name", "資產沒有名稱，也沒有位址，請重新匯出")
    short = name.partition(".")[0].casefold()
    keys = [(short, each) for each in listed] or [(short, "")]
    found = next((known[key] for key in keys if key in known), None)
    asset = found or _Asset(ScannedHost(host, record.line, fqdn=name, address=address))
    for key in keys:
        known.setdefault(key, asset)
    return asset


def _addresses(record: Record, column: str) -> list[str]:
    found: dict[str, None] = {}
    for each in filter(None, map(str.strip, said(record, column).split(","))):
        address = address_of(each)
        if not address:
            raise record.error(column, f"看不懂位址「{each[:40]}」，請重新匯出")
        found[address] = None
    return list(found)


def _add(asset: _Asset, record: Record) -> None:
    host, qid = asset.host, said(record, "qid")
    if not qid:
        raise record.error("qid", "缺少 QID，請重新匯出")
    graded = _known(record, "type", _TYPES, "Confirmed、Potential 或 Information")
    still = _known(record, "state", _OPEN, "NEW、ACTIVE、REOPENED 或 FIXED")
    days = (host.scanned, day_of(record, "seen"), day_of(record, "fixed"))
    host.scanned = max(filter(None, days), default=None)
    if not still:
        return
    kb = grade_of(record, "kb") if said(record, "kb") else "none"
    severity = _worse(grade_of(record, "severity"), kb)
    place = port_in(record, "port"), said(record, "protocol").lower(), qid
    host.seen_first(place, day_of(record, "first"))
    found: Found = (
        *place,
        record["title"],
        severity if graded else "none",
        score_in(record, "cvss3", "cvss2"),
        cves_in(record, "cve"),
        record.line,
    )
    asset.found[place] = _merged(asset.found[place], found) if place in asset.found else found


def _known(record: Record, name: str, words: Mapping[str, bool], accepted: str) -> bool:
    text = record[name]
    if text.casefold() not in words:
        message = f"看不懂「{text[:40]}」，應為 {accepted}，請重新匯出"
        raise record.error(name, message)
    return words[text.casefold()]


def _worse(*grades: str) -> str:
    return max(grades, key=SEVERITIES.index)


def _merged(one: Found, other: Found) -> Found:
    port, protocol, plugin, title, severity, score, cves, line = one
    _, _, _, _, its_severity, its_score, its_cves, _ = other
    scores = [each for each in (score, its_score) if each is not None]
    return (
        port,
        protocol,
        plugin,
        title,
        _worse(severity, its_severity),
        max(scores, default=None),
        tuple(dict.fromkeys((*cves, *its_cves))),
        line,
    )
