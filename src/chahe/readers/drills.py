"""資安與營運持續演練紀錄（CSV）

Kind `drills`, a row for each drill:

    type            "incident" (資安事件通報), "continuity" (營運持續), "recovery" (故障復原、備援),
                    "ddos", "social" (社交工程) or "other"
    scenario        str, what was rehearsed, "" where the file does not say
    system          str, "" where the file does not say
    day             date it was held (the last day, of several)
    participants    str as written, people or their number
    result          "pass", "fail" (something has to be improved) or "" where the file does not say
    reviewed        date of the meeting that reviewed it, or None
    improved        date the improvements were finished, or None
    line            int
"""

from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.cells.read import day, filled, word
from ._parsing.delimited import Columns, Record, Sheet, header_has, require

_COLUMNS: Columns = {
    "type": ("演練類型", "演練類別", "演練種類", "drill type"),
    "scenario": ("演練情境", "情境", "演練項目", "演練名稱", "scenario", "drill"),
    "system": ("受測系統", "系統名稱", "系統", "system"),
    "day": ("演練日", "演練日期", "演練完成日", "drill date", "held on"),
    "participants": ("參與人員", "參加人員", "參與人數", "參與單位", "participants"),
    "result": ("演練結果", "結果", "result"),
    "reviewed": ("檢討會議日", "檢討日", "檢討日期", "reviewed", "review date"),
    "improved": ("改善完成日", "改善完成日期", "improved", "improvement finished"),
}
_TYPES = {
    **dict.fromkeys(("資安事件通報", "資安事件應變", "資安事件", "通報應變"), "incident"),
    **dict.fromkeys(("資安事件通報應變", "incident"), "incident"),
    **dict.fromkeys(("營運持續", "營運持續演練", "bcp", "continuity"), "continuity"),
    **dict.fromkeys(("故障復原", "災害復原", "備援", "備援切換", "復原"), "recovery"),
    **dict.fromkeys(("系統復原", "dr", "recovery"), "recovery"),
    **dict.fromkeys(("ddos", "分散式阻斷服務", "阻斷服務攻擊"), "ddos"),
    **dict.fromkeys(("ddos演練", "ddos 演練"), "ddos"),
    **dict.fromkeys(("社交工程", "社交工程演練", "釣魚郵件", "social engineering"), "social"),
    **dict.fromkeys(("其他", "other"), "other"),
}
_RESULTS = {
    "": "",
    **dict.fromkeys(("通過", "成功", "符合預期", "合格", "pass", "passed"), "pass"),
    **dict.fromkeys(("未通過", "失敗", "待改善", "需改善", "不符預期", "不合格"), "fail"),
    **dict.fromkeys(("fail", "failed"), "fail"),
}


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "type", "day", "result")


@reader(kind="drills", sniff=_sniff)
def drills(source: Source) -> Table:
    """Read drills.

    :raises ReadError: for a missing column, a ragged record, a drill without a type or a day, a
        type, result or date that cannot be read, a review or an improvement before the drill, or no
        drill at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "type", "day", "result", "reviewed", "improved")
    rows = tuple(_row(record) for record in sheet.records())
    if not rows:
        raise ReadError("紀錄裡沒有任何演練，請確認匯出的範圍")
    return Table("drills", rows, source.name, "drills")


def _row(record: Record) -> dict[str, Any]:
    filled(record, "type", "day")
    held = day(record, "day")
    if held is None:
        raise record.error("day", "這一欄應為日期，請寫成 115/11/21 或 2026-11-21")
    after = {name: day(record, name) for name in ("reviewed", "improved")}
    for name, when in after.items():
        if when and when < held:
            raise record.error(name, "這一天早於演練日，請更正後重新匯出")
    known = "資安事件通報、營運持續、故障復原、備援、DDoS、社交工程或其他"
    return {
        "type": word(record, "type", _TYPES, known),
        **{name: record[name] for name in ("scenario", "system", "participants")},
        "day": held,
        "result": word(record, "result", _RESULTS, "通過、未通過或待改善"),
        **after,
        "line": record.line,
    }
