"""查核程序表：控制重點一列，旁邊是相關規定與執行程序。"""

from collections.abc import Sequence
from dataclasses import replace

from ...deadlines import Cadence
from ..attributes import cadence_in
from ..dating import edition_day
from ..fold import narrow
from ..growing import grow_each
from ..labels import split_label
from ..model import Cell, EditionText, Line, RuleText, Table
from ..outline import Draft
from ._heads import assessment_kind, is_assessment_header
from ._model import Blocks, Laid, Layout, cell_text
from ._procedure import items_in, says_what_to_do
from ._rows import Kinds, Row, Rows

_USUAL = {
    4: {"area": 0, "control": 1, "source": 2, "procedure": 3},
    3: {"control": 0, "source": 1, "procedure": 2},
}


def lay_out(blocks: Blocks) -> Laid:
    """Read each row as one rule, under its area and the groups its number says."""
    found = Rows()
    kinds: Kinds | None = None
    for block in blocks:
        if not isinstance(block, Table):
            found.other.append(block)
            continue
        kinds = _header(block) or kinds or _guessed(block)
        body = [row for row in block.rows if not _is_header(row)]
        found.expect(kinds or {}, body)
        for row in block.rows:
            if kinds is None or _is_header(row):
                found.other += [line for cell in row for line in cell]
            else:
                found.take(row)
    return _laid(found)


def suits(blocks: Blocks) -> float:
    tables = [block for block in blocks if isinstance(block, Table)]
    if any(_header(table) for table in tables):
        return 1.0
    return 0.6 if any(_guessed(table) for table in tables) else 0.0


def _laid(found: Rows) -> Laid:
    rows = found.rows
    rows_of = {id(_control(rows, n)): row for n, row in enumerate(rows) if row.opened}
    rules = grow_each(found.outline.roots, leaves=_leaves(rows, rows_of))
    label, day = edition_day(found.other)
    placed = tuple(_with_columns(rule, rows_of.get(id(draft))) for draft, rule in rules)
    other = [*found.other, *(line for row in rows for line in row.cadence)]
    unplaced = tuple(sorted(other, key=lambda line: line.number))
    return Laid((EditionText(label, day, placed),) if placed else (), unplaced)


def _header(table: Table) -> Kinds | None:
    for row in table.rows[:3]:
        if _is_header(row):
            found: Kinds = {}
            for n, cell in enumerate(row):
                if kind := assessment_kind(cell_text(cell)):
                    found.setdefault(kind, n)
            return found
    return None


def _guessed(table: Table) -> Kinds | None:
    """Return the columns of a table whose header is lost: the last one says what to do."""
    width = max((len(row) for row in table.rows), default=0)
    if width not in _USUAL:
        return None
    last = [row[-1] for row in table.rows if len(row) == width and cell_text(row[-1]).strip()]
    firsts = [
        split_label(narrow(next(line.text for line in cell if line.text)))[1] for cell in last
    ]
    told = sum(says_what_to_do(text) for text in firsts)
    return _USUAL[width] if last and told * 2 >= len(last) else None


def _is_header(row: Sequence[Cell]) -> bool:
    return is_assessment_header([cell_text(cell) for cell in row])


def _control(rows: list[Row], n: int) -> Draft:
    """Return which of the rules a row opened it is about: the one the next row goes on beside."""
    first = rows[n].opened[0]
    following = rows[n + 1].opened[0] if n + 1 < len(rows) else None
    if following is None or (first.root.label.style == "area" and following.root is not first.root):
        return first
    draft, depth = first, following.depth
    own = {id(opened) for opened in rows[n].opened}
    while draft.depth < depth and draft.children and id(draft.children[0]) in own:
        draft = draft.children[0]
    return draft if draft.depth == depth else first


def _leaves(rows: list[Row], rows_of: dict[int, Row]) -> frozenset[int]:
    """Return the controls that take in all that stands under them: no other row's is there."""
    above: set[int] = set()
    for n, row in enumerate(rows):
        draft = _control(rows, n).parent if row.opened else None
        while draft is not None and id(draft) not in above:
            above.add(id(draft))
            draft = draft.parent
    return frozenset(rows_of) - above


def _with_columns(rule: RuleText, row: Row | None) -> RuleText:
    if row is None:
        return rule
    cadence = [c for line in row.cadence for c in _cadence(line)]
    return replace(
        rule,
        sources=items_in(row.sources),
        procedure=items_in(row.procedure),
        cadence=tuple(dict.fromkeys(cadence)) or rule.cadence,
    )


def _cadence(line: Line) -> tuple[Cadence, ...]:
    return cadence_in(line.text) or cadence_in(f"{line.text}查核")


assessment = Layout("查核程序表", suits, lay_out)
