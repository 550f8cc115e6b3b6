"""Rows of kind `installed_patches` from what a package manager prints on several hosts."""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from ..._model import ReadError, Row, Source, Table
from .sections import Section, sections

_MAX_GAPS = 20
_NOTHING: Row = {
    "patch": "",
    "title": "",
    "severity": "",
    "released": None,
    "status": "installed",
}

# A patch by its columns; or what the line is: the sign that the command ran, noise, or not known.
Line = Mapping[str, Any] | Literal["answer", "noise", "strange"]


def patches(
    source: Source, *, reader: str, command: str, read: Callable[[int, str], Line]
) -> Table:
    """Read every line of every host; a host that needs nothing has one row, with `patch` "".

    :raises ReadError: for what `sections` refuses, or no host at all
    """
    rows: list[Row] = []
    gaps: list[str] = []
    for section in sections(source):
        known, answered = [], False
        for line, text in section.printed:
            found = read(line, text)
            if found == "strange":
                gaps.append(f"{section.host} 第 {line} 行看不懂「{text[:60]}」")
            elif not isinstance(found, str):
                known.append(_row(section, line, found))
            answered = answered or found == "answer"
        if not known and not answered:
            gaps.append(f"{section.host} 沒有 {command} 的輸出，請以 LC_ALL=C 重新執行")
        rows += known or [_row(section, section.line, {})]
    if not rows:
        raise ReadError("清單裡沒有任何主機，請確認匯出的範圍")
    if len(gaps) > _MAX_GAPS:
        gaps[_MAX_GAPS:] = [f"另有 {len(gaps) - _MAX_GAPS} 處看不懂"]
    return Table("installed_patches", tuple(rows), source.name, reader, tuple(gaps))


def _row(section: Section, line: int, found: Mapping[str, Any]) -> Row:
    return {"host": section.host, **_NOTHING, **found, "seen": section.seen, "line": line}
