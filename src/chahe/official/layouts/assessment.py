"""查核程序表：控制重點一列，旁邊是相關規定與執行程序。"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..dating import edition_day
from ..fold import joined, narrow, squeezed
from ..growing import grow
from ..labels import Label, split_label
from ..model import Cell, EditionText, Line, RuleText, Table
from ..outline import Draft, Outline
from ..reading import Reading
from ._model import Blocks, Laid, Layout, cell_text

_HEADS = (
    ("procedure", re.compile(r"程序|查核方法|測試步驟|procedure", re.IGNORECASE)),
    ("source", re.compile(r"規定|來源|依據|法令|參酌|source|reference", re.IGNORECASE)),
    (
        "control",
        re.compile(r"控制重點|控制項目|查核項目|作業項目|查核重點|稽核重點|control", re.IGNORECASE),
    ),
    (
        "area",
        re.compile(r"內部控制制度|控制作業|循環|類別|領域|項目|編號|area|system", re.IGNORECASE),
    ),
)
_USUAL = {
    4: {"area": 0, "control": 1, "source": 2, "procedure": 3},
    3: {"control": 0, "source": 1, "procedure": 2},
}
_LONGEST_HEAD = 30
_VERB = re.compile(r"取得|檢查|抽核|抽查|詢問|實地|觀察|確認|檢視|調閱|瞭解|了解")


@dataclass
class _Row:
    """A control and what stands beside it."""

    control: list[Line]
    sources: list[Line]
    procedure: list[Line]
    opened: list[Draft] = field(default_factory=list)


def lay_out(blocks: Blocks) -> Laid:
    """Read each row as one rule, under its area and the groups its number says."""
    outline = Outline()
    rows: list[_Row] = []
    other: list[Line] = []
    kinds: dict[str, int] | None = None
    for block in blocks:
        if not isinstance(block, Table):
            other.append(block)
            continue
        kinds = _header(block) or kinds or _guessed(block)
        for row in block.rows:
            if kinds is None or _is_header(row):
                other += [line for cell in row for line in cell]
            else:
                _take(row, kinds, outline, rows, other)
    rows_of = {id(_control(rows, n)): row for n, row in enumerate(rows) if row.opened}
    rules = grow(outline.roots, leaves=frozenset(rows_of))
    beside = _beside(rows_of, outline)
    label, day = edition_day(other)
    placed = tuple(_with_columns(rule, beside.get(rule.lines)) for rule in rules)
    edition = EditionText(label, day, placed)
    return Laid((edition,), tuple(sorted(other, key=lambda line: line.number)))


def suits(blocks: Blocks) -> float:
    tables = [block for block in blocks if isinstance(block, Table)]
    if any(_header(table) for table in tables):
        return 1.0
    return 0.6 if any(_guessed(table) for table in tables) else 0.0


def _header(table: Table) -> dict[str, int] | None:
    for row in table.rows[:3]:
        if _is_header(row):
            return {kind: n for n, cell in enumerate(row) if (kind := _kind(cell_text(cell)))}
    return None


def _guessed(table: Table) -> dict[str, int] | None:
    """Return the columns of a table whose header is lost: the last one says what to do."""
    width = max((len(row) for row in table.rows), default=0)
    if width not in _USUAL:
        return None
    last = [row[-1] for row in table.rows if len(row) == width and cell_text(row[-1]).strip()]
    firsts = [
        split_label(narrow(next(line.text for line in cell if line.text)))[1] for cell in last
    ]
    told = sum(bool(_VERB.match(text)) for text in firsts)
    return _USUAL[width] if last and told * 2 >= len(last) else None


def _is_header(row: Sequence[Cell]) -> bool:
    kinds = [_kind(cell_text(cell)) for cell in row]
    return "procedure" in kinds and "control" in kinds


def _kind(text: str) -> str:
    head = squeezed(text)
    if not head or len(head) > _LONGEST_HEAD or "。" in text:
        return ""
    return next((kind for kind, form in _HEADS if form.search(head)), "")


def _take(
    row: Sequence[Cell],
    kinds: dict[str, int],
    outline: Outline,
    rows: list[_Row],
    other: list[Line],
) -> None:
    cells = {kind: [*row[n]] if n < len(row) else [] for kind, n in kinds.items()}
    other += [line for n, cell in enumerate(row) if n not in kinds.values() for line in cell]
    _take_area(cells.get("area", []), outline)
    control = [line for line in cells["control"] if line.text.strip()]
    beside = cells.get("source", []), cells["procedure"]
    label = split_label(narrow(control[0].text).strip())[0] if control else None
    goes_on = rows and (not control or label is None or _cut_off(rows[-1], control[0], outline))
    if not control and not any(line.text.strip() for cell in beside for line in cell):
        return
    if goes_on and rows:
        rows[-1].sources += beside[0]
        rows[-1].procedure += beside[1]
        if control:
            rows[-1].opened += _read(control, outline, rows[-1])
        return
    made = _Row(control, *beside)
    if not outline.open:
        outline.add(Label("area", 1, "1", ""), 0, Line("", control[0].number if control else 0))
    made.opened = _read(control, outline, None)
    if made.opened:
        rows.append(made)
    else:
        other += [line for cell in row for line in cell]


def _take_area(cell: list[Line], outline: Outline) -> None:
    """Open the area a cell names; a name that goes on in the next row's cell is one name."""
    lines = [line for line in cell if line.text.strip()]
    if not lines:
        return
    label, rest = split_label(narrow(lines[0].text).strip())
    if label is None and outline.roots:
        outline.roots[-1].lines += lines
        return
    last = outline.roots[-1].label.ordinal if outline.roots else 0
    ordinal = label.ordinal if label else last + 1
    if label and last == ordinal:  # the same area, named again on another page
        return outline.roots[-1].lines.extend(replace(line, text="") for line in lines)
    area = Label("area", ordinal, str(ordinal), label.text if label else "")
    draft = outline.add(area, 0, replace(lines[0], text=rest if label else lines[0].text))
    draft.lines += lines[1:]


def _cut_off(row: _Row, line: Line, outline: Outline) -> bool:
    """Say whether a labelled line cannot begin a row, because its number has no place."""
    label, _ = split_label(narrow(line.text).strip())
    return bool(row.opened) and label is not None and outline.place(label, line.indent) is None


def _read(control: list[Line], outline: Outline, row: _Row | None) -> list[Draft]:
    """Read a cell's lines into the outline; return the drafts it opened."""
    before = {id(draft) for root in outline.roots for draft in _all(root)}
    area = outline.open[0]
    reading = Reading(control, outline=outline)
    for line in [*reading.preface, *reading.aside, *reading.marks]:
        (outline.current or area).lines.append(line)
    return [d for root in outline.roots for d in _all(root) if id(d) not in before]


def _all(draft: Draft) -> list[Draft]:
    return [draft, *(deeper for child in draft.children for deeper in _all(child))]


def _control(rows: list[_Row], n: int) -> Draft:
    """Return which of the rules a row opened it is about: the one the next row goes on beside."""
    first = rows[n].opened[0]
    following = rows[n + 1].opened[0] if n + 1 < len(rows) else None
    if following is None or _root(following) is not _root(first):
        return first
    draft = first
    while draft.depth < following.depth and draft.children:
        draft = draft.children[0]
    return draft if draft.depth == following.depth else first


def _root(draft: Draft) -> Draft:
    return draft if draft.parent is None else _root(draft.parent)


def _beside(rows_of: dict[int, _Row], outline: Outline) -> dict[tuple[int, ...], _Row]:
    """Return the rows by the lines of the rule they stand beside."""
    found: dict[tuple[int, ...], _Row] = {}
    for root in outline.roots:
        for draft in _all(root):
            if row := rows_of.get(id(draft)):
                lines = tuple(line.number for each in _all(draft) for line in each.lines)
                found[lines] = row
    return found


def _with_columns(rule: RuleText, row: _Row | None) -> RuleText:
    if row is None:
        return rule
    return replace(rule, sources=_items(row.sources), procedure=_items(row.procedure))


def _items(lines: list[Line]) -> tuple[str, ...]:
    """Return the numbered items of a cell, each with all that stands under it.

    A line that leads in to the items is the item itself when it says what to do, with the rest
    under it; else it is said once, before the first.
    """
    items: list[list[str]] = []
    outline, whole = Outline(), False
    for line in lines:
        text = narrow(line.text).strip()
        if not text:
            continue
        label, rest = split_label(text)
        placed = outline.place(label, line.indent) if label else None
        if not items and not label:
            whole = bool(_VERB.match(text)) and text.endswith(":")
            items.append([text])
            continue
        if label and placed:
            led_in = not outline.roots and bool(items)
            outline.add(placed[1], placed[0], line)
            if placed[0] == 0 and not whole:
                items = [[*items[0], rest]] if led_in else [*items, [rest]]
                continue
        items[-1].append(text) if items else items.append([text])
    return tuple(joined(item) for item in items)


assessment = Layout("查核程序表", suits, lay_out)
