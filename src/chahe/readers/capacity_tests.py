"""容量與壓力測試紀錄（CSV）

Kind `capacity_tests`, a row for each load of each test (orders a second, people on line …):

    system        str, never ""
    tested        date
    load          str, what was measured, "" where the file does not say
    measured      int, the load it bore, or None
    expected      int, the peak it has to bear, or None
    unit          str, of both, "" where the file does not say
    result        "pass", "fail" or "" where the file does not say
    owner         str, who tested or answers for it, "" where the file does not say
    next          date the next test is planned for, or None
    line          int

Loads are whole numbers, with commas or without, both in the one unit.
"""

from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.cells.read import day, filled, word
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.keeping.cells import count

_COLUMNS: Columns = {
    "system": ("系統名稱", "系統", "受測系統", "system", "system name"),
    "tested": ("測試日", "測試日期", "評估日", "評估日期", "tested", "test date"),
    "load": ("測試項目", "負載項目", "情境", "測試情境", "load", "scenario"),
    "measured": ("實測負載", "實測值", "實測容量", "measured", "measured load"),
    "expected": ("預期尖峰", "預估尖峰", "尖峰需求", "目標值", "expected", "expected peak"),
    "unit": ("負載單位", "單位", "unit"),
    "result": ("測試結果", "評估結果", "結果", "result"),
    "owner": ("測試人員", "負責人", "負責單位", "執行單位", "owner"),
    "next": ("下次測試日", "下次測試日期", "下次評估日", "next", "next test"),
}
_RESULTS = {
    "": "",
    **dict.fromkeys(("通過", "合格", "符合", "足夠", "pass", "passed"), "pass"),
    **dict.fromkeys(("未通過", "不合格", "不符合", "不足", "fail", "failed"), "fail"),
}


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "system", "tested", "measured", "expected")


@reader(kind="capacity_tests", sniff=_sniff)
def capacity_tests(source: Source) -> Table:
    """Read tests.

    :raises ReadError: for a missing column, a ragged record, a test without a system or a day, a
        number, result or date that cannot be read, a next test before the test, or no test at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "system", "tested", "measured", "expected", "result")
    rows = tuple(_row(record) for record in sheet.records())
    if not rows:
        raise ReadError("紀錄裡沒有任何測試，請確認匯出的範圍")
    return Table("capacity_tests", rows, source.name, "capacity_tests")


def _row(record: Record) -> dict[str, Any]:
    filled(record, "system", "tested")
    tested, planned = day(record, "tested"), day(record, "next")
    if tested is None:
        raise record.error("tested", "這一欄應為日期，請寫成 115/11/21 或 2026-11-21")
    if planned and planned <= tested:
        raise record.error("next", "下次測試日不晚於測試日，請更正後重新匯出")
    return {
        **{name: record[name] for name in ("system", "load", "unit", "owner")},
        "tested": tested,
        **{name: count(record, name) for name in ("measured", "expected")},
        "result": word(record, "result", _RESULTS, "通過或未通過"),
        "next": planned,
        "line": record.line,
    }
