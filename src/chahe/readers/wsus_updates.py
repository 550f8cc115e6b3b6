"""WSUS 各電腦的更新狀態（CSV）

Kind `installed_patches`, a row for each patch on a computer, installed or not:

    host        str, never ""
    patch       str, the KB number, package or advisory, or the title of an update that has none of
                them; "" for a computer for which none is listed
    title       str, "" where the file has none
    severity    "none", "low", "medium", "high", "critical", or "" where it is not graded
    released    date, or None
    status      "installed" (or not applicable), "needed", "failed", or "unknown"
    seen        date the computer last reported, or None
    line        int

WSUS has no such export of its own: a script writes it from `GetUpdateInstallationInfoPerUpdate`,
whose words for the status are read, as are those of the console. What waits for a restart is needed
still. The states of Configuration Manager are read too ("Update is required"), but no state that is
a number: the two count differently. Grades are Microsoft's (Important is high). What is not graded
and is of a classification that is neither of security nor critical is graded "none". A row with a
computer and nothing of an update says that it reports and none is listed for it.

The day an update arrived at the server is not its release. A cell that is NULL, as SQL Server
Management Studio saves it, is empty; the first day of the year 1 is .NET's for never.
"""

import re
from datetime import date
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.cells.read import filled, word
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.keeping.moments import parse_moment

_COLUMNS: Columns = {
    "host": (
        *("電腦名稱", "電腦", "computer", "computer name", "computername", "fulldomainname"),
        *("name0", "netbios_name0"),
    ),
    "patch": (
        *("kb", "kb編號", "kb article", "kbarticle", "knowledgebasearticles"),
        *("knowledgebasearticle", "updatekb", "articleid", "article id"),
    ),
    "update": ("更新", "update"),
    "title": ("更新標題", "標題", "title", "updatetitle", "update title", "defaulttitle"),
    "classification": ("分類", "更新分類", "classification", "updateclassificationtitle"),
    "severity": (
        *("msrc嚴重性", "msrc 嚴重性", "嚴重性", "severity", "msrcseverity", "msrc severity"),
    ),
    "released": (
        *("發行日期", "發行日", "released", "release date", "releasedate", "creationdate"),
        *("dateposted", "date posted", "datereleased"),
    ),
    "status": (
        *("安裝狀態", "狀態", "status", "state", "updateinstallationstate", "installation state"),
        *("installationstate", "updateinstallationstatus", "installationstatus"),
    ),
    "reported": (
        *("最後回報", "上次回報", "回報日期", "reported", "last reported"),
        *("lastreportedstatustime", "last status report", "laststatusreport", "lastreported"),
        *("lastreportedtime", "laststatuschecktime"),
    ),
}
_NULL = "null"
_SEVERITIES = {
    **dict.fromkeys(("", _NULL, "unspecified", "未指定", "n/a", "none", "(unknown)"), ""),
    **dict.fromkeys(("重大", "嚴重", "critical"), "critical"),
    **dict.fromkeys(("重要", "高", "important", "high"), "high"),
    **dict.fromkeys(("中度", "中", "中等", "moderate", "medium"), "medium"),
    **dict.fromkeys(("低度", "低", "low"), "low"),
}
_STATUSES = {
    **dict.fromkeys(("installed", "已安裝", "notapplicable", "not applicable"), "installed"),
    **dict.fromkeys(("不適用", "installed/not applicable", "已安裝/不適用"), "installed"),
    **dict.fromkeys(("update is installed", "update is not required", "not required"), "installed"),
    **dict.fromkeys(("needed", "需要", "notinstalled", "not installed", "未安裝"), "needed"),
    **dict.fromkeys(("downloaded", "已下載", "installedpendingreboot", "pending reboot"), "needed"),
    **dict.fromkeys(("等待重新開機", "待重新開機", "required", "update is required"), "needed"),
    **dict.fromkeys(("failed", "失敗", "安裝失敗"), "failed"),
    **dict.fromkeys(("unknown", "no status", "不明", "未知", "沒有狀態", "", _NULL), "unknown"),
    "detection state unknown": "unknown",
}
_OF_AN_UPDATE = {
    "status": "安裝狀態",
    "severity": "嚴重性",
    "released": "發行日",
    "classification": "分類",
}
_NEVER = re.compile(r"(?:0001([-/])0?1\1|0?1/0?1/000)0?1\b")
_OF_SECURITY = ("安全性", "重大", "security", "critical")


def _sniff(head: bytes) -> bool:
    return any(
        header_has(head, _COLUMNS, "host", patch, "status", "reported")
        for patch in ("patch", "update")
    )


@reader(kind="installed_patches", sniff=_sniff)
def wsus_updates(source: Source) -> Table:
    """Read patches.

    :raises ReadError: for a missing column, a ragged record, an empty host, what is said of an
        update that has no name, a grade, status or date that cannot be read, or no computer at all
    """
    sheet = Sheet(source, _COLUMNS)
    patch = "patch" if "patch" in sheet.places or "update" not in sheet.places else "update"
    require(sheet, _COLUMNS, "host", patch, "severity", "released", "status", "reported")
    rows = tuple(_row(record, patch) for record in sheet.records())
    if not rows:
        raise ReadError("清單裡沒有任何電腦，請確認匯出的範圍")
    return Table("installed_patches", rows, source.name, "wsus_updates")


def _row(record: Record, column: str) -> dict[str, Any]:
    filled(record, "host")
    title = _text(record, "title") or ("" if column == "update" else _text(record, "update"))
    patch = _text(record, column) or title
    for name, what in _OF_AN_UPDATE.items():
        if _text(record, name) and not patch:
            raise record.error(column, f"有{what}就要有更新，請補齊後重新匯出")
    if patch.startswith("System."):
        raise record.error(column, "更新沒有展開成 KB 編號，請以 -join 展開後重新匯出")
    status = word(record, "status", _STATUSES, "已安裝、未安裝、失敗或不明")
    severity = word(record, "severity", _SEVERITIES, "重大、重要、中度、低度或未指定")
    kind = _text(record, "classification").casefold()
    if not severity and kind and not any(each in kind for each in _OF_SECURITY):
        severity = "none"
    return {
        "host": record["host"],
        "patch": patch,
        "title": title,
        "severity": severity,
        "released": _day(record, "released"),
        "status": status if patch else "installed",
        "seen": _day(record, "reported"),
        "line": record.line,
    }


def _text(record: Record, name: str) -> str:
    return "" if record[name].casefold() == _NULL else record[name]


def _day(record: Record, name: str) -> date | None:
    text = _text(record, name)
    if _NEVER.match(text):
        return None
    try:
        moment = parse_moment(text)
    except (ValueError, OverflowError):
        raise record.error(
            name, f"看不懂日期「{text[:40]}」，請寫成 115/11/21 或 2026-11-21"
        ) from None
    return moment.date() if moment else None
