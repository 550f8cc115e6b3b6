"""不相容職務對照表（CSV）

Kind `duty_conflicts`, a row for each pair of rights that nobody may hold together:

    right_a, right_b    str, as the lists of rights call them; never the same
    system              str, the system both are of; "" is any, and across systems
    why                 str, "" where the file does not say
    line                int
"""

from collections.abc import Iterator
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Sheet, header_has, require
from ._parsing.directory.fields import named

_COLUMNS: Columns = {
    "system": ("系統名稱", "系統", "應用系統", "system", "application"),
    "right_a": ("權限甲", "權限a", "權限 a", "權限一", "角色甲", "right_a", "right a", "role a"),
    "right_b": ("權限乙", "權限b", "權限 b", "權限二", "角色乙", "right_b", "right b", "role b"),
    "why": ("理由", "原因", "說明", "衝突原因", "why", "reason", "risk"),
}


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "right_a", "right_b")


@reader(kind="duty_conflicts", sniff=_sniff)
def duty_conflicts(source: Source) -> Table:
    """Read pairs.

    :raises ReadError: for a missing column, a ragged record, an empty right, a right that is said
        to conflict with itself, or no pair at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "right_a", "right_b")
    rows = tuple(_rows(sheet))
    if not rows:
        raise ReadError("對照表裡沒有任何一組權限，請確認匯出的範圍")
    return Table("duty_conflicts", rows, source.name, "duty_conflicts")


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for record in sheet.records():
        rights = named(record, "right_a", "right_b")
        if rights["right_a"].casefold() == rights["right_b"].casefold():
            raise record.error("right_b", "兩個權限相同，不能與自己衝突，請更正對照表")
        yield {
            **rights,
            "system": record["system"],
            "why": record["why"],
            "line": record.line,
        }
