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
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
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
from ._parsing.xml_branches import Branches, Node, apart, line_of
from ._parsing.xml_push import outermost

_ROOT = "NessusClientData_v2"
_PATH = (_ROOT, "Report", "ReportHost")
_SCORES = _SCORE_3, _SCORE_4, _SCORE_2 = "cvss3_base_score", "cvss4_base_score", "cvss_base_score"
_AUDIT = "{http://www.nessus.org/cm}compliance-check-"
_CHECK, _CHECK_ID = f"{_AUDIT}name", f"{_AUDIT}id"
_PARTS = ("tag", "cve", *_SCORES, "risk_factor", _CHECK, _CHECK_ID)
_STATED = ("port", "protocol", "pluginID", "pluginName", "severity")
_NAME = 300
_TAGS = {"host-ip", "host-fqdn", "HOST_END", "HOST_END_TIMESTAMP", "Credentialed_Scan"}
_NO_TAG = ("", 0)
_CREDENTIALED = {"true": True, "false": False}
_RISKS = {name: grade for grade, name in enumerate(SEVERITIES)}
_GRADES = tuple(map(str, range(len(SEVERITIES))))
_TAIPEI = timezone(timedelta(hours=8))
_CTIME = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) \d\d:\d\d:\d\d (\d{4})", re.ASCII
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Stated = Callable[[list[str]], tuple[str, ...]]  # what an item must state, of its values


def _sniff(head: bytes) -> bool:
    return outermost(head)[0] == _ROOT


@reader(kind="vulnerabilities", sniff=_sniff)
def nessus(source: Source) -> Table:
    """Read findings.

    :raises ReadError: for what `Branches.read` refuses, a host without a name, an item without a
        plugin, a port, severity, score or date that cannot be read, or no host at all
    """
    report = apart(lambda: _Report(source))
    if not report.rows:
        raise ReadError("報告裡沒有任何主機，請確認掃描已完成，並匯出完整的報告")
    gaps = unfinished(report.unfinished)
    return Table("vulnerabilities", tuple(report.rows), source.name, "nessus", gaps)


class _Report:
    """The rows of the hosts so far, and the host being read: its element, and its tags' lines."""

    def __init__(self, source: Source) -> None:
        self.rows: list[Row] = []
        self.unfinished: list[str] = []
        self._shared: dict[Any, Any] = {}
        self._element: Node = None
        self._host = ScannedHost("", 0)
        self._tags: dict[str, tuple[str, int]] = {}
        self._names: list[str] = []
        self._stated: Stated = itemgetter(0)
        branches = Branches(source, _PATH, _PARTS)
        for element, branch, parts in branches.read("第 2 版的 Nessus 報告"):
            if element is not self._element:
                self._begin_host(element)
            if branch is None:
                self._close_host()
            elif branch.tag == "ReportItem":
                self._item(branch, parts)
            elif branch.tag == "HostProperties":
                self._properties(parts)

    def _begin_host(self, element: Node) -> None:
        name = element.get("name", "").strip()
        if not name:
            raise _wrong(element, "name", "主機沒有名稱，請重新匯出")
        self._element, self._host = element, ScannedHost(name, line_of(element))
        self._tags.clear()

    def _properties(self, parts: list[Node]) -> None:
        for tag in parts:
            if (name := tag.get("name")) in _TAGS:
                self._tags[name] = (tag.text or "").strip(), tag.sourceline

    def _close_host(self) -> None:
        host, tags = self._host, self._tags
        host.fqdn, _ = tags.get("host-fqdn", _NO_TAG)
        host.address = tags.get("host-ip", _NO_TAG)[0] or address_of(host.host)
        host.credentialed = _CREDENTIALED.get(tags.get("Credentialed_Scan", _NO_TAG)[0].lower())
        column = "HOST_END_TIMESTAMP" if tags.get("HOST_END_TIMESTAMP", _NO_TAG)[0] else "HOST_END"
        end, line = tags.get(column, _NO_TAG)
        try:
            host.scanned = _day(end)
        except ValueError:
            message = f"看不懂時間「{end[:40]}」，請重新匯出"
            raise ReadError(message, line=line, column=column) from None
        if not host.scanned:
            self.unfinished.append(host.host)
        self.rows.extend(host.rows())

    def _item(self, node: Node, parts: list[Node]) -> None:
        texts: dict[str, str] = {}
        found: list[str] = []
        for child in parts:
            tag = child.tag
            if tag == "cve":
                found.append((child.text or "").strip())
            else:
                texts[tag] = (child.text or "").strip()
        cves = tuple(found)
        if (names := node.keys()) != self._names:
            self._names, self._stated = names, _stated(node, names)
        port, protocol, plugin, name, severity = self._stated(node.values())
        if not plugin:
            raise _wrong(node, "pluginID", "這一項沒有外掛編號，請重新匯出")
        if check := texts.get(_CHECK, "")[:_NAME]:
            plugin, name = f"{plugin}/{texts.get(_CHECK_ID) or check}", check
        score = texts.get(_SCORE_3) or texts.get(_SCORE_4) or texts.get(_SCORE_2)
        share = self._shared.setdefault
        try:
            self._host.found.append(
                (
                    port_of(port),
                    share(protocol, protocol),
                    share(plugin, plugin),
                    share(name, name),
                    _graded(severity, texts.get("risk_factor", "")),
                    score_of(score) if score else None,
                    share(cves, cves),
                    line_of(node),
                )
            )
        except ValueError:
            raise _unreadable(node, texts) from None


def _wrong(node: Node, column: str, message: str) -> ReadError:
    return ReadError(message, line=line_of(node), column=column)


def _stated(item: Node, names: list[str]) -> Stated:
    """Return what takes an item's values from those of its attributes, which have these names."""
    if lacking := [name for name in _STATED if name not in names]:
        raise _wrong(item, lacking[0], "這一項缺少這個屬性，請重新匯出")
    return itemgetter(*map(names.index, _STATED))


def _unreadable(item: Node, texts: Mapping[str, str]) -> ReadError:
    """Say which of an item's values cannot be read."""
    try:
        port_of(item.get("port"))
    except ValueError:
        return _wrong(item, "port", "連接埠應為 0 至 65535，請重新匯出")
    if item.get("severity") not in _GRADES:
        return _wrong(item, "severity", "嚴重性應為 0 至 4，請重新匯出")
    score = next(name for name in _SCORES if texts.get(name))
    return _wrong(item, score, "分數應為 0 至 10，請重新匯出")


@lru_cache(maxsize=1024)
def _graded(severity: str, risk: str) -> str:
    return SEVERITIES[max(_GRADES.index(severity), _RISKS.get(risk.lower(), 0))]


@lru_cache(maxsize=1024)
def _day(text: str) -> date | None:
    if match := _CTIME.fullmatch(text):
        return date(int(match[3]), _MONTHS.index(match[1]) + 1, int(match[2]))
    if text.isascii() and text.isdigit() and len(text) <= 11:
        return datetime.fromtimestamp(int(text), _TAIPEI).date()
    return parse_day(text)
