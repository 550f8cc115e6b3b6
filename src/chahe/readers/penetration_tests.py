"""滲透測試紀錄（CSV）

Kind `penetration_tests`, a row for each finding of a test; a test without findings has one row,
with `finding` "":

    system            str, what was tested; never ""
    tester            str, the firm or people who tested, "" where the file does not say
    begun             date
    ended, reported   date, or None
    finding, title    str
    severity          "none", "low", "medium", "high", "critical", or "" where it is not graded
    fixed, retested   date, or None
    result            of the last retest: "pass", "fail" or ""
    line              int
"""

from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.cells.read import day, filled, word
from ._parsing.delimited import Columns, Record, Sheet, header_has, require

_COLUMNS: Columns = {
    "system": ("受測系統", "測試標的", "系統名稱", "系統", "target", "system"),
    "tester": ("執行廠商", "測試廠商", "執行單位", "測試單位", "tester", "vendor"),
    "begun": ("測試開始日", "開始日", "開始日期", "begun", "start date"),
    "ended": ("測試結束日", "結束日", "結束日期", "ended", "end date"),
    "reported": ("報告日", "報告日期", "report date", "reported"),
    "finding": ("發現編號", "弱點編號", "finding", "finding id"),
    "title": ("發現", "弱點名稱", "發現事項", "title"),
    "severity": ("風險等級", "嚴重程度", "等級", "severity", "risk"),
    "fixed": ("修補日", "修補完成日", "改善完成日", "fixed", "fixed on"),
    "retested": ("複測日", "複測日期", "複掃日", "retested", "retest date"),
    "result": ("複測結果", "複掃結果", "retest result"),
}
_SEVERITIES = {
    "": "",
    **dict.fromkeys(("嚴重", "極高", "重大", "critical"), "critical"),
    **dict.fromkeys(("高", "高風險", "high"), "high"),
    **dict.fromkeys(("中", "中風險", "medium", "moderate"), "medium"),
    **dict.fromkeys(("低", "低風險", "low"), "low"),
    **dict.fromkeys(("資訊", "無", "提示", "info", "informational", "none"), "none"),
}
_RESULTS = {
    "": "",
    **dict.fromkeys(("通過", "已修補", "已改善", "合格", "pass", "passed", "fixed"), "pass"),
    **dict.fromkeys(("未通過", "未修補", "未改善", "不合格", "fail", "failed", "open"), "fail"),
}
_OF_A_FINDING = ("title", "severity", "fixed", "retested", "result")


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "system", "begun", "finding", "retested")


@reader(kind="penetration_tests", sniff=_sniff)
def penetration_tests(source: Source) -> Table:
    """Read findings.

    :raises ReadError: for a missing column, a ragged record, a test without a system or a day, what
        is said of a finding without a number, a grade, result or date that cannot be read, a test
        that ends before it begins, or no test at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "system", "begun", "ended", "finding", "severity")
    require(sheet, _COLUMNS, "fixed", "retested", "result")
    rows = tuple(_row(record) for record in sheet.records())
    if not rows:
        raise ReadError("紀錄裡沒有任何測試，請確認匯出的範圍")
    return Table("penetration_tests", rows, source.name, "penetration_tests")


def _row(record: Record) -> dict[str, Any]:
    filled(record, "system", "begun")
    if not record["finding"] and any(record[name] for name in _OF_A_FINDING):
        raise record.error("finding", "有發現的內容就要有編號，請補齊後重新匯出")
    days = {name: day(record, name) for name in ("begun", "ended", "reported")}
    if days["begun"] is None:
        raise record.error("begun", "這一欄應為日期，請寫成 115/11/21 或 2026-11-21")
    if days["ended"] and days["ended"] < days["begun"]:
        raise record.error("ended", "結束日早於開始日，請更正後重新匯出")
    return {
        **{name: record[name] for name in ("system", "tester", "finding", "title")},
        **days,
        "severity": word(record, "severity", _SEVERITIES, "嚴重、高、中、低或資訊"),
        **{name: day(record, name) for name in ("fixed", "retested")},
        "result": word(record, "result", _RESULTS, "通過或未通過"),
        "line": record.line,
    }
