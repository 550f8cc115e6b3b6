"""The numbers of an ODF document's lists, counted item by item."""

from collections.abc import Mapping

from ._odt_styles import Level, Styles, integer, mark
from ._xml import Element


class Lists:
    """How far each list has counted."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._of_style: dict[str, dict[int, int]] = {}  # the latest list's counts
        self._of_id: dict[str, dict[int, int]] = {}
        self._outline: dict[int, int] = {}

    def open(self, element: Element, outer: "OpenList | None") -> "OpenList":
        """Begin a list, inside another or not."""
        goes_on = element.get("text:continue-numbering") == "true"
        if outer is not None:
            name = element.get("text:style-name", outer.name)
            if outer.has_counted and not goes_on:
                outer.counts.pop(outer.depth + 1, None)
            return OpenList(self._styles, name, outer.depth + 1, outer.counts)
        name = element.get("text:style-name", "")
        counts = self._of_id.get(element.get("text:continue-list", ""))
        if counts is None:
            counts = self._of_style.get(name, {}) if goes_on else {}
        self._of_style[name] = counts
        id = element.get("xml:id")
        if id:
            self._of_id[id] = counts
        return OpenList(self._styles, name, 1, counts)

    def heading(self, element: Element) -> str:
        """Count a heading of the outline, and return what is printed before it."""
        depth = integer(element.get("text:outline-level"), 1)
        if not self._styles.outline or element.get("text:is-list-header") == "true":
            return ""
        _count(self._outline, depth, self._styles.outline, element.get("text:start-value"))
        return mark(self._styles.outline, depth, self._outline)


class OpenList:
    """A list at its depth, counted from 1; lists inside it share its counts.

    Until it has counted an item of its own, it only leads on to the list inside it, which goes on
    as it does.
    """

    def __init__(self, styles: Styles, name: str, depth: int, counts: dict[int, int]) -> None:
        self._styles = styles
        self.name, self.depth, self.counts = name, depth, counts
        self.has_counted = False

    def mark(self, item: Element) -> str:
        """Count an item, and return what is printed before it."""
        levels = self._styles.levels(self.name)
        self.has_counted = True
        _count(self.counts, self.depth, levels, item.get("text:start-value"))
        return mark(levels, self.depth, self.counts)


def _count(
    counts: dict[int, int], depth: int, levels: Mapping[int, Level], start: str | None
) -> None:
    """Count one more at a depth, or what it is said to start with; deeper ones begin again."""
    first = levels.get(depth, Level()).start
    counts[depth] = integer(start, counts.get(depth, first - 1) + 1)
    for deeper in [deeper for deeper in counts if deeper > depth]:
        del counts[deeper]
