"""What an ODF document's styles say of lists and indents."""

import re
from dataclasses import dataclass

from ._counting import counted
from ._xml import Element

_DEEPEST = 20
_LONGEST = 100
_MARK = re.compile(r"%(\d{1,2})%")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(cm|mm|in|pt|pc)")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72, "pt": 1, "pc": 12}
_SYSTEMS = {  # by the first sign of `style:num-format`
    "1": "decimal",
    "a": "lower-letter",
    "A": "upper-letter",
    "i": "lower-roman",
    "I": "upper-roman",
    "一": "han",
    "壹": "han-legal",
    "甲": "stems",
    "子": "branches",
    "１": "full-width",
    "①": "circled",
    "⑴": "parenthesised",
    "㈠": "han-parenthesised",
    "㊀": "han-circled",
}


@dataclass(frozen=True)
class Level:
    """How a level of a list marks its items; `bullet` marks them all alike."""

    system: str = ""
    before: str = ""
    after: str = ""
    shown: int = 1  # how many levels a mark shows
    start: int = 1
    bullet: str = ""
    pattern: str = ""  # `%1%.%2%)`, instead of `before`, `after` and `shown`
    gap: str = " "


def mark(levels: dict[int, Level], depth: int, counts: dict[int, int]) -> str:
    """Return what is printed before an item, given the count at each level."""
    level = levels.get(depth, Level())
    if level.bullet:
        return _PRIVATE.sub("•", level.bullet) + level.gap

    def number(place: int) -> str:
        at = levels.get(place, Level())
        return counted(counts.get(place, at.start), at.system) if at.system else ""

    if not level.system:
        text = level.before + level.after
    elif level.pattern:
        text = _MARK.sub(lambda found: number(int(found[1])), level.pattern)
    else:
        first = max(1, depth - level.shown + 1)
        numbers = [number(place) for place in range(first, depth + 1)]
        text = level.before + ".".join(filter(None, numbers)) + level.after
    return text + level.gap if text.strip() else ""


class Styles:
    """List and paragraph styles by name, those of `content.xml` before those of `styles.xml`."""

    def __init__(self, *roots: Element) -> None:
        self._lists = _named(roots, "text:list-style")
        self._paragraphs = _named(roots, "style:style")
        self._levels: dict[str, dict[int, Level]] = {}
        outlines = [found for root in roots for found in root.iter("text:outline-style")]
        self.outline = _levels(outlines[0]) if outlines else {}

    def levels(self, name: str) -> dict[int, Level]:
        """Return the levels of a list style, counted from 1."""
        if name not in self._levels:
            found = self._lists.get(name)
            self._levels[name] = {} if found is None else _levels(found)
        return self._levels[name]

    def indent(self, name: str) -> float:
        """Return how far in a paragraph's first line begins, in points."""
        margin: float | None = None
        first: float | None = None
        for _ in range(_DEEPEST):
            style = self._paragraphs.get(name)
            if style is None:
                break
            properties = style.find("style:paragraph-properties")
            if properties is not None:
                margin = _points(properties.get("fo:margin-left")) if margin is None else margin
                first = _points(properties.get("fo:text-indent")) if first is None else first
            name = style.get("style:parent-style-name", "")
        return max(0, (margin or 0) + (first or 0))


def _named(roots: tuple[Element, ...], tag: str) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for root in roots:
        for element in root.iter(tag):
            found.setdefault(element.get("style:name", ""), element)
    return found


def _levels(style: Element) -> dict[int, Level]:
    levels = {}
    for element in style:

        def text(name: str, level: Element = element) -> str:
            return level.get(name, "")[:_LONGEST]

        depth = integer(element.get("text:level"), 0)
        if depth:
            levels[depth] = Level(
                system=_SYSTEMS.get(element.get("style:num-format", "")[:1], ""),
                before=text("style:num-prefix"),
                after=text("style:num-suffix"),
                shown=min(_DEEPEST, integer(element.get("text:display-levels"), 1)),
                start=integer(element.get("text:start-value"), 1),
                bullet=text("text:bullet-char"),
                pattern=text("loext:num-list-format"),
                gap="" if _is_followed_by_nothing(element) else " ",
            )
    return levels


def _is_followed_by_nothing(level: Element) -> bool:
    found = level.iter("style:list-level-label-alignment")
    return any(label.get("text:label-followed-by") == "nothing" for label in found)


def integer(value: str | None, default: int) -> int:
    """Return an attribute as an integer."""
    return int(value) if value and re.fullmatch(r"[0-9]{1,6}", value) else default


def _points(length: str | None) -> float | None:
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) * _POINTS[found[2]] if found else None
