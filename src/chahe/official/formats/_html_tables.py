"""A table of a page while it is read, and its cells put where their spans leave room."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..model import Block, OfficialError
from ._blocks import MAX_CELLS, table_of

MAX_DEPTH = 30
_WIDEST = 200
_NUMBER = re.compile(r"\s*\d{1,5}")


@dataclass
class _Span:
    blocks: list[Block]
    columns: int
    rows: int


@dataclass
class OpenTable:
    """A table whose end tag is still to come.

    `lists` is how many lists were open before it; `before` what stands in it and in no cell, such
    as a caption.
    """

    lists: int
    before: list[Block] = field(default_factory=list)
    rows: list[list[_Span]] = field(default_factory=list)
    in_cell: bool = False

    @property
    def target(self) -> list[Block]:
        """Where what is read now belongs."""
        return self.rows[-1][-1].blocks if self.in_cell else self.before

    def start_row(self) -> None:
        self.in_cell = False
        self.rows.append([])

    def start_cell(self, attributes: Mapping[str, str]) -> None:
        if not self.rows:
            self.rows.append([])
        columns = _span(attributes.get("colspan", ""), 1)
        rows = _span(attributes.get("rowspan", ""), 1) or MAX_CELLS  # 0 means to the end
        self.rows[-1].append(_Span([], max(columns, 1), rows))
        self.in_cell = True

    def closed(self) -> list[Block]:
        """Return what the table is as blocks."""
        return [*self.before, *table_of(_placed([row for row in self.rows if row]))]


def _span(value: str, default: int) -> int:
    found = _NUMBER.match(value)
    return int(found[0]) if found else default


def _placed(rows: list[list[_Span]]) -> list[list[list[Block]]]:
    """Put each cell in its first column and row, and empty ones where it spans.

    :raises OfficialError: if spans make the table wider or larger than any real one
    """
    taken: dict[int, int] = {}  # column: for how many more rows a cell above reaches into it
    placed = []
    count = 0
    for row in rows:
        cells: dict[int, list[Block]] = {column: [] for column, left in taken.items() if left > 0}
        below = {column: left - 1 for column, left in taken.items() if left > 1}
        column = 0
        for span in row:
            while column in cells:
                column += 1
            if column + span.columns > _WIDEST:
                raise OfficialError("網頁裡的表格過寬，不是正常的文件，請另存成 .docx 後再上傳")
            for place in range(column, column + span.columns):
                cells[place] = span.blocks if place == column else []
                if span.rows > 1:
                    below[place] = span.rows - 1
        taken = below
        placed.append([cells.get(place, []) for place in range(max(cells) + 1)])
        count += len(placed[-1])
        if count > MAX_CELLS:
            raise OfficialError("網頁裡的表格過大，請分成幾個檔案後重新上傳")
    return placed
