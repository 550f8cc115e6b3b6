"""From labelled lines to a tree: which level a number belongs to is told by what it follows.

A label goes on where a sibling with the number before it stands open; a first number opens a level
of its own. How labels are written only decides between places that are equally possible, because
sources mix `1.` and `1、`, and count (8) and then (九).
"""

from dataclasses import dataclass, field, replace

from .labels import Label
from .model import Line

_INDENTED = 2  # columns by which a wrapped line hangs under its own label


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
        return 0 if self.parent is None else self.parent.depth + 1


class Outline:
    """Rules as they come; `open` is the way from a root to the rule being read."""

    def __init__(self) -> None:
        self.roots: list[Draft] = []
        self.open: list[Draft] = []

    @property
    def current(self) -> Draft | None:
        return self.open[-1] if self.open else None

    def place(self, label: Label, indent: float) -> tuple[int, Label] | None:
        """Return the depth at which a label goes on or begins; None where it cannot be one."""
        for reading in _readings(label):
            follows = [d for d, node in enumerate(self.open) if _follows(node.label, reading)]
            exact = [d for d in follows if self.open[d].label.style == reading.style]
            if places := exact or follows:
                return self._nearest(places, indent), reading
        for reading in _readings(label):
            if reading.family == "article":
                return 0, reading
            if reading.ordinal == 1 and not self._would_restart(reading):
                return len(self.open), reading
        return self._after_a_gap(label, indent)

    def add(self, label: Label, depth: int, line: Line) -> Draft:
        """Open a rule at a depth, closing those that stand deeper or beside it."""
        del self.open[depth:]
        draft = Draft(label, line.indent, [line], parent=self.current)
        siblings = self.open[-1].children if self.open else self.roots
        siblings.append(draft)
        self.open.append(draft)
        return draft

    def _nearest(self, places: list[int], indent: float) -> int:
        """Return the place whose rule is indented most alike; the deepest of those alike."""
        return min(reversed(places), key=lambda d: abs(self.open[d].indent - indent) // _INDENTED)

    def _would_restart(self, label: Label) -> bool:
        return bool(self.open) and self.open[-1].label.style == label.style

    def _after_a_gap(self, label: Label, indent: float) -> tuple[int, Label] | None:
        """Place a number whose predecessor the document leaves out, as excerpts do."""
        families = [node.label.family for node in self.open]
        later = [
            d
            for d, node in enumerate(self.open)
            if node.label.family == label.family and label.ordinal > node.label.ordinal
        ]
        if later:
            return self._nearest(later, indent), label
        if label.family not in families:
            above = label.family == "point" and not {"article", "area"} & set(families)
            return (0 if above or not self.open else len(self.open)), label
        return None


def _readings(label: Label) -> list[Label]:
    """Return what a label may mean: (i) is a letter after (h), else a Roman one."""
    if label.style in ("letter-paren", "letter") and label.part in ("i", "v", "x"):
        value = {"i": 1, "v": 5, "x": 10}[label.part]
        return [label, replace(label, style="roman-paren", ordinal=value, part=str(value))]
    return [label]


def _follows(before: Label, after: Label) -> bool:
    return before.family == after.family and after.ordinal == before.ordinal + 1
