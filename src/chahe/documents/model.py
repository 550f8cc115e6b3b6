"""A document as data, before it is a file."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Heading:
    """`level` 1 to 3; a document never skips a level on the way down."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Facts:
    """Labels and their values, two columns without a head."""

    rows: tuple[tuple[str, str], ...]


class Mark(StrEnum):
    """How a run of text looks: as it is, underlined, or struck through."""

    PLAIN = "plain"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Marked:
    """Text of a cell in which some runs stand out."""

    runs: tuple[tuple[str, Mark], ...]

    def __str__(self) -> str:
        return "".join(text for text, _ in self.runs)


Cell = str | Marked


def runs_of(cell: Cell) -> tuple[tuple[str, Mark], ...]:
    return ((cell, Mark.PLAIN),) if isinstance(cell, str) else cell.runs


@dataclass(frozen=True)
class Table:
    """`widths` are relative; tables of one `caption` and `head` share a sheet in a workbook."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...] = ()
    caption: str = ""
    repeat_head: bool = True

    def __post_init__(self) -> None:
        if not self.head:
            raise ValueError("a table needs a head")
        if any(len(row) != len(self.head) for row in self.rows):
            raise ValueError(f"a row of {self.head} has another number of cells")
        if self.widths and len(self.widths) != len(self.head):
            raise ValueError(f"widths of {self.head} have another number of columns")


SIGN_OFF_HEAD = ("步驟", "姓名", "職稱", "時間", "摘要值")


@dataclass(frozen=True)
class SignOffs:
    """Who signed what, when: rows under `SIGN_OFF_HEAD`."""

    rows: tuple[tuple[str, str, str, str, str], ...]


@dataclass(frozen=True)
class PageBreak:
    pass


Part = Heading | Paragraph | Facts | Table | SignOffs | PageBreak


@dataclass(frozen=True, kw_only=True)
class Document:
    """A4 pages; `header` and `footer` are printed on each beside the page number.

    :raises ValueError: when `made_at` has no time zone, or a heading skips a level
    """

    title: str
    issuer: str
    made_at: datetime
    parts: tuple[Part, ...]
    subtitle: str = ""
    header: str = ""
    footer: str = ""
    author: str = "查核 Chahe"
    landscape: bool = False

    def __post_init__(self) -> None:
        if self.made_at.tzinfo is None:
            raise ValueError("made_at needs a time zone")
        level = 0
        for part in self.parts:
            if isinstance(part, Heading):
                if not 1 <= part.level <= min(3, level + 1):
                    raise ValueError(f"heading {part.text!r} skips a level")
                level = part.level
