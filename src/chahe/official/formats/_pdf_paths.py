"""The straight lines drawn on a page: strokes, and the thin boxes that word processors fill."""

from collections.abc import Callable, Iterator
from ctypes import byref, c_float, c_int
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ._pdf_model import Ruling

MAX_OBJECTS = 20_000
MAX_SEGMENTS = 200_000
_DEEPEST = 5
_THIN = 3
_STRAIGHT = 0.5

Place = Callable[[float, float], tuple[float, float]]
_Point = tuple[float, float]


def rulings(page: pdfium.PdfPage, place: Place) -> tuple[list[Ruling], list[Ruling], bool]:
    """Return the rulings across and down a page, and whether it has an image.

    A page with more drawing than any table has no rulings: it is a drawing.
    """
    across: list[Ruling] = []
    down: list[Ruling] = []
    has_image = False
    segments = 0
    for count, found in enumerate(page.get_objects(max_depth=_DEEPEST)):
        if count > MAX_OBJECTS or segments > MAX_SEGMENTS:
            return [], [], has_image
        if found.type == raw.FPDF_PAGEOBJ_IMAGE:
            has_image = True
        elif found.type == raw.FPDF_PAGEOBJ_PATH:
            segments += max(0, raw.FPDFPath_CountSegments(found))
            for start, end in _strokes(found, place):
                _add(start, end, across, down)
    return across, down, has_image


def _add(start: _Point, end: _Point, across: list[Ruling], down: list[Ruling]) -> None:
    (x, y), (to_x, to_y) = start, end
    if abs(y - to_y) <= _STRAIGHT < abs(x - to_x):
        across.append(Ruling((y + to_y) / 2, min(x, to_x), max(x, to_x)))
    elif abs(x - to_x) <= _STRAIGHT < abs(y - to_y):
        down.append(Ruling((x + to_x) / 2, min(y, to_y), max(y, to_y)))


def _strokes(path: pdfium.PdfObject, place: Place) -> Iterator[tuple[_Point, _Point]]:
    """Yield the ends of what a path draws as lines."""
    fill, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    for points in _outlines(path, place):
        if stroke.value:
            yield from pairwise(points)
        elif fill.value:
            yield from _thin_box(points)


def _thin_box(points: list[_Point]) -> Iterator[tuple[_Point, _Point]]:
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    if bottom - top <= _THIN < right - left:
        yield (left, middle_y), (right, middle_y)
    elif right - left <= _THIN < bottom - top:
        yield (middle_x, top), (middle_x, bottom)


def _outlines(path: pdfium.PdfObject, place: Place) -> Iterator[list[_Point]]:
    """Yield the corners of each piece of a path that has no curve."""
    seen = _seen(path, place)
    points: list[_Point] = []
    is_curved = False
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if points and not is_curved:
                yield points
            points, is_curved = [], False
        is_curved |= kind == raw.FPDF_SEGMENT_BEZIERTO
        x, y = c_float(), c_float()
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        points.append(seen(x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points and not is_curved:
        yield points


def _seen(path: pdfium.PdfObject, place: Place) -> Place:
    """Return how a point of a path is seen on the page, through the forms that hold it."""
    matrix = path.get_matrix()
    holder = path.container
    while holder is not None:
        matrix = matrix.multiply(holder.get_matrix())
        holder = holder.container

    def seen(x: float, y: float) -> _Point:
        return place(*matrix.on_point(x, y))

    return seen
