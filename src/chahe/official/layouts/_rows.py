"""The rows of an assessment table, read one after another into one outline."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ..fold import narrow
from ..labels import Label, split_bare, split_label
from ..model import Cell, Line
from ..outline import Draft, Outline
from ..reading import Reading

Kinds = dict[str, int]


@dataclass
class Row:
    """A control and what stands beside it."""

    control: list[Line]
    sources: list[Line]
    procedure: list[Line]
    cadence: list[Line]
    opened: list[Draft] = field(default_factory=list)


@dataclass
class Rows:
    """Rows as they are read. `numbered` says that controls open with a number of their own."""

    kinds: Kinds = field(default_factory=dict)
    numbered: bool = True
    areas_numbered: bool = True
    outline: Outline = field(default_factory=Outline)
    rows: list[Row] = field(default_factory=list)
    other: list[Line] = field(default_factory=list)

    def expect(self, kinds: Kinds, body: Sequence[Sequence[Cell]]) -> None:
        """Learn from all rows of a table whether its controls and its areas have numbers."""
        self.kinds = kinds
        self.numbered = _share_numbered(body, kinds.get("control", 0)) >= 0.2
        self.areas_numbered = _share_numbered(body, kinds.get("area", -1)) > 0

    def take(self, row: Sequence[Cell]) -> None:
        cells = {kind: _written(row[n]) if n < len(row) else [] for kind, n in self.kinds.items()}
        placed = self.kinds.values()
        self.other += [line for n, cell in enumerate(row) if n not in placed for line in cell]
        self._take_area(cells.get("area", []), begins=bool(cells["control"]))
        made = Row(
            cells["control"],
            cells.get("source", []),
            cells["procedure"],
            cells.get("cadence", []),
        )
        label, made.control = self._label(cells.get("number", []), made.control)
        if not (made.control or made.sources or made.procedure):
            self.other += made.cadence
        elif self.rows and self._goes_on(made, label):
            self._add_to_last(made)
        else:
            self._begin(made, label, row)

    def _label(self, number: list[Line], control: list[Line]) -> tuple[Label | None, list[Line]]:
        """Return the label of a row, and its control with what its number's cell says beside it."""
        own = split_label(narrow(control[0].text).strip())[0] if control else None
        if not number:
            return own, control
        text = narrow(number[0].text).strip()
        bare = split_label(text)[0] or split_bare(text)[0]
        if bare and len(text) <= len(bare.text) + 1 and len(number) == 1 and control and not own:
            return bare, control
        return own or self._next(), [*number, *control] if not own else [*control, *number]

    def _next(self) -> Label:
        beside = self.outline.open[0].children if "area" in self.kinds and self.outline.open else (
            self.outline.roots
        )  # fmt: skip
        ordinal = beside[-1].label.ordinal + 1 if beside else 1
        return Label("bare", ordinal, str(ordinal), "")

    def _goes_on(self, made: Row, label: Label | None) -> bool:
        """Say whether a row only goes on with the one before, as after the end of a page."""
        if not made.control:
            return True
        if label is None:
            return self.numbered or not made.procedure
        if self.outline.place(label, made.control[0].indent) is None:
            return True
        first = split_label(narrow(made.procedure[0].text).strip())[0] if made.procedure else None
        return bool(first and first.ordinal > 1 and not made.sources and "source" in self.kinds)

    def _add_to_last(self, made: Row) -> None:
        last = self.rows[-1]
        last.sources += made.sources
        last.procedure += made.procedure
        last.cadence += made.cadence
        if made.control:
            last.opened += self._read(made.control)

    def _begin(self, made: Row, label: Label | None, row: Sequence[Cell]) -> None:
        number = made.control[0].number if made.control else 0
        if not self.outline.open and "area" in self.kinds:
            self.outline.add(Label("area", 1, "1", ""), 0, Line("", number))
        own = split_label(narrow(made.control[0].text).strip())[0] if made.control else None
        if own is None and made.control and (label or not self.numbered):
            made.opened = self._open_unlabelled(label or self._next(), made.control)
        else:
            made.opened = self._read(made.control)
        if made.opened:
            self.rows.append(made)
        else:
            self.other += [line for cell in row for line in cell]

    def _open_unlabelled(self, label: Label, control: list[Line]) -> list[Draft]:
        """Open a rule for a control that has no number in its own cell."""
        before = len(self.outline.added)
        depth = 1 if "area" in self.kinds else 0
        self.outline.add(label, depth, control[0])
        self._read(control[1:])
        return self.outline.added[before:]

    def _read(self, control: list[Line]) -> list[Draft]:
        """Read a cell's lines into the outline; return the drafts it opened."""
        before = len(self.outline.added)
        area = self.outline.open[0] if self.outline.open else None
        reading = Reading(control, outline=self.outline)
        for line in [*reading.preface, *reading.aside, *reading.marks]:
            home = self.outline.current or area
            (home.lines if home else self.other).append(line)
        return self.outline.added[before:]

    def _take_area(self, lines: list[Line], *, begins: bool) -> None:
        """Open the area a cell names; a name that goes on in the next row's cell is one name."""
        if not lines:
            return
        roots = self.outline.roots
        label, rest = split_label(narrow(lines[0].text).strip())
        if label is None and roots and (self.areas_numbered or not begins):
            roots[-1].lines += lines
            return
        last = roots[-1].label.ordinal if roots else 0
        name = [replace(lines[0], text=rest if label else lines[0].text), *lines[1:]]
        same = not label or last == label.ordinal
        if roots and same and _text(name) == _text(roots[-1].lines) != "":  # on another page
            roots[-1].lines += [replace(line, text="") for line in lines]
            return
        ordinal = label.ordinal if label else last + 1
        area = Label("area", ordinal, str(ordinal), label.text if label else "")
        self.outline.add(area, 0, name[0]).lines += name[1:]


def _written(cell: Cell) -> list[Line]:
    return [line for line in cell if line.text.strip()]


def _text(lines: Sequence[Line]) -> str:
    return "".join(line.text.strip() for line in lines)


def _share_numbered(body: Sequence[Sequence[Cell]], column: int) -> float:
    """Return how many of a column's cells open with a number, as a share of those with words."""
    cells = [_written(row[column]) for row in body if 0 <= column < len(row)]
    firsts = [narrow(cell[0].text).strip() for cell in cells if cell]
    return sum(bool(split_label(text)[0]) for text in firsts) / max(len(firsts), 1)
