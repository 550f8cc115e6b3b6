"""Characters put together as lines, with spaces only where a reader sees them."""

import re
from unicodedata import normalize

from ._blocks import is_wide
from ._pdf_model import Glyph, TextLine

_SAME_LINE = 0.55  # em between baselines, so that a raised or lowered character stays in its line
_WORD_GAP = 0.3  # em between Latin letters
_WIDE_GAP = 1.0  # em beside a Chinese character: columns, not letter spacing
_TWICE = 0.1  # em: the same character drawn again to look bold
_RADICALS = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufaff]"
)  # what some fonts give for ordinary characters


def text_lines(glyphs: list[Glyph]) -> list[TextLine]:
    """Return characters as lines, from the top down."""
    lines: list[list[Glyph]] = []
    first, em = 0.0, 0.0
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.left)):
        if lines and glyph.base - first <= _SAME_LINE * max(em, glyph.em):
            lines[-1].append(glyph)
            em = max(em, glyph.em)
        else:
            lines.append([glyph])
            first, em = glyph.base, glyph.em
    found = (_line(line) for line in lines)
    return [line for line in found if line.text]


def _line(glyphs: list[Glyph]) -> TextLine:
    glyphs = sorted(glyphs, key=lambda glyph: glyph.left)
    while len(glyphs) > 1 and not glyphs[0].text.strip():
        glyphs = glyphs[1:]
    pieces = [glyphs[0].text]
    before = glyphs[0]
    for glyph in glyphs[1:]:
        em = min(before.em, glyph.em)
        if glyph.text == before.text and glyph.left - before.left < _TWICE * em:
            continue
        pieces += [_space(before, glyph, em), glyph.text]
        before = glyph
    text = _RADICALS.sub(lambda found: normalize("NFKC", found[0]), "".join(pieces))
    return TextLine(text.strip(), glyphs[0].left, max(glyph.base for glyph in glyphs))


def _space(before: Glyph, after: Glyph, em: float) -> str:
    gap = (after.left - before.right) / em
    if before.text.isspace() or after.text.isspace():
        return ""
    if is_wide(before.text[-1]) or is_wide(after.text[0]):
        return " " if gap > _WIDE_GAP else ""
    return " " if after.is_spaced or gap > _WORD_GAP else ""
