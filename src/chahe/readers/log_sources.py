"""應留存日誌的系統清單（CSV）

Kind `log_sources`, a row for each log of a system:

    system, log    str, never "": the same names as in the other lists of logs
    kinds          tuple of "firewall", "audit", "operation", "personal_data", "dma",
                   "security_token", "order", "other": what its name says it is
                   (`_parsing/keeping/logs.py`), never ()
    years          int, how long the firm keeps it
    since          date from which there are logs
    until          date the system went out of use, or None
    core           whether the system is a core one, or None where the file does not say
    owner          str, "" where the file has none
    line           int

A system whose logs must still be kept stays in the list after it is out of use.
"""

import re
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.cells.read import day, filled
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.keeping.cells import answer
from ._parsing.keeping.logs import KNOWN, kinds_of

_COLUMNS: Columns = {
    "system": ("系統名稱", "系統", "system", "system name"),
    "log": ("日誌種類", "日誌名稱", "紀錄種類", "日誌", "log kind", "log type", "log"),
    "years": ("保存年數", "保存年限", "留存年限", "應保存年數", "retention years", "years"),
    "since": ("啟用日", "系統啟用日", "上線日", "上線日期", "in use since", "since"),
    "until": ("停用日", "停用日期", "下線日", "下線日期", "until", "out of use"),
    "core": ("核心系統", "是否核心系統", "core", "core system"),
    "owner": ("負責人", "權責單位", "負責單位", "owner"),
}
_NEEDED = ("system", "log", "years", "since")
_YEARS = re.compile(r"(\d{1,2}|[一二三四五六七八九十])\s*(?:年|years?)?", re.I)
_NUMERALS = "零一二三四五六七八九十"


def _sniff(head: bytes) -> bool:
    return header_has(head, _COLUMNS, "system", "log", "years")


@reader(kind="log_sources", sniff=_sniff)
def log_sources(source: Source) -> Table:
    """Read logs.

    :raises ReadError: for a missing column, a ragged record, an empty cell that matters, a kind of
        log, number of years, date or answer that cannot be read, a log that is there twice, one
        out of use before it began, or no log at all
    """
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, *_NEEDED)
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for record in sheet.records():
        row = _row(record)
        key = (row["system"].casefold(), row["log"].casefold())
        if key in rows:
            raise record.error("log", f"與第 {rows[key]['line']} 行是同一種日誌，請只留一列")
        rows[key] = row
    if not rows:
        raise ReadError("清單裡沒有任何日誌，請確認匯出的範圍")
    return Table("log_sources", tuple(rows.values()), source.name, "log_sources")


def _row(record: Record) -> dict[str, Any]:
    filled(record, *_NEEDED)
    kinds = kinds_of(record["log"])
    if not kinds:
        raise record.error("log", f"看不出「{record['log'][:40]}」是哪一種，名稱裡應有{KNOWN}")
    since, until = day(record, "since"), day(record, "until")
    if since is None:
        raise record.error("since", "這一欄應為日期，請寫成 115/11/21 或 2026-11-21")
    if until and until < since:
        raise record.error("until", "停用日早於啟用日，請更正後重新匯出")
    return {
        **{name: record[name] for name in ("system", "log", "owner")},
        "kinds": kinds,
        "years": _years(record),
        "since": since,
        "until": until,
        "core": answer(record, "core"),
        "line": record.line,
    }


def _years(record: Record) -> int:
    match = _YEARS.fullmatch(record["years"])
    if not match:
        raise record.error("years", f"看不懂「{record['years'][:40]}」，應為年數，例如 3")
    return _NUMERALS.index(match[1]) if match[1] in _NUMERALS else int(match[1])
