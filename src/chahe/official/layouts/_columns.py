"""Columns that only spaces or drawn lines part, as a PDF's text has them, made tables again."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..fold import display_width, narrow
from ..furniture import is_page_number, is_rule
from ..labels import split_label
from ..model import Block, Line, Table
from ._heads import is_amendment_header, is_assessment_header

_APART = re.compile(r"[ \t]{2,}|\s*\u3000\s*")
_DRAWN = re.compile(r"[│┃｜]")
_BORDER = re.compile(r"[\s─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬│┃+|-]+")
_ENDED = re.compile(r"[。：；:;.)）]\s*$")
_BAR = re.compile(r"\|")
_WORD = re.compile(r"\S+")
_MOST = 8

Cells = list[list[Line]]


def with_columns(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks, with lines that stand in columns made tables."""
    done: list[Block] = []
    place = 0
    while place < len(blocks):
        block = blocks[place]
        if isinstance(block, Line) and _is_drawn(block):
            end = _while_drawn(blocks, place)
            done += _drawn_table([b for b in blocks[place:end] if isinstance(b, Line)])
        elif isinstance(block, Line) and _are_heads(_BAR.split(block.text)):
            end = _while_lines(blocks, place)
            done += _barred_table([b for b in blocks[place:end] if isinstance(b, Line)])
        elif isinstance(block, Line) and (heads := _heads(block)):
            end = _while_lines(blocks, place)
            done += _spaced_table(heads, [b for b in blocks[place:end] if isinstance(b, Line)])
        else:
            done.append(block)
            end = place + 1
        place = end
    return done


def _while_lines(blocks: Sequence[Block], start: int) -> int:
    ends = (n for n in range(start, len(blocks)) if isinstance(blocks[n], Table))
    return next(ends, len(blocks))


def _are_heads(texts: Sequence[str]) -> bool:
    if len(texts) < 2 or len(texts) > _MOST + 1:
        return False
    return is_amendment_header(texts) or is_assessment_header(texts)


def _barred_table(lines: Sequence[Line]) -> list[Block]:
    """Return the table of rows whose cells end with a bar, be they of one line or of many."""
    width = len([text for text in _BAR.split(lines[0].text) if text.strip()])
    rows: list[Cells] = []
    beside: list[Block] = []
    place = width
    last = max(n for n, line in enumerate(lines) if "|" in line.text)
    for at, line in enumerate(lines):
        pieces = _BAR.split(line.text)
        if is_rule(line) or not line.text or at > last:
            beside.append(line)
            continue
        for n, piece in enumerate(pieces):
            place += n > 0
            if place >= width and piece.strip():
                rows.append([[] for _ in range(width)])
                place = 0
            if piece.strip():
                rows[-1][place].append(Line(piece.strip(), line.number))
    return [_table(rows), *beside]


def _is_drawn(line: Line) -> bool:
    return len(_DRAWN.findall(line.text)) >= 2


def _while_drawn(blocks: Sequence[Block], start: int) -> int:
    """Return where a drawn table ends; its borders and blank lines stand between its rows."""
    end = start
    for place in range(start, len(blocks)):
        block = blocks[place]
        if isinstance(block, Table):
            break
        if _is_drawn(block):
            end = place + 1
        elif block.text and not _BORDER.fullmatch(block.text):
            break
    return end


def _drawn_table(lines: Sequence[Line]) -> list[Block]:
    """Return the table that lines between drawn bars make; a border ends a row."""
    rows: list[Cells] = []
    borders: list[Block] = []
    begun = False
    for line in lines:
        if not line.text:
            continue
        if _BORDER.fullmatch(line.text):
            borders.append(line)
            begun = False
            continue
        texts = [text.strip() for text in _DRAWN.split(line.text.strip("│┃｜ "))]
        if not begun or len(rows[-1]) != len(texts):
            rows.append([[] for _ in texts])
            begun = True
        for cell, text in zip(rows[-1], texts, strict=True):
            cell += [Line(text, line.number)] if text else []
    return [_table(rows), *borders]


def _heads(line: Line) -> list[tuple[int, str]] | None:
    """Return the heads of columns that stand beside each other on a line, with their columns."""
    if len(line.text) > 200 or not _APART.search(line.text):
        return None
    parts = _parts(line)
    texts = [text for _, text in parts]
    return parts if _are_heads(texts) else None


def _parts(line: Line) -> list[tuple[int, str]]:
    """Return what wide gaps part on a line, each with the display column at which it begins."""
    parts, place = [], 0
    for gap in [*_APART.finditer(line.text), None]:
        text = line.text[place : gap.start() if gap else None]
        if text.strip():
            parts.append((int(line.indent) + display_width(line.text[:place]), text))
        place = gap.end() if gap else place
    return parts


def _spaced_table(heads: Sequence[tuple[int, str]], lines: Sequence[Line]) -> list[Block]:
    """Return the table that stands under heads, parted where its lines leave a gap open."""
    body = [line for line in lines[1:] if not is_page_number(line)]
    pages: list[Block] = [line for line in lines[1:] if is_page_number(line)]
    borders = _borders(heads, body)
    rows: list[Cells] = [[[Line(text, lines[0].number)] for _, text in heads]]
    blank = True
    for line in body:
        if not line.text:
            blank = True
            continue
        cells = _cut(line, borders)
        if blank or _begins_row(cells, rows[-1]):
            rows.append([[] for _ in heads])
        for cell, piece in zip(rows[-1], cells, strict=True):
            cell += [piece] if piece.text else []
        blank = False
    return [_table(rows), *pages]


def _table(rows: Sequence[Cells]) -> Table:
    return Table(tuple(tuple(tuple(cell) for cell in row) for row in rows))


def _borders(heads: Sequence[tuple[int, str]], body: Sequence[Line]) -> list[int]:
    """Return the display columns at which columns begin, but for the first."""
    covered = Counter[int]()
    for line in body:
        column = int(line.indent)
        for character in line.text:
            width = display_width(character)
            if not character.isspace():
                covered.update(range(column, column + width))
            column += width
    middles = [start + display_width(text) // 2 for start, text in heads]
    return [_gap(covered, a, b) for a, b in pairwise(middles)]


def _gap(covered: Counter[int], start: int, end: int) -> int:
    """Return where the widest of the emptiest stretches between two columns ends."""
    least = min((covered[column] for column in range(start, end + 1)), default=0)
    best, length, border = 0, 0, end
    for column in range(start, end + 1):
        length = length + 1 if covered[column] == least else 0
        if length > best:
            best, border = length, column
    return border


def _cut(line: Line, borders: Sequence[int]) -> list[Line]:
    """Cut a line at the columns; a word that stands across one stays whole."""
    pieces = [Line("", line.number)] * (len(borders) + 1)
    column, which, end = int(line.indent), 0, 0
    for word in _WORD.finditer(line.text):
        column += display_width(line.text[end : word.start()])
        which = max(which, bisect_right(borders, column))
        gap = line.text[end : word.start()] if pieces[which].text else ""
        start = pieces[which].indent if pieces[which].text else column
        pieces[which] = Line(pieces[which].text + gap + word.group(), line.number, start)
        column += display_width(word.group())
        end = word.end()
    return pieces


def _begins_row(cells: Sequence[Line], row: Cells) -> bool:
    """Say whether a line begins a row: a number in one column, a new sentence in the last."""
    if not any(split_label(narrow(cell.text))[0] for cell in cells[:-1]):
        return False
    last = row[-1][-1].text if row[-1] else ""
    return bool(cells[-1].text) and (not last or bool(_ENDED.search(last)))
