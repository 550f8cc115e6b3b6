"""Delimited text as records: what every reader of an exported list needs.

Columns are found by name whatever their order, case, width, or the script of their name.
A record with more or fewer fields than the header is an error, never dropped.
"""

import csv
from collections.abc import Iterator, Mapping
from itertools import chain
from unicodedata import normalize

from .._model import ReadError, Source
from .text import lines, peek

Columns = Mapping[str, tuple[str, ...]]


class Record:
    """One record, by our names for its columns; a column the file lacks reads as ""."""

    __slots__ = ("_fields", "_sheet", "line")

    def __init__(self, sheet: "Sheet", line: int, fields: list[str]) -> None:
        self._sheet, self.line, self._fields = sheet, line, fields

    def __getitem__(self, name: str) -> str:
        index = self._sheet.places.get(name)
        return "" if index is None else self._fields[index].strip()

    def error(self, name: str, message: str) -> ReadError:
        return ReadError(message, line=self.line, column=self._sheet.titles.get(name, name))


class Sheet:
    """A delimited file: `places` says which columns it has, by our names."""

    def __init__(self, source: Source, columns: Columns) -> None:
        text = lines(source)
        self._skipped, header = _header_line(text)
        self._csv = csv.reader(
            chain((header,), text), delimiter=_delimiter(header), strict=True, skipinitialspace=True
        )
        self._width = 0
        self.places, self.titles = self._read_header(columns)

    def records(self) -> Iterator[Record]:
        """Yield every record with the line it began on.

        :raises ReadError: for a record that is ragged or badly quoted
        """
        while True:
            line = self._line
            fields = self._next()
            if fields is None:
                return
            if not fields:
                continue
            if len(fields) != self._width:
                raise ReadError(
                    f"這一列有 {len(fields)} 欄，標題列有 {self._width} 欄，請重新匯出", line=line
                )
            yield Record(self, line, fields)

    @property
    def _line(self) -> int:
        return self._skipped + self._csv.line_num + 1

    def _next(self) -> list[str] | None:
        line = self._line
        try:
            return next(self._csv, None)
        except csv.Error:
            raise ReadError("引號或欄位分隔有誤，或檔案不完整，請重新匯出", line=line) from None

    def _read_header(self, columns: Columns) -> tuple[dict[str, int], dict[str, str]]:
        line = self._line
        titles = self._next() or []
        self._width = len(titles)
        found: dict[str, int] = {}
        for index, title in enumerate(titles):
            name = _ours(title, columns)
            if name in found:
                raise ReadError("同一種欄位出現兩次，請只保留一欄", line=line, column=title)
            if name:
                found[name] = index
        return found, {name: titles[index].strip() for name, index in found.items()}


def header_has(head: bytes, columns: Columns, *needed: str) -> bool:
    """Say whether the header of a file's first bytes names all the columns needed."""
    _, header = _header_line(iter(peek(head).splitlines()))
    fields = csv.reader([header], delimiter=_delimiter(header), skipinitialspace=True)
    titles = next(fields, [])
    names = {_ours(title, columns) for title in titles}
    return names.issuperset(needed)


def require(sheet: Sheet, columns: Columns, *needed: str) -> None:
    """Refuse a file that lacks a column.

    :raises ReadError: naming the column and what it may be called
    """
    for name in needed:
        if name not in sheet.places:
            titles = "、".join(columns[name])
            raise ReadError(
                f"缺少欄位（可用的名稱：{titles}），請重新匯出", column=columns[name][0]
            )


def _ours(title: str, columns: Columns) -> str:
    folded = _folded(title)
    return next((name for name, titles in columns.items() if folded in map(_folded, titles)), "")


def _folded(title: str) -> str:
    return normalize("NFKC", title).strip().casefold()


def _header_line(text: Iterator[str]) -> tuple[int, str]:
    """Skip blank lines and PowerShell's `#TYPE` line; return how many, and the header."""
    skipped = 0
    for line in text:
        if line.strip() and not line.startswith(("#TYPE", '"#TYPE')):
            return skipped, line
        skipped += 1
    return skipped, ""


def _delimiter(header: str) -> str:
    return max(",\t;", key=header.count)
