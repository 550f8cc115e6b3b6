"""What paragraph styles say of numbering and indents, their ancestors' say included."""

import re
from dataclasses import dataclass, field

from ._xml import Element

_DEEPEST = 20
_INTEGER = re.compile(r"-?\d{1,6}")


def integer(element: Element | None, default: int, name: str = "w:val") -> int:
    """Return the integer an element has in an attribute."""
    found = _INTEGER.match(element.get(name, "")) if element is not None else None
    return int(found[0]) if found else default


@dataclass(frozen=True)
class Numbered:
    """A paragraph's place in lists: a list instance and a level, each None where not said."""

    instance: int | None = None
    level: int | None = None

    def over(self, other: "Numbered") -> "Numbered":
        """Return this, with what it leaves unsaid from another."""
        if self.instance is not None:
            return self
        return Numbered(other.instance, other.level if self.level is None else self.level)


@dataclass(frozen=True)
class Indent:
    """How far in a paragraph begins, in points; None where not said."""

    left: float | None = None
    first: float | None = None  # of its first line, from `left`

    def over(self, other: "Indent") -> "Indent":
        """Return this, with what it leaves unsaid from another."""
        return Indent(
            other.left if self.left is None else self.left,
            other.first if self.first is None else self.first,
        )


def numbered_of(properties: Element | None) -> Numbered:
    """Read `w:numPr` of paragraph properties."""
    found = properties.find("w:numPr") if properties is not None else None
    if found is None:
        return Numbered()
    instance, level = found.find("w:numId"), found.find("w:ilvl")
    return Numbered(
        None if instance is None else integer(instance, 0),
        None if level is None else integer(level, 0),
    )


def indent_of(properties: Element | None) -> Indent:
    """Read `w:ind` of paragraph properties."""
    found = properties.find("w:ind") if properties is not None else None
    if found is None:
        return Indent()
    left = next((found.get(name) for name in ("w:left", "w:start") if found.get(name)), None)
    first = None
    if found.get("w:hanging"):
        first = -integer(found, 0, "w:hanging") / 20
    elif found.get("w:firstLine"):
        first = integer(found, 0, "w:firstLine") / 20
    name = "w:left" if found.get("w:left") else "w:start"
    return Indent(integer(found, 0, name) / 20 if left else None, first)


@dataclass(frozen=True)
class Style:
    """A paragraph style; `numbered_by` is the style that says how it is numbered."""

    id: str = ""
    numbered: Numbered = field(default_factory=Numbered)
    numbered_by: str = ""
    indent: Indent = field(default_factory=Indent)


class Styles:
    """Styles by id."""

    def __init__(self, root: Element) -> None:
        self._elements = {style.get("w:styleId", ""): style for style in root.iter("w:style")}
        self._default = next(
            (
                id
                for id, style in self._elements.items()
                if style.get("w:type") == "paragraph" and style.get("w:default") in {"1", "true"}
            ),
            "",
        )
        self._known: dict[str, Style] = {}

    def of(self, properties: Element | None) -> Style:
        """Return the style of a paragraph."""
        named = properties.find("w:pStyle") if properties is not None else None
        id = named.get("w:val", "") if named is not None else self._default
        if id not in self._known:
            self._known[id] = self._read(id)
        return self._known[id]

    def _read(self, id: str) -> Style:
        numbered, numbered_by, indent = Numbered(), "", Indent()
        ancestor = id
        for _ in range(_DEEPEST):
            element = self._elements.get(ancestor)
            if element is None:
                break
            own = numbered_of(element.find("w:pPr"))
            if numbered.instance is None and own.instance is not None:
                numbered_by = ancestor
            numbered = numbered.over(own)
            indent = indent.over(indent_of(element.find("w:pPr")))
            based = element.find("w:basedOn")
            ancestor = based.get("w:val", "") if based is not None else ""
        return Style(id, numbered, numbered_by, indent)

    def instance_of(self, id: str) -> int | None:
        """Return the list instance of a numbering style."""
        element = self._elements.get(id)
        return numbered_of(element.find("w:pPr") if element is not None else None).instance
