"""修訂對照表：一欄是修訂後，一欄是修訂前，末欄是說明。"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..dating import edition_day
from ..fold import joined, narrow, squeezed
from ..growing import grow
from ..labels import split_label
from ..model import Cell, EditionText, Line, RuleText, Table
from ..reading import Reading
from ._model import Blocks, Laid, Layout, cell_text, flattened

_AFTER = re.compile(
    r"(修訂|修正|增修|新增?|變更|調整)(後|條文|規定|內容)|^新(條文|規定)|amended|after",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(修訂|修正|變更|調整)前|現行|原(條文|規定)|^舊|current|before", re.IGNORECASE
)
_REASON = re.compile(r"(說明|理由|備註)|explanation|reason", re.IGNORECASE)
_LONGEST_HEAD = 14
_SHORTEST_COLUMN = 4
_REASONED = re.compile(
    r"^(\d+[.、]\s*)?(依據?|配合|鑑於|鑒於|考量|因應|為|本點|本條|新增|參酌|參考|爰|明定|修正)"
)


@dataclass
class _Columns:
    """The lines of each column, and for each row the numbers of its after-lines and its reason."""

    after: list[Line] = field(default_factory=list)
    before: list[Line] = field(default_factory=list)
    rows: list[tuple[frozenset[int], list[Line]]] = field(default_factory=list)
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
    after, reasons = _reasoned(editions[0].rules, editions[1].rules, columns.rows)
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
        kinds = {kind: n for n, cell in enumerate(row) if (kind := _kind(cell_text(cell)))}
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


def _kind(text: str) -> str:
    head = squeezed(text)
    if not head or len(head) > _LONGEST_HEAD:
        return ""
    if _BEFORE.search(head):
        return "before"
    if _AFTER.search(head):
        return "after"
    return "reason" if _REASON.search(head) else ""


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
    texts = [_kind(cell_text(cell)) for cell in row]
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
    for n in range(min(len(lines) - 2, 40)):
        kinds = [_kind(line.text) for line in lines[n : n + 3]]
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
    while body and (kind := _kind(body[0].text)):
        columns.other.append(body[0])
        columns.heads.setdefault(kind, squeezed(body[0].text))
        order.append(kind)
        body = body[1:]
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
    labelled = [(n, *split_label(narrow(line.text).strip())) for n, line in enumerate(lines)]
    found = [(n, label, rest) for n, label, rest in labelled if label]
    if not found:
        return len(lines)
    _, first, rest = found[0]
    alike = [
        n for n, label, again in found[1:] if label == first and squeezed(again) == squeezed(rest)
    ]
    return alike[0] if alike else len(lines)


def _is_said_twice(lines: Sequence[Line]) -> bool:
    """Say whether a text begins again in the middle and then says mostly the same."""
    split = _comes_again(lines)
    first, second = (_labelled_words(part) for part in (lines[:split], lines[split:]))
    return len(second) >= _SHORTEST_COLUMN and len(first & second) * 2 >= len(second)


def _labelled_words(lines: Sequence[Line]) -> set[str]:
    return {squeezed(line.text) for line in lines if split_label(narrow(line.text).strip())[0]}


def _without_reasons(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Cut off the paragraphs of reasons that stand after the last rule."""
    end = len(lines)
    while (
        end > 1
        and _REASONED.match(lines[end - 1].text.strip())
        and lines[end - 2].text.endswith(("。", "）", ")"))
    ):
        end -= 1
    return lines[:end], lines[end:]


def _reasoned(
    after: tuple[RuleText, ...],
    before: tuple[RuleText, ...],
    rows: list[tuple[frozenset[int], list[Line]]],
) -> tuple[tuple[RuleText, ...], tuple[str, ...]]:
    """Give each row's reason to its rules; where a table has one row, reasons follow changes."""
    told: dict[str, str] = {}
    left: list[str] = []
    for numbers, lines in rows:
        of_row = [rule for rule in after if numbers & set(rule.lines)]
        paragraphs = [joined([line.text]) for line in lines if line.text.strip()]
        if len(rows) == 1 or len(of_row) > 40:
            changed = [*_changed_groups(of_row, before)]
            if len(changed) == len(paragraphs):
                for group, reason in zip(changed, paragraphs, strict=True):
                    told |= dict.fromkeys(group, reason)
            else:
                left += paragraphs
        elif of_row and paragraphs:
            told[of_row[0].path] = "\n".join(paragraphs)
        else:
            left += paragraphs
    rules = tuple(
        replace(rule, reason=told[rule.path]) if rule.path in told else rule for rule in after
    )
    return rules, tuple(left)


def _changed_groups(after: Sequence[RuleText], before: Sequence[RuleText]) -> Iterator[list[str]]:
    """Yield runs of rules whose words are not in the other column, as it stands in order."""
    known = {squeezed(rule.text) for rule in before}
    group: list[str] = []
    for rule in after:
        if squeezed(rule.text) in known:
            if group:
                yield group
            group = []
        elif not group or rule.path.startswith(f"{group[0]}."):
            group.append(rule.path)
        else:
            yield group
            group = [rule.path]
    if group:
        yield group


amendment = Layout("修訂對照表", suits, lay_out)
