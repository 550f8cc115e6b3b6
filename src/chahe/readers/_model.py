"""What a reader is."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

Row = Mapping[str, Any]


class ReadError(Exception):
    """A file is not what its reader needs; says what is wrong, where, and what to do.

    `message` is in Traditional Chinese; `line` counts from 1; `column` names the field.
    """

    def __init__(self, message: str, *, line: int | None = None, column: str | None = None) -> None:
        self.message, self.line, self.column = message, line, column
        super().__init__(str(self))

    def __str__(self) -> str:
        where = "、".join(
            part
            for part in (
                f"第 {self.line} 行" if self.line else "",
                f"欄位「{self.column}」" if self.column else "",
            )
            if part
        )
        return f"{where}：{self.message}" if where else self.message


@dataclass(frozen=True)
class Source:
    """Bytes to read, and the name they came under (for messages only, never a path to open)."""

    name: str
    open: Callable[[], BinaryIO]

    @classmethod
    def from_path(cls, path: Path) -> "Source":
        return cls(path.name, lambda: path.open("rb"))


@dataclass(frozen=True)
class Table:
    """Tidy rows of one kind, each a mapping with the columns its kind documents.

    `kind` is what checks ask for (`firewall_policies`, `accounts`, `people`).
    Every row carries `line`, the line of the source it began on.
    `gaps` says in words what the file held and the reader could not place; a check that
    sees a gap cannot say 符合.
    """

    kind: str
    rows: tuple[Row, ...]
    source: str
    reader: str
    gaps: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Reader:
    """One foreign format. `sniff` looks at a file's first 64 KiB and says whether it is its own."""

    id: str
    title: str
    kind: str
    sniff: Callable[[bytes], bool]
    read: Callable[[Source], Table]


def reader(
    *, kind: str, sniff: Callable[[bytes], bool]
) -> Callable[[Callable[[Source], Table]], Reader]:
    """Make a function a reader.

    The module's name is the reader's id, and the first line of its docstring its title.
    """

    def decorate(read: Callable[[Source], Table]) -> Reader:
        doc = sys.modules[read.__module__].__doc__ or ""
        title = doc.strip().splitlines()[0]
        return Reader(read.__module__.rpartition(".")[2], title, kind, sniff, read)

    return decorate
