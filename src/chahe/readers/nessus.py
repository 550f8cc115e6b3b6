"""Nessus 弱點掃描報告（.nessus）

Kind `vulnerabilities`; its columns are in `_parsing/scanned_host.py`. The format is
NessusClientData_v2, as Nessus and Tenable export it.

    severity        the scanner's own grade of the item, 0 to 4, or the plugin's risk factor where
                    that is more: someone may have recast the item, and before version 5 there
                    was no grade 4
    score           CVSS 3 base score; where there is none, CVSS 4's, then CVSS 2's
    scanned         the day in Taipei of HOST_END_TIMESTAMP; without it, the day HOST_END names,
                    which is in the scanner's time zone
    credentialed    what Credentialed_Scan says
    port            0 is no port

Items of a compliance audit are rows too, graded as the scanner graded them. All of one audit have
one plugin: theirs is `pluginID/check`, with the check's id or else its name, and `name` is the
check's. A host whose scan has no end is a gap.
"""

import re
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any

from ._model import ReadError, Row, Source, Table, reader
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

_ROOT = "NessusClientData_v2"
_SCORES = ("cvss3_base_score", "cvss4_base_score", "cvss_base_score")
_CHECK, _CHECK_ID = "cm:compliance-check-name", "cm:compliance-check-id"
_NAME = 300
_TAGS = {"host-ip", "host-fqdn", "HOST_END", "HOST_END_TIMESTAMP", "Credentialed_Scan"}
_GRADES = {str(grade): grade for grade in range(len(SEVERITIES))}
_ITEM = itemgetter("port", "protocol", "pluginID", "pluginName", "severity")
_TAIPEI = timezone(timedelta(hours=8))
_CTIME = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) \d\d:\d\d:\d\d (\d{4})", re.ASCII
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _sniff(head: bytes) -> bool:
    return outermost(head)[0] == _ROOT


@reader(kind="vulnerabilities", sniff=_sniff)
def nessus(source: Source) -> Table:
    """Read findings.

    :raises ReadError: for what `Push.run` refuses, a host without a name, an item without a plugin,
        a port, severity, score or date that cannot be read, or no host at all
    """
    report = _Report(source)
    if not report.rows:
        raise ReadError("報告裡沒有任何主機，請確認掃描已完成，並匯出完整的報告")
    gaps = unfinished(report.unfinished)
    return Table("vulnerabilities", tuple(report.rows), source.name, "nessus", gaps)


class _Report:
    """The rows of the hosts so far, the host being read, and one item of it."""

    def __init__(self, source: Source) -> None:
        self.rows: list[Row] = []
        self.unfinished: list[str] = []
        self._push = Push(source)
        self._shared: dict[Any, Any] = {}
        self._host = ScannedHost("", 0)
        self._tag = ""
        self._tags: dict[str, str] = {}
        self._item: tuple[str, ...] = ()
        self._line = 0
        self._texts: dict[str, str] = {}
        self._cves: list[str] = []
        self._push.run({_ROOT: self._root()}, "第 2 版的 Nessus 報告")

    def _root(self) -> Element:
        kept = (*_SCORES, "risk_factor", _CHECK, _CHECK_ID)
        wanted = {name: Element(text=partial(self._texts.__setitem__, name)) for name in kept}
        wanted["cve"] = Element(text=self._cves.append)
        item = Element(wanted, opened=self._open_item, closed=self._close_item)
        tag = Element(opened=self._open_tag, text=self._read_tag)
        host = Element(
            {"HostProperties": Element({"tag": tag}), "ReportItem": item},
            opened=self._open_host,
            closed=self._close_host,
        )
        return Element({"Report": Element({"ReportHost": host})})

    def _open_host(self, attributes: Attributes) -> None:
        name = attributes.get("name", "").strip()
        if not name:
            raise self._push.error("主機沒有名稱，請重新匯出", "name")
        self._host = ScannedHost(name, self._push.line)
        self._tags.clear()

    def _open_tag(self, attributes: Attributes) -> None:
        self._tag = attributes.get("name", "")

    def _read_tag(self, text: str) -> None:
        if self._tag in _TAGS:
            self._tags[self._tag] = text

    def _close_host(self) -> None:
        host, tags = self._host, self._tags
        host.fqdn = tags.get("host-fqdn", "")
        host.address = tags.get("host-ip", "") or address_of(host.host)
        host.credentialed = {"true": True, "false": False}.get(
            tags.get("Credentialed_Scan", "").lower()
        )
        column = "HOST_END_TIMESTAMP" if tags.get("HOST_END_TIMESTAMP") else "HOST_END"
        end = tags.get(column, "")
        try:
            host.scanned = _day(end)
        except ValueError:
            raise self._push.error(f"看不懂時間「{end[:40]}」，請重新匯出", column) from None
        if not host.scanned:
            self.unfinished.append(host.host)
        self.rows.extend(host.rows())

    def _open_item(self, attributes: Attributes) -> None:
        self._line = self._push.line
        try:
            self._item = _ITEM(attributes)
        except KeyError as missing:
            raise self._wrong(missing.args[0], "這一項缺少這個屬性，請重新匯出") from None
        self._texts.clear()
        self._cves.clear()

    def _close_item(self) -> None:
        port, protocol, plugin, name, severity = self._item
        cves = tuple(self._cves)
        share = self._shared.setdefault
        if not plugin:
            raise self._wrong("pluginID", "這一項沒有外掛編號，請重新匯出")
        if check := self._texts.get(_CHECK, "")[:_NAME]:
            plugin, name = f"{plugin}/{self._texts.get(_CHECK_ID) or check}", check
        if severity not in _GRADES:
            raise self._wrong("severity", "嚴重性應為 0 至 4，請重新匯出")
        self._host.found.append(
            (
                self._port(port),
                share(protocol, protocol),
                share(plugin, plugin),
                share(name, name),
                self._severity(_GRADES[severity]),
                self._score(),
                share(cves, cves),
                self._line,
            )
        )

    def _port(self, text: str) -> int | None:
        try:
            return port_of(text)
        except ValueError:
            raise self._wrong("port", "連接埠應為 0 至 65535，請重新匯出") from None

    def _severity(self, grade: int) -> str:
        risk = self._texts.get("risk_factor", "").lower()
        return SEVERITIES[max(grade, SEVERITIES.index(risk) if risk in SEVERITIES else 0)]

    def _score(self) -> float | None:
        for name in _SCORES:
            if text := self._texts.get(name):
                try:
                    return score_of(text)
                except ValueError:
                    raise self._wrong(name, "分數應為 0 至 10，請重新匯出") from None
        return None

    def _wrong(self, column: str, message: str) -> ReadError:
        return ReadError(message, line=self._line, column=column)


@lru_cache(maxsize=1024)
def _day(text: str) -> date | None:
    if match := _CTIME.fullmatch(text):
        return date(int(match[3]), _MONTHS.index(match[1]) + 1, int(match[2]))
    if text.isascii() and text.isdigit() and len(text) <= 11:
        return datetime.fromtimestamp(int(text), _TAIPEI).date()
    return parse_day(text)
