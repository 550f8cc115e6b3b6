"""What is on a page of a PDF; lengths in points, across from the left and down from the top."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character; `base` is how far down its baseline is, and `em` how large it is.

    `is_spaced`: a space came before it.
    """

    text: str
    left: float
    right: float
    base: float
    em: float
    is_spaced: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """A line drawn across or down a page, `at` a place from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass
class Page:
    """A page as it is drawn."""

    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Ruling] = field(default_factory=list)
    down: list[Ruling] = field(default_factory=list)
    has_image: bool = False


@dataclass(frozen=True)
class TextLine:
    """Characters on one baseline."""

    text: str
    left: float
    base: float


Row = list[list[TextLine]]  # its cells, each the lines it holds


@dataclass
class RuledTable:
    """Cells between rulings; `edges` are the columns' sides.

    `is_cut_above` and `is_cut_below`: no ruling closes it there; its row goes on over the page.
    """

    edges: list[float]
    rows: list[Row]
    top: float
    is_cut_above: bool = False
    is_cut_below: bool = False
