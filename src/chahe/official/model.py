"""What an official document is, before and after its layout is understood."""

from dataclasses import dataclass
from datetime import date

from ..deadlines import Cadence


class OfficialError(Exception):
    """A document cannot be read; in Traditional Chinese: what is wrong, where, what to do."""


@dataclass(frozen=True)
class Line:
    """A line of text as the file has it; `number` counts from 1, in reading order.

    In a text file it is the file's own line; elsewhere the nth line (paragraph, table cell line)
    that reading gives. `indent` is how far in it begins: display columns, or points of a page.
    """

    text: str
    number: int
    indent: float = 0


Cell = tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells, each the lines it holds. A row may have fewer cells than another.

    A cell that spans columns stands once, in its first column, the others being empty; one that
    spans rows stands in its first row.
    """

    rows: tuple[tuple[Cell, ...], ...]


Block = Line | Table


@dataclass(frozen=True)
class RuleText:
    """A rule as the official text has it.

    `text` is all of it after its label, without the line breaks; `title` the heading it opens
    with, "" where it has none. `applies_text` and `effective_text` are what it says of whom it
    binds and from when. `lines` are the numbers of the lines it was read from. `sources` and
    `procedure` are the other columns of an assessment table, one entry an item.
    """

    path: str
    label: str
    code: str
    title: str
    text: str
    cadence: tuple[Cadence, ...]
    applies_text: str
    effective_text: str
    lines: tuple[int, ...]
    sources: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class EditionText:
    """One column, or the whole, of a document: `label` and `date` as its heading says.

    `marks` are the words that stand where the other column has a rule: （新增）, （刪除）.
    """

    label: str
    date: date | None
    rules: tuple[RuleText, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unplaced:
    """A line that is no rule's."""

    number: int
    text: str


@dataclass(frozen=True)
class OfficialText:
    """A document read: its title, its editions, the newest first, and what belongs to neither.

    `reasons` are the paragraphs of an amendment table's last column that belong to no one rule.
    """

    title: str
    editions: tuple[EditionText, ...]
    unplaced: tuple[Unplaced, ...]
    reasons: tuple[str, ...] = ()
