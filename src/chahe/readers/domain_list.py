"""網域清單（新註冊網域、憑證透明度或網域監控的匯出，純文字或 CSV）

Kind `domains`, a row for each name:

    domain          str, lower case as registered: an internationalised label stays `xn--…`
    unicode         str, the same name as people see it
    seen            date it was registered or first seen, or None
    line            int

One name a line, or a CSV whose header has a column for the name and perhaps one for the date. In
a plain list `#` begins a comment, and `# 日期：2026-11-20` (or `# date: …`) dates the names after
it.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any

from ._model import ReadError, Source, Table, reader
from ._parsing.delimited import Columns, Sheet, header_has, require
from ._parsing.domain_names import parse_domain
from ._parsing.text import SNIFF_BYTES, lines, peek
from ._parsing.titles import fields_of, titles_of
from ._parsing.when import parse_day

_COLUMNS: Columns = {
    "domain": ("網域", "網域名稱", "domain", "domain name", "domain_name", "domainname"),
    "seen": (
        *("日期", "註冊日", "註冊日期", "發現日", "發現日期", "首見日"),
        *("seen", "first_seen", "first seen", "date", "registered", "created", "creation_date"),
    ),
}
_IGNORED = ("註冊商", "來源", "registrar", "source", "tld", "nameserver", "nameservers")
_DATED = re.compile(r"#\s*(?:日期|date|seen)\s*[:：]\s*(.*)", re.I)
_SHOWN = 40


def _sniff(head: bytes) -> bool:
    text = peek(head).splitlines()
    if len(head) >= SNIFF_BYTES:
        text = text[:-1]
    if header_has(head, _COLUMNS, "domain"):
        return _is_csv(titles_of(head), [line for line in text if line.strip()][1:])
    names = [name for line in text if (name := line.partition("#")[0].strip())]
    return bool(names) and all(map(parse_domain, names))


def _is_csv(titles: list[str], records: list[str]) -> bool:
    """Say whether every column is known and each record of the head has a plausible name."""
    if not {*titles} <= {*chain(*_COLUMNS.values(), _IGNORED)} or not records:
        return False
    at = next(n for n, title in enumerate(titles) if title in _COLUMNS["domain"])
    names = [fields[at] for line in records if len(fields := fields_of(line)) > at]
    return len(names) == len(records) and all(map(parse_domain, names))


@reader(kind="domains", sniff=_sniff)
def domain_list(source: Source) -> Table:
    """Read names; what is no name, or a date that cannot be read, is a gap.

    :raises ReadError: for a ragged record, or no name at all
    """
    with source.open() as stream:
        head = stream.read(SNIFF_BYTES)
    unread = _Unread()
    listed = _in_csv if header_has(head, _COLUMNS, "domain") else _plain
    rows = tuple(_rows(listed(source, unread), unread))
    if not rows:
        raise ReadError("清單裡沒有任何網域，請確認匯出的範圍")
    return Table("domains", rows, source.name, "domain_list", unread.gaps())


class _Unread:
    """What could not be read, and where it was first seen; never a gap for each of a million."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._count: dict[str, int] = {}

    def add(self, what: str, text: str, line: int) -> None:
        self._first.setdefault(what, f"第 {line} 行「{text[:_SHOWN]}」")
        self._count[what] = self._count.get(what, 0) + 1

    def gaps(self) -> tuple[str, ...]:
        return tuple(
            f"{first}不是{what}（共 {self._count[what]} 行），請更正後重新匯出"
            for what, first in self._first.items()
        )


_Listed = Iterator[tuple[int, str, date | None]]


def _rows(listed: _Listed, unread: _Unread) -> Iterator[dict[str, Any]]:
    for line, text, seen in listed:
        parsed = parse_domain(text)
        if parsed is None:
            unread.add("網域名稱", text, line)
            continue
        yield {"domain": parsed[0], "unicode": parsed[1], "seen": seen, "line": line}


def _plain(source: Source, unread: _Unread) -> _Listed:
    seen = None
    for number, line in enumerate(lines(source), start=1):
        text, mark, _ = line.partition("#")
        if name := text.strip():
            yield number, name, seen
        elif mark and (dated := _DATED.match(line.strip())):
            seen = _day(dated[1], number, unread)


def _in_csv(source: Source, unread: _Unread) -> _Listed:
    sheet = Sheet(source, _COLUMNS)
    require(sheet, _COLUMNS, "domain")
    for record in sheet.records():
        yield record.line, record["domain"], _day(record["seen"], record.line, unread)


def _day(text: str, line: int, unread: _Unread) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        unread.add("看得懂的日期", text, line)
        return None
