"""From labelled lines to a tree: which level a number belongs to is told by what it follows.

A label goes on where a sibling with the number before it stands open; a first number opens a level
of its own. How labels are written only decides between places that are equally possible, because
sources mix `1.` and `1、`, and count (8) and then (九).
"""

from dataclasses import dataclass, field, replace

from .labels import Label, roman_reading
from .model import Line

_INDENTED = 2  # columns by which a wrapped line hangs under its own label
_DEEPEST = 24  # levels; no regulation has half as many
# What usually stands above what; it only helps where an excerpt leaves out the numbers between.
_RANKS = {
    "article": 0, "area": 0, "Chapter": 0, "編": 0, "篇": 0, "章": 0, "節": 1, "paragraph": 1,
    "ordinal": 2, "formal": 2, "stem": 3, "chinese": 3, "chinese-paren": 4, "number-mark": 5,
    "number-dot": 5, "bare": 5, "decimal": 5, "paren-dot": 6, "paren": 6, "half-paren": 6,
    "letter": 7, "capital": 7, "circled": 7, "roman": 8, "roman-capital": 3,
}  # fmt: skip
_LOWEST = 9


@dataclass
class Draft:
    """A rule while it is read: `lines` are its own, without the label."""

    label: Label
    indent: float
    lines: list[Line] = field(default_factory=list)
    children: list["Draft"] = field(default_factory=list)
    parent: "Draft | None" = None
    heading: str = ""
    inferred: bool = False

    @property
    def empty(self) -> bool:
        return not self.children and not any(line.text for line in self.lines)

    @property
    def depth(self) -> int:
        depth, above = 0, self.parent
        while above is not None:
            depth, above = depth + 1, above.parent
        return depth

    @property
    def root(self) -> "Draft":
        draft = self
        while draft.parent is not None:
            draft = draft.parent
        return draft


class Outline:
    """Rules as they come; `open` is the way from a root to the rule being read."""

    def __init__(self) -> None:
        self.roots: list[Draft] = []
        self.open: list[Draft] = []
        self.added: list[Draft] = []

    @property
    def current(self) -> Draft | None:
        return self.open[-1] if self.open else None

    def place(
        self, label: Label, indent: float, *, leads: bool = False
    ) -> tuple[int, Label] | None:
        """Return the depth at which a label goes on or begins; None where it cannot be one.

        `leads` says that the words before it announce a list.
        """
        if label.style == "decimal":
            return self._place_decimal(label)
        for reading in _readings(label):
            next_ = [d for d, node in enumerate(self.open) if follows(node.label, reading)]
            exact = [d for d in next_ if self.open[d].label.style == reading.style]
            if places := exact or next_:
                return self._nearest(places, indent), reading
        for reading in _readings(label):
            if reading.family == "article":
                return 0, reading
            if reading.ordinal == 1:
                return self._place_first(reading, indent, leads=leads)
        return self._after_a_gap(label, indent)

    def add(self, label: Label, depth: int, line: Line) -> Draft:
        """Open a rule at a depth, closing those that stand deeper or beside it."""
        del self.open[depth:]
        draft = Draft(label, line.indent, [line], parent=self.current)
        siblings = self.open[-1].children if self.open else self.roots
        siblings.append(draft)
        self.open.append(draft)
        self.added.append(draft)
        return draft

    def _nearest(self, places: list[int], indent: float) -> int:
        """Return the place whose rule is indented most alike; the deepest of those alike."""
        return min(reversed(places), key=lambda d: abs(self.open[d].indent - indent) // _INDENTED)

    def _place_first(self, label: Label, indent: float, *, leads: bool) -> tuple[int, Label] | None:
        """Open a level with a first number, or begin again the level that is written alike."""
        alike = [d for d, node in enumerate(self.open) if node.label.style == label.style]
        deeper = bool(alike) and indent > self.open[alike[-1]].indent + 1
        if not alike or leads or deeper:
            return (len(self.open), label) if len(self.open) < _DEEPEST else None
        return alike[-1], label

    def _after_a_gap(self, label: Label, indent: float) -> tuple[int, Label] | None:
        """Place a number whose predecessor the document leaves out, as excerpts do."""
        alike = [d for d, node in enumerate(self.open) if node.label.family == label.family]
        later = [d for d in alike if label.ordinal > self.open[d].label.ordinal]
        if alike:
            return self._nearest(later or alike, indent), label
        rank = _rank(label)
        below = [d for d, node in enumerate(self.open) if _rank(node.label) > rank]
        depth = below[0] if below else len(self.open)
        return (depth, label) if depth < _DEEPEST else None

    def _place_decimal(self, label: Label) -> tuple[int, Label] | None:
        """Place 2.1.3 under the 2.1 that stands open; nowhere else is it a label."""
        depth = len(label.chain)
        above = tuple(node.label.ordinal for node in self.open[:depth])
        if above != label.chain or depth >= _DEEPEST:
            return None
        last = self.open[depth].label.ordinal if depth < len(self.open) else 0
        return (depth, label) if label.ordinal == last + 1 else None


def _rank(label: Label) -> int:
    return _RANKS.get(label.style, _LOWEST)


def _readings(label: Label) -> list[Label]:
    """Return what a label may mean: (i) is a letter after (h), else a Roman one."""
    if value := roman_reading(label):
        style = "roman-paren" if "paren" in label.style else "roman"
        style = "roman-capital" if label.style == "capital" else style
        return [label, replace(label, style=style, ordinal=value, part=str(value))]
    return [label]


def follows(before: Label, after: Label) -> bool:
    """Say whether a label is the next one at its level."""
    if before.family != after.family:
        return False
    if before.ordinal == after.ordinal and "-" in after.part:
        return True
    return after.ordinal == before.ordinal + 1
