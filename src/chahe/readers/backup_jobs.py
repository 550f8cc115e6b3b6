"""備份軟體的作業紀錄（CSV）

Kind `backup_jobs`, a row for each run of a backup job:

    system       str, never "": the client or machine; the job where there is none
    job          str, "" where the file has none
    kind         "full", "incremental", "differential", "synthetic", "copy" (of a backup),
                 "snapshot", or "" where the file does not say
    begun        datetime in Taipei; where the job did not begin, when it ended
    ended        datetime in Taipei, or None
    result       "success", "warning" (ended, with warnings), "failed" or "" (not ended)
    size         str as written
    place        str: repository, pool or tape, "" where the file has none
    offsite      whether that is elsewhere, or None where the file does not say
    line         int

Exports of Veeam (`Get-VBRTaskSession`, whose `Name` is the machine, and `Get-VBRBackupSession`), of
Bacula's and Bareos' catalog (statuses and levels in letters; the job is `Name`, for `Job` names a
single run) and lists with Chinese headers. A run that is a restore, a check, a migration or only
starts copies is left out.

A gap: a run whose type is not known, or that has no time.
"""

import re
from collections import Counter
from datetime import datetime
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.cells.read import word
from ._parsing.delimited import Columns, Record, Sheet, header_has, require
from ._parsing.keeping.cells import answer, moment
from ._parsing.text import SNIFF_BYTES

_COLUMNS: Columns = {
    "system": (
        *(
            "系統名稱",
            "系統",
            "主機名稱",
            "主機",
            "備份對象",
            "system",
            "host",
            "hostname",
            "client",
        ),
        *("client name", "clientname", "vm name", "vmname", "vm", "object", "machine"),
    ),
    "job": ("備份作業", "作業名稱", "工作名稱", "job name", "jobname", "job"),
    "type": ("作業類型", "job type", "jobtype", "type"),
    "kind": (
        *("備份類型", "備份方式", "類型", "backup type", "backuptype", "level"),
        *("algorithm", "jobalgorithm"),
    ),
    "begun": (
        *("開始時間", "備份開始", "開始", "start time", "starttime", "start", "begun"),
        *("creationtime", "creation time"),
    ),
    "ended": ("結束時間", "備份結束", "結束", "end time", "endtime", "end", "ended"),
    "result": ("備份結果", "結果", "狀態", "result", "status", "jobstatus", "job status"),
    "size": ("大小", "備份大小", "資料量", "size", "backup size", "backupsize", "jobbytes"),
    "place": ("存放位置", "媒體", "目的地", "repository", "storage", "pool", "media", "volume"),
    "offsite": ("異地", "異地存放", "異地備份", "offsite", "off-site"),
}
_CATALOG: Columns = {"job": ("name",), "begun": ("starttime",), "result": ("jobstatus",)}
"""What tells a list of the catalog of Bacula or Bareos, which calls a job by its name."""
_TASKS: Columns = {"system": ("name",), "job": ("jobname",), "result": ("status",)}
"""What tells a list of Veeam's tasks; a session of a whole job has a `Result`."""
_BACKUPS = {
    *("", "b", "backup", "agentbackup", "epagentbackup", "備份"),
    *("epagentmanagement", "endpointbackup", "nasbackup", "filetapebackup"),
}
_COPIES = {
    *("c", "copy", "backupcopy", "backup copy", "backupsync", "複製", "備份複製"),
    *("simplebackupcopyworker", "simplebackupcopypolicy", "nasbackupcopy", "vmtapebackup"),
}
_STARTS_COPIES = "c"
"""Bacula's letter for it; a copy it made is a run of its own, with `C`."""
_OTHERS = {"r", "restore", "還原", "v", "verify", "驗證", "d", "admin", "g", "m", "migration"}
_KINDS = {
    "": "",
    **dict.fromkeys(("f", "full", "完整", "完整備份", "全備份"), "full"),
    **dict.fromkeys(("i", "incremental", "increment", "增量", "增量備份"), "incremental"),
    **dict.fromkeys(("d", "differential", "差異", "差異備份"), "differential"),
    **dict.fromkeys(("synthetic", "syntheticfull", "synthetic full", "合成完整"), "synthetic"),
    "syntethic": "synthetic",  # as Veeam spells it
    **dict.fromkeys(("copy", "複製"), "copy"),
    **dict.fromkeys(("snapshot", "快照"), "snapshot"),
}
_LETTERS = {
    **dict.fromkeys("T", "success"),
    **dict.fromkeys("W", "warning"),
    **dict.fromkeys("AEIef", "failed"),
    **dict.fromkeys("BCFLMRSacdijlmpqst", ""),
}
_RESULTS = {
    **dict.fromkeys(("success", "succeeded", "completed", "成功", "完成", "正常"), "success"),
    **dict.fromkeys(("warning", "warnings", "警告", "部分成功"), "warning"),
    **dict.fromkeys(("failed", "failure", "error", "失敗", "錯誤", "異常"), "failed"),
    **dict.fromkeys(("canceled", "cancelled", "aborted", "取消", "已取消", "中止"), "failed"),
    **dict.fromkeys(("none", "running", "pending", "waiting", "執行中", "等待中"), ""),
    **dict.fromkeys(("inprogress", "in progress", "queued", "suspended"), ""),
    **dict.fromkeys(("killed", "failed to start"), "failed"),
    **{f"completed w/ one or more {what}": "warning" for what in ("errors", "warnings")},
}
_NO_TIME = re.compile(
    r"(?:0?1/0?1/(?:1900|0001)|(?:1900|0001)[-/]0?1[-/]0?1|0000-00-00)(?!\d)|(?:NULL|\\N)$"
)
"""What Veeam, .NET and databases write where there is no time, as of a run that goes on."""


def _sniff(head: bytes) -> bool:
    known = header_has(head, _COLUMNS, "job", "begun", "ended", "result")
    return known or header_has(head, _CATALOG, *_CATALOG)


@reader(kind="backup_jobs", sniff=_sniff)
def backup_jobs(source: Source) -> Table:
    """Read runs.

    :raises ReadError: for a missing column, a ragged record, a run without a name, a level, result,
        answer or time that cannot be read, one that ends before it begins, or no run at all
    """
    sheet = Sheet(source, _columns(source))
    require(sheet, _COLUMNS, "job", "begun", "ended", "result")
    rows: list[dict[str, Any]] = []
    left_out: Counter[str] = Counter()
    for record in sheet.records():
        kind = record["type"].casefold()
        if kind in _OTHERS or record["type"] == _STARTS_COPIES:
            continue
        row = _row(record, is_copy=kind in _COPIES)
        if kind not in _BACKUPS | _COPIES:
            left_out[f"看不懂作業類型「{record['type'][:40]}」"] += 1
        elif row["begun"] is None:
            left_out["作業沒有開始與結束時間"] += 1
        else:
            rows.append(row)
    if not rows and not left_out:
        raise ReadError("紀錄裡沒有任何備份作業，請確認匯出的範圍")
    gaps = tuple(f"{why}，{count} 列沒有採用" for why, count in left_out.items())
    return Table("backup_jobs", tuple(rows), source.name, "backup_jobs", gaps)


def _columns(source: Source) -> Columns:
    with source.open() as stream:
        head = stream.read(SNIFF_BYTES)
    if header_has(head, _CATALOG, *_CATALOG):
        return {**_COLUMNS, "job": _CATALOG["job"]}
    if header_has(head, _TASKS, *_TASKS) and not header_has(head, _COLUMNS, "system"):
        return {**_COLUMNS, "system": _TASKS["system"]}
    return _COLUMNS


def _row(record: Record, *, is_copy: bool) -> dict[str, Any]:
    system = record["system"] or record["job"]
    if not system:
        raise record.error("job", "系統與作業名稱至少要有一項，請補齊後重新匯出")
    begun, ended = _moment(record, "begun"), _moment(record, "ended")
    if begun and ended and ended < begun:
        raise record.error("ended", "結束時間早於開始時間，請更正後重新匯出")
    kind = word(record, "kind", _KINDS, "完整、增量、差異、合成完整、複製或快照")
    return {
        "system": system,
        "job": record["job"],
        "kind": "copy" if is_copy else kind,
        "begun": begun or ended,
        "ended": ended,
        "result": _result(record),
        **{name: record[name] for name in ("size", "place")},
        "offsite": answer(record, "offsite"),
        "line": record.line,
    }


def _moment(record: Record, name: str) -> datetime | None:
    return None if _NO_TIME.match(record[name]) else moment(record, name)


def _result(record: Record) -> str:
    letter = _LETTERS.get(record["result"])
    if letter is not None:
        return letter
    return word(record, "result", _RESULTS, "成功、警告、失敗或執行中")
