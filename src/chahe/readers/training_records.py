"""資安教育訓練紀錄（CSV）

Kind `training_records`, a row for each course of each person; who took none has one row, whose
`course` is "":

    employee_id     str, never ""
    name            str, "" where the file has none
    role            "specialist" (資安專責人員, 資安主管) or "other"
    course          str
    category        "professional" (資安專業或職能), "awareness" (資安宣導), "unrelated", or ""
                    where the file does not say
    day             date it was finished; None only where `course` is ""
    minutes         int
    assessment      bool, or None where there was none or the file does not say
    evidence        str, number of the certificate or sign-in sheet, "" where the file has none
    line            int

Hours are written as a number with at most two decimals; part of a minute is dropped.
"""

import re
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.cells.read import day, filled, word
from ._parsing.delimited import Columns, Record, Sheet, header_has, require

_COLUMNS: Columns = {
    "employee_id": ("員工編號", "工號", "員編", "employee_id", "employee id", "employeeid"),
    "name": ("受訓人員", "受訓人", "學員", "學員姓名", "姓名", "trainee", "name"),
    "role": ("人員類別", "身分", "職務類別", "角色", "role"),
    "course": ("課程名稱", "課程", "course", "course name"),
    "category": ("課程類別", "課程性質", "course category", "course type"),
    "day": ("完訓日", "完訓日期", "上課日", "上課日期", "結訓日期", "completed", "completed on"),
    "minutes": ("時數", "訓練時數", "課程時數", "小時", "hours"),
    "assessment": ("評量結果", "評量", "測驗結果", "assessment", "assessment result"),
    "evidence": ("證明編號", "證書編號", "佐證編號", "簽到表編號", "evidence", "certificate no"),
}
_ROLES = {
    **dict.fromkeys(("資安專責人員", "資安人員", "資安專責主管", "資安主管"), "specialist"),
    **dict.fromkeys(("資安專責", "資安長", "specialist", "ciso"), "specialist"),
    **dict.fromkeys(("一般人員", "一般員工", "一般", "其他人員", "其他", "other"), "other"),
}
_CATEGORIES = {
    "": "",
    **dict.fromkeys(("資安專業", "資安職能", "專業", "職能", "professional"), "professional"),
    **dict.fromkeys(("資安專業課程", "資安職能訓練"), "professional"),
    **dict.fromkeys(("資安宣導", "資安宣導課程", "宣導", "資安通識", "awareness"), "awareness"),
    **dict.fromkeys(("非資安", "與資安無關", "unrelated"), "unrelated"),
}
_PASSED = dict.fromkeys(("及格", "合格", "通過", "pass", "passed"), "passed")
_FAILED = dict.fromkeys(("不及格", "不合格", "未通過", "fail", "failed"), "failed")
_NOT_ASSESSED = dict.fromkeys(("", "-", "無", "未評量", "免評量", "n/a"), "")
_ASSESSMENTS = {**_PASSED, **_FAILED, **_NOT_ASSESSED}
_HOURS = re.compile(r"(\d{1,3})(?:\.(\d{1,2}))?", re.ASCII)
_OF_A_COURSE = ("category", "day", "evidence")


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "employee_id", "role", "course", "minutes")


@reader(kind="training_records", sniff=_sniff)
def training_records(source: Source) -> Table:
    """Read courses.

    :raises ReadError: for a missing column, a ragged record, a course without a day or without
        hours, what is said of a course without a name, a role, category, day, number of hours or
        assessment that cannot be read, or no record at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "employee_id", "role", "course", "day", "minutes", "assessment")
    rows = tuple(_row(record) for record in sheet.records())
    if not rows:
        raise ReadError("紀錄裡沒有任何訓練，請確認匯出的範圍")
    return Table("training_records", rows, source.name, "training_records")


def _row(record: Record) -> dict[str, Any]:
    filled(record, "employee_id", "role", *(("minutes",) if record["course"] else ()))
    minutes = _minutes(record)
    passed = word(record, "assessment", _ASSESSMENTS, "及格、不及格或未評量")
    said = (minutes, passed, *(record[name] for name in _OF_A_COURSE))
    if not record["course"] and any(said):
        raise record.error("course", "有訓練的內容就要有課程名稱，請補齊後重新匯出")
    finished = day(record, "day")
    if record["course"] and finished is None:
        raise record.error("day", "這一欄應為日期，請寫成 115/11/21 或 2026-11-21")
    return {
        **{name: record[name] for name in ("employee_id", "name", "course", "evidence")},
        "role": word(record, "role", _ROLES, "資安專責人員、資安主管或一般人員"),
        "category": word(record, "category", _CATEGORIES, "資安專業、資安職能、資安宣導或非資安"),
        "day": finished,
        "minutes": minutes,
        "assessment": passed == "passed" if passed else None,
        "line": record.line,
    }


def _minutes(record: Record) -> int:
    text = record["minutes"] or "0"
    match = _HOURS.fullmatch(text)
    if not match:
        raise record.error("minutes", f"看不懂「{text[:40]}」，應為小時數，例如 3 或 1.5")
    return (int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))) * 60 // 100
