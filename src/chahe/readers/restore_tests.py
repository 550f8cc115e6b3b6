"""備份還原（回存）測試紀錄（CSV）

Kind `restore_tests`, a row for each test:

    system       str, never "": the same name as in the backup plan
    tested       date
    by           str, who tested, "" where the file has none
    result       "success" or "failed"
    minutes      int, how long it took, or None
    objective    int, minutes it may take, or None
    evidence     str, number of the record or screenshot, "" where the file has none
    line         int

A test that restored a part only, or whose outcome is not written, is not a success: write it as
failed, or leave it out.
"""

from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.cells.read import day, filled, word
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.keeping.cells import count

_COLUMNS: Columns = {
    "system": ("系統名稱", "系統", "主機名稱", "system", "system name"),
    "tested": (
        *("回存測試日", "還原測試日", "回存測試日期", "還原測試日期", "回存日期", "還原日期"),
        *("restore tested", "restore test date", "restored on"),
    ),
    "by": ("測試人員", "執行人員", "測試人", "tested by", "by"),
    "result": ("測試結果", "回存結果", "還原結果", "結果", "result"),
    "minutes": ("花費分鐘", "還原分鐘", "回存分鐘", "所需分鐘", "minutes", "restore minutes"),
    "objective": (
        "目標分鐘",
        "目標時間（分鐘）",
        "rto minutes",
        "objective minutes",
    ),
    "evidence": ("紀錄編號", "佐證編號", "單號", "evidence", "evidence no"),
}
_RESULTS = {
    **dict.fromkeys(("成功", "通過", "合格", "正常", "success", "pass", "passed", "ok"), "success"),
    **dict.fromkeys(("失敗", "未通過", "不合格", "異常", "fail", "failed", "failure"), "failed"),
}


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "system", "tested", "result")


@reader(kind="restore_tests", sniff=_sniff)
def restore_tests(source: Source) -> Table:
    """Read tests.

    :raises ReadError: for a missing column, a ragged record, a test without a system, a day or a
        result, a date, result or number that cannot be read, or no test at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "system", "tested", "result")
    rows = tuple(_row(record) for record in sheet.records())
    if not rows:
        raise ReadError("紀錄裡沒有任何測試，請確認匯出的範圍")
    return Table("restore_tests", rows, source.name, "restore_tests")


def _row(record: Record) -> dict[str, Any]:
    filled(record, "system", "tested", "result")
    tested = day(record, "tested")
    if tested is None:
        raise record.error("tested", "這一欄應為日期，請寫成 115/11/21 或 2026-11-21")
    return {
        **{name: record[name] for name in ("system", "by", "evidence")},
        "tested": tested,
        "result": word(record, "result", _RESULTS, "成功或失敗"),
        **{name: count(record, name) for name in ("minutes", "objective")},
        "line": record.line,
    }
