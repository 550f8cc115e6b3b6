"""Tables found by their rulings: characters put into the cells that the rulings close."""

from bisect import bisect_right
from collections import defaultdict

from ._pdf_lines import text_lines
from ._pdf_model import Glyph, Page, Row, RuledTable, Ruling, TextLine

_MOST_RULINGS = 500  # of a direction on a page; more is a drawing
_MOST_COLUMNS, _MOST_ROWS, _MOST_TABLES = 40, 400, 30
_TOUCH = 3
_NARROWEST = 4  # a double ruling is one
_BEYOND = 8  # how far rulings reach past the last across them where a side is open
_MIDDLE = 0.35  # em from the baseline up to the middle of a character


def tables_and_lines(page: Page) -> tuple[list[RuledTable], list[TextLine]]:
    """Return the tables of a page, and the lines outside them."""
    grids = [
        _Grid(across, down) for across, down in _groups(_joined(page.across), _joined(page.down))
    ]
    grids = [grid for grid in grids if grid.is_table][:_MOST_TABLES]
    outside = []
    for glyph in page.glyphs:
        holder = next((grid for grid in grids if grid.takes(glyph)), None)
        if holder is None:
            outside.append(glyph)
    return [grid.table() for grid in grids], text_lines(outside)


def _joined(rulings: list[Ruling]) -> list[Ruling]:
    """Return rulings with the pieces of each drawn in one."""
    groups: list[list[Ruling]] = []
    for ruling in sorted(rulings, key=lambda ruling: ruling.at):
        if groups and ruling.at - groups[-1][0].at <= _TOUCH:
            groups[-1].append(ruling)
        else:
            groups.append([ruling])
    joined = []
    for group in groups:
        at = sum(ruling.at for ruling in group) / len(group)
        start = end = None
        for ruling in sorted(group, key=lambda ruling: ruling.start):
            if start is None or end is None:
                start, end = ruling.start, ruling.end
            elif ruling.start <= end + _TOUCH:
                end = max(end, ruling.end)
            else:
                joined.append(Ruling(at, start, end))
                start, end = ruling.start, ruling.end
        if start is not None and end is not None:
            joined.append(Ruling(at, start, end))
    return joined


def _groups(across: list[Ruling], down: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Return the rulings of each table: those that touch, one through another."""
    if max(len(across), len(down)) > _MOST_RULINGS:
        return []
    parents = list(range(len(across) + len(down)))
    for place, line in enumerate(across):
        for other, post in enumerate(down, start=len(across)):
            if _meet(line, post):
                parents[_root(parents, place)] = _root(parents, other)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = defaultdict(lambda: ([], []))
    for place, ruling in enumerate([*across, *down]):
        groups[_root(parents, place)][place >= len(across)].append(ruling)
    return list(groups.values())


def _meet(across: Ruling, down: Ruling) -> bool:
    return (
        across.start - _TOUCH <= down.at <= across.end + _TOUCH
        and down.start - _TOUCH <= across.at <= down.end + _TOUCH
    )


def _root(parents: list[int], place: int) -> int:
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place


class _Grid:
    """The cells that touching rulings close, some of them spanning rows or columns."""

    def __init__(self, across: list[Ruling], down: list[Ruling]) -> None:
        self._xs, _, _ = _edges(down, across)
        self._ys, self._open_above, self._open_below = _edges(across, down)
        self._columns, self._rows = len(self._xs) - 1, len(self._ys) - 1
        self.is_table = (
            1 <= self._columns <= _MOST_COLUMNS
            and 1 <= self._rows <= _MOST_ROWS
            and self._columns + self._rows > 2
        )
        if self.is_table:
            self._cells = list(range(self._columns * self._rows))
            self._merge(across, down)
            self._held: dict[int, list[Glyph]] = defaultdict(list)

    def _merge(self, across: list[Ruling], down: list[Ruling]) -> None:
        """Make one cell of those that no ruling parts."""
        posts = [_at(down, edge) for edge in self._xs]
        lines = [_at(across, edge) for edge in self._ys]
        for row in range(self._rows):
            middle = (self._ys[row] + self._ys[row + 1]) / 2
            for column in range(1, self._columns):
                if not _pass(posts[column], middle):
                    place = row * self._columns + column
                    self._unite(place - 1, place)
        for column in range(self._columns):
            middle = (self._xs[column] + self._xs[column + 1]) / 2
            for row in range(1, self._rows):
                if not _pass(lines[row], middle):
                    place = row * self._columns + column
                    self._unite(place - self._columns, place)

    def _unite(self, place: int, other: int) -> None:
        first, second = sorted((_root(self._cells, place), _root(self._cells, other)))
        self._cells[second] = first

    def takes(self, glyph: Glyph) -> bool:
        """Take a character into its cell, if it is in one."""
        column = bisect_right(self._xs, (glyph.left + glyph.right) / 2) - 1
        row = bisect_right(self._ys, glyph.base - _MIDDLE * glyph.em) - 1
        if not (0 <= column < self._columns and 0 <= row < self._rows):
            return False
        self._held[_root(self._cells, row * self._columns + column)].append(glyph)
        return True

    def table(self) -> RuledTable:
        rows: list[Row] = [
            [
                text_lines(self._held.get(row * self._columns + column, []))
                for column in range(self._columns)
            ]
            for row in range(self._rows)
        ]
        return RuledTable(
            self._xs,
            [row for row in rows if any(row)],
            self._ys[0],
            is_cut_above=self._open_above,
            is_cut_below=self._open_below,
        )


def _edges(rulings: list[Ruling], crossing: list[Ruling]) -> tuple[list[float], bool, bool]:
    """Return where rulings are, the open sides added, and which sides are open."""
    edges: list[float] = []
    for at in sorted(ruling.at for ruling in rulings):
        if not edges or at - edges[-1] > _NARROWEST:
            edges.append(at)
    if not edges or not crossing:
        return [], False, False
    first = min(ruling.start for ruling in crossing)
    last = max(ruling.end for ruling in crossing)
    is_open = first < edges[0] - _BEYOND, last > edges[-1] + _BEYOND
    return [*([first] if is_open[0] else []), *edges, *([last] if is_open[1] else [])], *is_open


def _at(rulings: list[Ruling], edge: float) -> list[Ruling]:
    return [ruling for ruling in rulings if abs(ruling.at - edge) <= _NARROWEST]


def _pass(rulings: list[Ruling], place: float) -> bool:
    """Say whether any ruling passes a place along it."""
    return any(ruling.start <= place <= ruling.end for ruling in rulings)
