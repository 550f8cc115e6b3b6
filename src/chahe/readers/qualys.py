"""Qualys 弱點掃描報告（CSV）

Kind `vulnerabilities`; its columns are in `_parsing/scanned_host.py`. The format is the host based
scan report of VM or VMDR as CSV, with or without the lines about the report before the header.

    host            the IP address
    fqdn            FQDN, else DNS
    plugin          the QID
    severity        Qualys' grade: 5 is critical, 4 high, 3 medium, 2 and 1 low; what is only
                    information (Ig) is none
    score           CVSS 3 base score; where there is none, CVSS 2's
    scanned         the newest day on which anything was seen on the host, as written: the report's
                    time zone
    credentialed    True for the Cloud Agent, else not known

What is Fixed is no finding. A record without a QID is a host on which nothing was found if its
status says that it was scanned, else no row. A host whose newest day is not known is a gap. What
the report's template left out, such as ignored vulnerabilities, it does not say.
"""

import re
from datetime import date
from io import BytesIO

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.scanned_host import ScannedHost, address_of, port_of, score_of, unfinished
from ._parsing.text import lines, peek

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
    "seen": ("last detected",),
    "cves": ("cve id",),
    "cvss3.1": ("cvss3.1 base",),
    "cvss3": ("cvss3 base",),
    "cvss": ("cvss base",),
}
_NEEDED = ("ip", "status", "qid", "title", "state", "type", "severity", "port", "seen")
_GRADES = {"1": "low", "2": "low", "3": "medium", "4": "high", "5": "critical"}
_BEFORE = 100
_LARGEST = 128 * 1024 * 1024
_SEEN = re.compile(r"(\d\d)/(\d\d)/(\d{4})(?: \d\d:\d\d(?::\d\d)?)?", re.ASCII)
_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)(?: .*)?", re.ASCII)


def _sniff(head: bytes) -> bool:
    return any(_is_header(line) for line in peek(head).splitlines()[:_BEFORE])


def _is_header(line: str) -> bool:
    return header_has(line.encode(), _COLUMNS, "ip", "status", "qid", "state")


@reader(kind="vulnerabilities", sniff=_sniff)
def qualys(source: Source) -> Table:
    """Read findings.

    :raises ReadError: for a missing column, a ragged record, an address, severity, port, day or
        score that cannot be read, or no host at all
    """
    sheet = Sheet(_from_header(source), _COLUMNS)
    require(sheet, _COLUMNS, *_NEEDED)
    hosts: dict[str, ScannedHost] = {}
    for record in sheet.records():
        _add(hosts, record)
    if not hosts:
        raise ReadError("報告裡沒有任何主機，請確認掃描已完成，並匯出完整的報告")
    gaps = unfinished([each.host for each in hosts.values() if not each.scanned])
    rows = tuple(row for host in hosts.values() for row in host.rows())
    return Table("vulnerabilities", rows, source.name, "qualys", gaps)


def _from_header(source: Source) -> Source:
    """Make the lines before the header empty, so that the others keep their numbers."""
    held: list[str] = []
    size = 0
    found = False
    for line in lines(source):
        found = found or _is_header(line)
        held.append(line if found else "\n")
        size += len(held[-1])
        if size > _LARGEST:
            raise ReadError("檔案太大，請分批匯出")
        if not found and len(held) > _BEFORE:
            break
    if not found:
        raise ReadError("找不到標題列，請以 CSV 重新匯出主機掃描報告")
    whole = "".join(held).encode()
    return Source(source.name, lambda: BytesIO(whole))


def _add(hosts: dict[str, ScannedHost], record: Record) -> None:
    name = record["ip"]
    if not address_of(name):
        raise record.error("ip", f"看不懂位址「{name[:40]}」，請重新匯出")
    if not (record["qid"] or record["status"].casefold().startswith("host scanned")):
        return
    host = hosts.setdefault(name, ScannedHost(name, record.line, address=name))
    host.fqdn = host.fqdn or record["fqdn"] or record["dns"]
    host.credentialed = host.credentialed or record["tracking"].upper() == "QAGENT" or None
    seen = _day(record)
    host.scanned = max((day for day in (host.scanned, seen) if day), default=None)
    if record["qid"] and record["state"].casefold() != "fixed":
        cves = tuple(each.strip() for each in record["cves"].split(",") if each.strip())
        host.found.append(
            (
                _port(record),
                record["protocol"].lower(),
                record["qid"],
                record["title"],
                _grade(record),
                _score(record),
                cves,
                record.line,
            )
        )


def _day(record: Record) -> date | None:
    text = record["seen"]
    if not text:
        return None
    found = _SEEN.fullmatch(text)
    try:
        year, month, day = (int(found[part]) if found else 0 for part in (3, 1, 2))
        return date(year, month, day)
    except ValueError:
        raise record.error("seen", f"看不懂時間「{text[:40]}」，應為月/日/年，請重新匯出") from None


def _grade(record: Record) -> str:
    if record["severity"] not in _GRADES:
        raise record.error("severity", "嚴重性應為 1 至 5，請重新匯出")
    return "none" if record["type"].casefold() == "ig" else _GRADES[record["severity"]]


def _port(record: Record) -> int | None:
    try:
        return port_of(record["port"] or "0")
    except ValueError:
        raise record.error("port", "連接埠應為 0 至 65535，請重新匯出") from None


def _score(record: Record) -> float | None:
    for name in ("cvss3.1", "cvss3", "cvss"):
        if not record[name] or record[name] == "-":
            continue
        try:
            found = _NUMBER.fullmatch(record[name])
            return score_of(found[1] if found else "")
        except ValueError:
            raise record.error(name, "分數應為 0 至 10，請重新匯出") from None
    return None
