"""Two manifests of one tree: what is different in the later.

Told: added and removed entries; of those in both, another type, other content (a file's digest, a
link's target), other permissions, owner or group; and what either could not read, of which nothing
else is told: what is below a folder that one of them could not list is neither added nor removed.
A size or a time alone is no change.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from operator import itemgetter

from ...readers import Row

_TAIPEI = timezone(timedelta(hours=8))
_TYPES = {"file": "檔案", "dir": "資料夾", "symlink": "符號連結", "other": "特殊檔案", "": "不明"}
_DIGESTS = {"sha256": "SHA-256", "blake3": "BLAKE3"}
_CONTENT = (*_DIGESTS, "target")
_ACCESS = {"mode": "權限", "owner": "擁有者", "group": "群組"}
_STATE = ("type", "error", *_CONTENT, *_ACCESS)
_state = itemgetter(*_STATE)


@dataclass(frozen=True)
class Change:
    """`entry` is the later one where there is one; `day` is its ctime's, None for what is gone."""

    kind: str
    path: str
    why: str
    entry: Row
    day: date | None


def changes(before: Mapping[str, Row], after: Mapping[str, Row]) -> list[Change]:
    """Return what changed, in the order of the paths."""
    unread_then, unread_now = _unread(before), _unread(after)
    found = [
        Change("removed", path, f"基準裡的{_TYPES[old['type']]}不見了", old, None)
        for path, old in before.items()
        if path not in after and not _is_below(path, unread_now)
    ]
    found += [
        Change(kind, path, why, new, _day(new))
        for path, new in after.items()
        if new["error"] or not (old := before.get(path)) or _state(old) != _state(new)
        for kind, why in _different(before.get(path), new)
        if kind != "added" or not _is_below(path, unread_then)
    ]
    return sorted(found, key=lambda change: change.path)


def _unread(entries: Mapping[str, Row]) -> set[str]:
    return {path for path, row in entries.items() if row["error"]}


def _is_below(path: str, folders: set[str]) -> bool:
    """Say whether a path is in one of some folders, which may be the root."""
    if not folders:
        return False
    parts = path.split("/")
    above = (".", *("/".join(parts[:size]) for size in range(1, len(parts))))
    return not folders.isdisjoint(above)


def _different(old: Row | None, new: Row) -> Iterator[tuple[str, str]]:
    if new["error"]:
        yield "unreadable", f"這次讀不到：{new['error']}"
    elif old is None:
        yield "added", f"基準裡沒有這個{_TYPES[new['type']]}"
    elif old["error"]:
        yield "unreadable", f"基準當時讀不到：{old['error']}"
    elif old["type"] != new["type"]:
        yield "type", f"由{_TYPES[old['type']]}變成{_TYPES[new['type']]}"
    else:
        if any(old[name] != new[name] for name in _CONTENT):
            yield "content", _content(old, new)
        other = [
            f"{title}由 {old[name]} 變成 {new[name]}"
            for name, title in _ACCESS.items()
            if old[name] != new[name]
        ]
        if other:
            yield "access", "，".join(other)


def _content(old: Row, new: Row) -> str:
    if new["type"] == "symlink":
        return f"連結由 {old['target']} 改指 {new['target']}"
    digest = new["digest"]
    return f"內容不同：{_DIGESTS[digest]} 由 {old[digest][:12]}… 變成 {new[digest][:12]}…"


def _day(row: Row) -> date | None:
    try:
        day = datetime.fromtimestamp(row["ctime_ns"] // 10**9, _TAIPEI).date()
    except (ValueError, OverflowError, OSError):
        return date.max
    return max(day, date(1912, 1, 1))
