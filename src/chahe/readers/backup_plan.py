"""備份計畫（CSV）

Kind `backup_plan`, a row for each system that must be backed up:

    system       str, never "", there once: the name that the backup software has for it
    every        int, the days that two backups may be apart
    offsite      whether a copy must be kept elsewhere, or None where the file does not say
    retention    int, days a backup is kept, or None
    since        date from which it must be backed up, or None for always
    owner        str, "" where the file has none
    line         int

A month is 31 days, a quarter 92, half a year 184 and a year 366. Working days are not days: where
nothing is backed up at weekends and holidays, the plan says how many days the longest pause is.
"""

import re
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.cells.read import day, filled
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.keeping.cells import answer, count

_COLUMNS: Columns = {
    "system": ("系統名稱", "系統", "主機名稱", "system", "system name"),
    "every": ("備份週期", "備份頻率", "週期", "backup interval", "backup frequency", "every"),
    "offsite": ("異地備份", "異地存放", "須異地存放", "offsite", "offsite required"),
    "retention": ("備份保存天數", "保存天數", "retention days", "retention"),
    "since": ("起始日", "起始日期", "開始備份日", "since", "in force since"),
    "owner": ("負責人", "權責單位", "負責單位", "owner"),
}
_PERIODS = {
    1: ("每日", "每天", "daily"),
    7: ("每週", "每周", "weekly"),
    31: ("每月", "monthly"),
    92: ("每季", "quarterly"),
    184: ("每半年", "semiannual", "semiannually"),
    366: ("每年", "yearly", "annual", "annually"),
}
_DAYS = {word: days for days, words in _PERIODS.items() for word in words}
_NUMBER = re.compile(r"每?\s*(\d{1,3})\s*(?:日|天|days?)?", re.I)


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "system", "every", "offsite")


@reader(kind="backup_plan", sniff=_sniff)
def backup_plan(source: Source) -> Table:
    """Read systems.

    :raises ReadError: for a missing column, a ragged record, an empty system or period, a period,
        answer, number or date that cannot be read, a system that is there twice, or none at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "system", "every", "offsite")
    rows: dict[str, dict[str, Any]] = {}
    for record in sheet.records():
        filled(record, "system", "every")
        before = rows.setdefault(record["system"].casefold(), row := _row(record))
        if before is not row:
            raise record.error("system", f"與第 {before['line']} 行是同一個系統，請只留一列")
    if not rows:
        raise ReadError("計畫裡沒有任何系統，請確認匯出的範圍")
    return Table("backup_plan", tuple(rows.values()), source.name, "backup_plan")


def _row(record: Record) -> dict[str, Any]:
    return {
        "system": record["system"],
        "every": _every(record),
        "offsite": answer(record, "offsite"),
        "retention": count(record, "retention"),
        "since": day(record, "since"),
        "owner": record["owner"],
        "line": record.line,
    }


def _every(record: Record) -> int:
    text = record["every"].casefold()
    match = _NUMBER.fullmatch(text)
    days = _DAYS.get(text) or (int(match[1]) if match else 0)
    if not days:
        raise record.error(
            "every",
            f"看不懂「{record['every'][:40]}」，應為每日、每週、每月、每季、每半年、每年，"
            "或兩次備份最多相隔的天數",
        )
    return days
