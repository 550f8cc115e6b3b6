"""restic 備份快照清單（JSON）

Kind `backup_jobs`; its columns are in `backup_jobs`. The format is that of
`restic snapshots --json` without `--group-by`.

    system       the host
    job          its paths, joined by a space
    kind         "snapshot": what is kept, so that those that were pruned are not there
    begun        when the snapshot was made, in Taipei
    ended        where the summary says it (restic 0.17 and later)
    result       "success", for there is no snapshot of what failed; whether a file could not be
                 read, restic says only while it runs
    size         bytes of the files, where the summary says it
    place        "", and offsite None: the list does not say where it is kept
    line         int, where the snapshot begins in the text
"""

import re
from datetime import datetime
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.firewall.json_text import Text
from ._parsing.json_objects.fields import Fields
from ._parsing.keeping.moments import parse_moment
from ._parsing.text import peek

_OURS = re.compile(r"\[\s*\{")
_FIELDS = ("time", "tree", "hostname", "paths")
_NO_TIME = "0001-01-01T00:00:00"
"""What `restic rewrite --snapshot-summary` writes in the summary of an older snapshot."""


def _sniff(head: bytes) -> bool:
    text = peek(head).lstrip()
    return bool(_OURS.match(text)) and all(f'"{name}":' in text for name in _FIELDS)


@reader(kind="backup_jobs", sniff=_sniff)
def restic_snapshots(source: Source) -> Table:
    """Read snapshots.

    :raises ReadError: if it is not a whole JSON list of snapshots, a field is there twice or of
        another type, a snapshot has no host or time, or there is none
    """
    text = Text(source)
    held, end = text.parse()
    if not isinstance(held, list) or text.whole[end:].strip():
        raise ReadError("應為快照的清單，請以 restic snapshots --json 重新匯出")
    if not held:
        raise ReadError("清單裡沒有任何快照，請確認匯出的範圍")
    rows, at = [], text.whole.index("[") + 1
    for index, each in enumerate(held):
        at = text.whole.index("{", at) if isinstance(each, dict) else at
        rows.append(_row(Fields(each, f"[{index}]"), text.line_of(at)))
        at = text.parse(at)[1]
    return Table("backup_jobs", tuple(rows), source.name, "restic_snapshots")


def _row(snapshot: Fields, line: int) -> dict[str, Any]:
    if snapshot.has("group_key"):
        raise snapshot.wrong("group_key", "清單分了組，請不要加 --group-by")
    begun, summary = _moment(snapshot, "time"), snapshot.object("summary")
    if not (snapshot.text("hostname") and begun):
        raise snapshot.wrong("hostname", "快照應有主機名稱與時間")
    size = summary.number("total_bytes_processed")
    return {
        "system": snapshot.text("hostname"),
        "job": " ".join(_paths(snapshot)),
        "kind": "snapshot",
        "begun": begun,
        "ended": _ended(summary),
        "result": "success",
        "size": "" if size is None else str(size),
        "place": "",
        "offsite": None,
        "line": line,
    }


def _paths(snapshot: Fields) -> list[str]:
    paths = snapshot.raw("paths")
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        raise snapshot.wrong("paths", "應為路徑的清單")
    return paths


def _ended(summary: Fields) -> datetime | None:
    is_told = not summary.text("backup_end").startswith(_NO_TIME)
    return _moment(summary, "backup_end") if is_told else None


def _moment(held: Fields, name: str) -> datetime | None:
    try:
        return parse_moment(held.text(name))
    except (ValueError, OverflowError):
        raise held.wrong(name, f"看不懂時間「{held.text(name)[:40]}」") from None
