"""修訂對照表：一欄是修訂後，一欄是修訂前，末欄是說明。"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..dating import edition_day
from ..fold import narrow, squeezed
from ..growing import grow
from ..labels import split_label
from ..model import Cell, EditionText, Line, Table
from ..reading import Reading
from ._heads import amendment_kind
from ._in_turn import rows_in_turn
from ._model import Blocks, Laid, Layout, cell_text, flattened
from ._reasons import Reasons, is_reasoned, reasoned

_SHORTEST_COLUMN = 4
_LONGEST_HEAD = 60


@dataclass
class _Columns:
    """The lines of each column, and for each row the numbers of its after-lines and its reason."""

    after: list[Line] = field(default_factory=list)
    before: list[Line] = field(default_factory=list)
    rows: Reasons = field(default_factory=list)
    other: list[Line] = field(default_factory=list)
    heads: dict[str, str] = field(default_factory=dict)


def lay_out(blocks: Blocks) -> Laid:
    """Read the after column as one edition, the before column as another, reasons to rules."""
    columns = _from_tables(blocks) or _from_lines(flattened(blocks))
    if columns is None:
        return Laid((), tuple(flattened(blocks)))
    editions, aside = [], list(columns.other)
    _, day = edition_day(columns.other)
    for kind, lines in (("after", columns.after), ("before", columns.before)):
        reading = Reading(lines)
        rules = grow(reading.outline.roots)
        marks = tuple(line.text for line in reading.marks)
        label = columns.heads.get(kind, "修訂後" if kind == "after" else "修訂前")
        editions.append(EditionText(label, day if kind == "after" else None, tuple(rules), marks))
        aside += [*reading.preface, *reading.aside]
    after, reasons = reasoned(editions[0].rules, editions[1].rules, columns.rows)
    editions[0] = replace(editions[0], rules=after)
    aside.sort(key=lambda line: line.number)
    return Laid(tuple(editions), tuple(aside), reasons)


def suits(blocks: Blocks) -> float:
    tables = [block for block in blocks if isinstance(block, Table)]
    if any(_header(table) for table in tables):
        return 0.9
    if any(_guessed(table) for table in tables):
        return 0.5
    lines = [line for line in flattened(blocks) if line.text.strip()]
    if _heads_in_a_row(lines) is not None:
        return 0.8
    return 0.5 if _is_said_twice(lines) else 0.0


def _header(table: Table) -> dict[str, int] | None:
    """Return which column is which, when the table's first rows say so."""
    for row in table.rows[:3]:
        kinds = {kind: n for n, cell in enumerate(row) if (kind := amendment_kind(cell_text(cell)))}
        if "after" in kinds and "before" in kinds:
            return kinds
    return None


def _guessed(table: Table) -> dict[str, int] | None:
    """Return the columns of a table whose header is lost: two that say nearly the same."""
    rows = [row for row in table.rows if len(row) in (2, 3)]
    sides = [{squeezed(line.text) for row in rows for line in row[n] if line.text} for n in (0, 1)]
    alike = len(sides[0] & sides[1])
    if not rows or alike < 2 or alike * 4 < min(map(len, sides)):
        return None
    return {"after": 0, "before": 1, "reason": 2}


def _from_tables(blocks: Blocks) -> _Columns | None:
    columns, kinds = _Columns(), None
    for block in blocks:
        if not isinstance(block, Table):
            columns.other.append(block)
            continue
        kinds = _header(block) or kinds or _guessed(block)
        if kinds is None:
            columns.other += flattened([block])
            continue
        for row in block.rows:
            _take_row(row, kinds, columns)
    return columns if kinds else None


def _take_row(row: Sequence[Cell], kinds: dict[str, int], columns: _Columns) -> None:
    texts = [amendment_kind(cell_text(cell)) for cell in row]
    if "after" in texts and "before" in texts:  # the header, or the header again on another page
        for cell, kind in zip(row, texts, strict=True):
            columns.other += cell
            if kind:
                columns.heads.setdefault(kind, squeezed(cell_text(cell)))
        return
    cells = {kind: row[n] if n < len(row) else () for kind, n in kinds.items()}
    columns.after += cells["after"]
    columns.before += cells["before"]
    columns.rows.append(
        (frozenset(line.number for line in cells["after"]), list(cells.get("reason", ())))
    )
    columns.other += [
        line for n, cell in enumerate(row) if n not in kinds.values() for line in cell
    ]


def _heads_in_a_row(lines: Sequence[Line]) -> int | None:
    """Return where the heads of columns stand one under another, in a text without a table."""
    for n in range(len(lines) - 1):
        if len(lines[n].text) > _LONGEST_HEAD:
            continue
        kinds = [amendment_kind(line.text) for line in lines[n : n + 3]]
        if kinds[:2] == ["after", "before"] or kinds[:2] == ["before", "after"]:
            return n
    return None


def _from_lines(lines: Sequence[Line]) -> _Columns | None:
    """Split a text whose columns follow one another where its first rule comes again."""
    written = [line for line in lines if line.text.strip()]
    start = _heads_in_a_row(written)
    if start is None:
        if not _is_said_twice(written):
            return None
        start = 0
    columns, body = _Columns(other=written[:start]), written[start:]
    order = []
    while body and (kind := amendment_kind(body[0].text)):
        columns.other.append(body[0])
        columns.heads.setdefault(kind, squeezed(body[0].text))
        order.append(kind)
        body = body[1:]
    if order[:2] in (["after", "before"], ["before", "after"]) and (rows := rows_in_turn(body)):
        for first, second, reason in rows:
            if order[0] == "before":
                first, second = second, first
            columns.after += first
            columns.before += second
            columns.rows.append((frozenset(line.number for line in first), reason))
        return columns
    split = _comes_again(body)
    first, second = body[:split], body[split:]
    second, reasons = _without_reasons(second)
    if order[:1] == ["before"]:
        first, second = second, first
    columns.after, columns.before = first, second
    columns.rows = [(frozenset(line.number for line in first), reasons)]
    return columns


def _comes_again(lines: Sequence[Line]) -> int:
    """Return the place where the first labelled line, or one numbered alike, stands again."""
    first, words = None, ""
    for place, line in enumerate(lines):
        label, rest = split_label(narrow(line.text).strip())
        if label and first is None:
            first, words = label, squeezed(rest)
        elif label and label == first and squeezed(rest) == words:
            return place
    return len(lines)


def _is_said_twice(lines: Sequence[Line]) -> bool:
    """Say whether a text begins again in the middle and then says mostly the same."""
    split = _comes_again(lines)
    if len(lines) - split < _SHORTEST_COLUMN:
        return False
    first, second = (_labelled_words(part) for part in (lines[:split], lines[split:]))
    return len(second) >= _SHORTEST_COLUMN and len(first & second) * 2 >= len(second)


def _labelled_words(lines: Sequence[Line]) -> set[str]:
    return {squeezed(line.text) for line in lines if split_label(narrow(line.text).strip())[0]}


def _without_reasons(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Cut off the paragraphs of reasons that stand after the last rule."""
    end = len(lines)
    while (
        end > 1
        and is_reasoned(lines[end - 1].text)
        and lines[end - 2].text.endswith(("。", "）", ")"))
    ):
        end -= 1
    return lines[:end], lines[end:]


amendment = Layout("修訂對照表", suits, lay_out)
