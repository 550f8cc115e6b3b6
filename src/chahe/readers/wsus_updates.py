"""WSUS 各電腦的更新狀態（CSV）

Kind `installed_patches`, a row for each patch on a computer, installed or not:

    host        str, never ""
    patch       str, the KB number, package or advisory; "" for a computer for which none is listed
    title       str, "" where the file has none
    severity    "none", "low", "medium", "high", "critical", or "" where it is not graded
    released    date, or None
    status      "installed" (or not applicable), "needed", "failed", or "unknown"
    seen        date the computer last reported, or None
    line        int

WSUS has no such export of its own: a script writes it from `GetUpdateInstallationInfoPerUpdate`,
whose words for the status are read, as are those of the console. What waits for a restart is needed
still. Grades are Microsoft's (Important is high). What is not graded and is of a classification
that is neither of security nor critical is graded "none". A row with a computer and no update says
that it reports and none is listed for it.
"""

from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.cells.read import day, filled, word
from ._parsing.delimited import Columns, Record, Sheet, header_has, require

_COLUMNS: Columns = {
    "host": ("電腦名稱", "電腦", "computer", "computer name", "computername", "fulldomainname"),
    "patch": ("更新", "kb", "kb編號", "kb article", "update", "knowledgebasearticles"),
    "title": ("更新標題", "標題", "title", "updatetitle", "update title"),
    "classification": ("分類", "更新分類", "classification", "updateclassificationtitle"),
    "severity": (
        "msrc嚴重性",
        "msrc 嚴重性",
        "嚴重性",
        "severity",
        "msrcseverity",
        "msrc severity",
    ),
    "released": ("發行日期", "發行日", "released", "release date", "creationdate", "arrivaldate"),
    "status": ("安裝狀態", "狀態", "status", "updateinstallationstate", "installation state"),
    "reported": (
        *("最後回報", "上次回報", "回報日期", "reported", "last reported"),
        *("lastreportedstatustime", "last status report"),
    ),
}
_SEVERITIES = {
    **dict.fromkeys(("", "unspecified", "未指定", "n/a"), ""),
    **dict.fromkeys(("重大", "嚴重", "critical"), "critical"),
    **dict.fromkeys(("重要", "高", "important", "high"), "high"),
    **dict.fromkeys(("中度", "中", "中等", "moderate", "medium"), "medium"),
    **dict.fromkeys(("低度", "低", "low"), "low"),
}
_STATUSES = {
    **dict.fromkeys(("installed", "已安裝", "notapplicable", "not applicable"), "installed"),
    **dict.fromkeys(("不適用", "installed/not applicable", "已安裝/不適用"), "installed"),
    **dict.fromkeys(("needed", "需要", "notinstalled", "not installed", "未安裝"), "needed"),
    **dict.fromkeys(("downloaded", "已下載", "installedpendingreboot", "pending reboot"), "needed"),
    **dict.fromkeys(("等待重新開機", "待重新開機"), "needed"),
    **dict.fromkeys(("failed", "失敗", "安裝失敗"), "failed"),
    **dict.fromkeys(("unknown", "no status", "不明", "未知", "沒有狀態", ""), "unknown"),
}
_OF_SECURITY = ("安全性", "重大", "security", "critical")


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "host", "patch", "status", "reported")


@reader(kind="installed_patches", sniff=_sniff)
def wsus_updates(source: Source) -> Table:
    """Read patches.

    :raises ReadError: for a missing column, a ragged record, an empty host, a status without a
        patch, a grade, status or date that cannot be read, or no computer at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "host", "patch", "severity", "released", "status", "reported")
    rows = tuple(_row(record) for record in sheet.records())
    if not rows:
        raise ReadError("清單裡沒有任何電腦，請確認匯出的範圍")
    return Table("installed_patches", rows, source.name, "wsus_updates")


def _row(record: Record) -> dict[str, Any]:
    filled(record, "host")
    if record["status"] and not record["patch"]:
        raise record.error("patch", "有安裝狀態就要有更新，請補齊後重新匯出")
    if record["patch"].startswith("System."):
        raise record.error("patch", "更新沒有展開成 KB 編號，請以 -join 展開後重新匯出")
    status = word(record, "status", _STATUSES, "已安裝、未安裝、失敗或不明")
    severity = word(record, "severity", _SEVERITIES, "重大、重要、中度、低度或未指定")
    kind = record["classification"].casefold()
    if not severity and kind and not any(each in kind for each in _OF_SECURITY):
        severity = "none"
    return {
        **{name: record[name] for name in ("host", "patch", "title")},
        "severity": severity,
        "released": day(record, "released"),
        "status": status if record["patch"] else "installed",
        "seen": day(record, "reported"),
        "line": record.line,
    }
