"""OpenVAS（Greenbone）弱點掃描報告（XML）

Kind `vulnerabilities`; its columns are in `_parsing/scanned_host.py`. The format is the XML report
of GVM, inside another as it is exported or bare as an alert sends it, or the GMP response with it.

    score           the result's own severity, or what it was before someone overrode it, whichever
                    is more: an override is the firm's decision, not what was found. Where both are
                    negative (false positive, error), the test's CVSS base score
    severity        on the scale of CVSS 3 (FIRST): low to 3.9, medium to 6.9, high to 8.9; where
                    there is no score, the result's threat, and high where that is unknown
    scanned         the day in Taipei the scan of the host ended
    credentialed    a login on the host succeeded, or else failed; None if none was tried

Results with score 0 (logs) are rows too. A host said to be dead was not scanned and has no row.
Gaps: a scan that is not done, errors during it, results or hosts that a filter or paging left out
of the file, a report of what changed only (delta) or of an audit, hosts with results that the
report does not list, and hosts whose scan has no end.
"""

import re
from bisect import bisect
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from ._model import ReadError, Row, Source, Table, reader
from ._parsing.gvm_counts import LEVELS, SIDES, gaps
from ._parsing.scanned_host import (
    SEVERITIES,
    ScannedHost,
    address_of,
    port_of,
    score_of,
    unfinished,
)
from ._parsing.when import parse_day
from ._parsing.xml_push import Attributes, Element, Push, outermost

_RESPONSE = "get_reports_response"
_THREATS = {
    "critical": "critical", "high": "high", "medium": "medium", "low": "low",
    **dict.fromkeys(("log", "debug", "error"), "none"),
}  # fmt: skip
_BARE = re.compile(rb"<report\b[^>]*>\s*<[go]mp>\s*<version>")
_FLOORS = (0.1, 4.0, 7.0, 9.0)
_PORT = re.compile(r"(?:(\d{1,6})|general)/([\w-]+)", re.ASCII)
_DETAILS = {"hostname", "Host dead"}
_AUTH = re.compile(r"Auth-\w+-(Success|Failure)")

T = TypeVar("T")


def _sniff(head: bytes) -> bool:
    name, attributes = outermost(head)
    if name == "report":
        return "format_id" in attributes or bool(_BARE.search(head))
    return name == _RESPONSE


@reader(kind="vulnerabilities", sniff=_sniff)
def openvas(source: Source) -> Table:
    """Read findings.

    :raises ReadError: for what `Push.run` refuses, a result or host without an address, a result
        without a test, a port, score or date that cannot be read, or no host at all
    """
    report = _Report(source)
    if not report.rows:
        raise ReadError("報告裡沒有任何已掃描的主機，請確認掃描已完成，並匯出完整的 XML 報告")
    missing = (*dict.fromkeys(report.gaps), *unfinished(report.unfinished))
    return Table("vulnerabilities", tuple(report.rows), source.name, "openvas", missing)


class _Report:
    """The rows so far, the hosts of the report being read, and one result or host of it.

    A report lists its hosts after its results, so rows are made at its end.
    """

    def __init__(self, source: Source) -> None:
        self.rows: list[Row] = []
        self.gaps: list[str] = []
        self.unfinished: list[str] = []
        self._push = Push(source)
        self._hosts: dict[str, ScannedHost] = {}
        self._listed: set[str] = set()
        self._shared: dict[Any, Any] = {}
        self._texts: dict[str, str] = {}
        self._details: dict[str, str] = {}
        self._counts: dict[str, str] = {}
        self._cves: list[str] = []
        self._oid = self._detail = ""
        self._line = self._results = self._ends = 0
        inner = self._inner()
        report = Element({**inner.children, "report": inner}, inner.opened, closed=inner.closed)
        self._push.run(
            {"report": report, _RESPONSE: Element({"report": report})},
            "弱點掃描（OpenVAS）的 XML 報告",
        )

    def _inner(self) -> Element:
        levels = {
            level: Element(_kept(self._counts, **{side: f"{level} {side}" for side in SIDES}))
            for level in LEVELS
        }
        totals = _kept(self._counts, **{side: side for side in SIDES})
        return Element(
            {
                "filters": Element(_kept(self._counts, term="term")),
                "hosts": Element(_kept(self._counts, count="hosts")),
                "result_count": Element({**totals, **levels}),
                "errors": Element(_kept(self._counts, count="errors")),
                "results": Element({"result": self._result()}),
                "host": self._host(),
                **_kept(self._counts, scan_run_status="status", compliance_count="audit"),
            },
            opened=self._open_report,
            closed=self._close_report,
        )

    def _result(self) -> Element:
        refs = Element({"ref": Element(opened=self._open_ref)})
        nvt = Element(
            {
                "refs": refs,
                "cve": Element(text=self._read_cves),
                **_kept(self._texts, name="name", cvss_base="base"),
            },
            opened=self._open_nvt,
        )
        host = Element(
            _kept(self._texts, hostname="hostname"), text=partial(self._texts.__setitem__, "host")
        )
        own = _kept(
            self._texts,
            port="port",
            severity="severity",
            original_severity="original",
            threat="threat",
        )
        return Element(
            {"nvt": nvt, "host": host, **own}, opened=self._open, closed=self._close_result
        )

    def _host(self) -> Element:
        detail = {"name": Element(text=self._open_detail), "value": Element(text=self._read_detail)}
        return Element(
            {"detail": Element(detail), **_kept(self._texts, ip="host", end="end")},
            opened=self._open,
            closed=self._close_host,
        )

    def _open_report(self, attributes: Attributes) -> None:
        if attributes.get("type") == "delta":
            self.gaps.append("這是兩次掃描的差異報告，不是全部的結果，請匯出掃描本身的報告")

    def _open(self, _: Attributes) -> None:
        self._line = self._push.line
        self._texts.clear()
        self._details.clear()
        self._cves.clear()
        self._oid = ""

    def _open_nvt(self, attributes: Attributes) -> None:
        """Keep the test's id; the CVE scanner's test is the CVE itself."""
        self._oid = attributes.get("oid", "").strip()
        if self._oid.startswith("CVE-"):
            self._cves.append(self._oid)

    def _open_ref(self, attributes: Attributes) -> None:
        if attributes.get("type") == "cve" and "id" in attributes:
            self._cves.append(attributes["id"])

    def _read_cves(self, text: str) -> None:
        """Read what stood for the references of kind cve before GVM 11: "CVE-1, CVE-2", "NOCVE"."""
        self._cves += [each for each in text.replace(",", " ").split() if each != "NOCVE"]

    def _open_detail(self, text: str) -> None:
        self._detail = text if text in _DETAILS or _AUTH.fullmatch(text) else ""
        if self._detail:
            self._details[text] = ""

    def _read_detail(self, text: str) -> None:
        if self._detail:
            self._details[self._detail] = text

    def _close_result(self) -> None:
        texts, share = self._texts, self._shared.setdefault
        self._results += 1
        if not self._oid:
            raise self._wrong("nvt", "這一項結果沒有測試編號（oid），請重新匯出")
        place = _PORT.search(texts.get("port", ""))
        port, protocol = (place[1], place[2].lower()) if place else ("0", "")
        name, cves, score = texts.get("name", ""), tuple(dict.fromkeys(self._cves)), self._score()
        host = self._named(texts.get("host", ""))
        host.fqdn = host.fqdn or texts.get("hostname", "")
        host.found.append(
            (
                self._read("port", port_of, port or "0"),
                share(protocol, protocol),
                share(self._oid, self._oid),
                share(name, name),
                _severity(score) if score is not None else self._threat(),
                score,
                share(cves, cves),
                self._line,
            )
        )

    def _score(self) -> float | None:
        given = [self._texts.get(name, "") for name in ("severity", "original")]
        scores = [
            self._read("severity", score_of, text)
            for text in given
            if text and not text.startswith("-")
        ]
        base = self._texts.get("base", "")
        return max(scores) if scores else self._read("cvss_base", score_of, base) if base else None

    def _threat(self) -> str:
        threat = self._texts.get("threat", "").lower()
        return _THREATS.get(threat, "high") if threat else "none"

    def _close_host(self) -> None:
        details, end = self._details, self._texts.get("end", "")
        self._ends += 1
        if details.get("Host dead") == "1":
            return
        host = self._named(self._texts.get("host", ""))
        self._listed.add(host.host)
        host.fqdn = details.get("hostname") or host.fqdn
        host.scanned = self._read("end", parse_day, end)
        logins = [login[1] for name in details if (login := _AUTH.fullmatch(name))]
        host.credentialed = "Success" in logins if logins else None

    def _close_report(self) -> None:
        self.gaps += gaps(self._counts, self._results, self._ends)
        unlisted = [name for name in self._hosts if name not in self._listed]
        self.unfinished += [each.host for each in self._hosts.values() if not each.scanned]
        if unlisted:
            self.gaps.append(
                f"{len(unlisted)} 台主機有結果，但報告未列出該主機（例如 {unlisted[0]}）"
            )
        for host in self._hosts.values():
            self.rows += host.rows()
        self._hosts.clear()
        self._listed.clear()
        self._counts.clear()
        self._results = self._ends = 0

    def _named(self, name: str) -> ScannedHost:
        if not name:
            raise self._wrong("host", "沒有主機位址，請重新匯出")
        if name not in self._hosts:
            self._hosts[name] = ScannedHost(name, self._line, address=address_of(name))
        return self._hosts[name]

    def _read(self, column: str, read: Callable[[str], T], text: str) -> T:
        try:
            return read(text)
        except ValueError:
            raise self._wrong(column, f"看不懂「{text[:40]}」，請重新匯出") from None

    def _wrong(self, column: str, message: str) -> ReadError:
        return ReadError(message, line=self._line, column=column)


def _kept(texts: dict[str, str], **names: str) -> dict[str, Element]:
    """Return elements whose texts are kept, each under the name given."""
    return {tag: Element(text=partial(texts.__setitem__, name)) for tag, name in names.items()}


def _severity(score: float) -> str:
    return SEVERITIES[bisect(_FLOORS, score)]
