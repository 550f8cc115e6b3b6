"""What crawlers and converters did to lines, undone: Markdown, breaks in cells, joined items."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .fold import narrow
from .labels import Label, split_label
from .model import Block, Line, Table

_HEADING = re.compile(r"#{1,6}\s+")
_STRONG = re.compile(r"\*\*|(?<![A-Za-z0-9_])__|__(?![A-Za-z0-9_])")
_ESCAPED = re.compile(r"\\([.()\[\]{}*_#+!>`|~-])")
_BREAK = re.compile(r"\s*<br\s{0,3}/?>\s*", re.IGNORECASE)
_GAP = re.compile(r"(?<=[:：。；;])[ \u3000]{1,4}(?=\S)")
_EXPLAINED = re.compile(r"((?:說\s{0,4}明|公告事項|辦\s{0,4}法)\s{0,4}[:：])\s{0,4}(?=\S)")
_LONGEST_LABEL = 16


def uncrawled(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks with each line as its publisher must have had it."""
    marked = any(_is_marked(line.text) for line in _lines(blocks))
    return [block for each in blocks for block in _undone(each, marked=marked)]


def _lines(blocks: Iterable[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (line for row in block.rows for cell in row for line in cell)
        else:
            yield block


def _is_marked(text: str) -> bool:
    """Say whether a line is written in Markdown."""
    bare = text.lstrip("> ")
    return bool(_HEADING.match(bare) or _ESCAPED.search(bare)) or text.count("**") >= 2


def _undone(block: Block, *, marked: bool) -> list[Block]:
    if isinstance(block, Line):
        return [*_pieces(block, marked=marked)]
    rows = tuple(
        tuple(tuple(p for line in cell for p in _pieces(line, marked=marked)) for cell in row)
        for row in block.rows
    )
    return [Table(rows)]


def _pieces(line: Line, *, marked: bool) -> Iterator[Line]:
    text = _unmarked(line.text) if marked else line.text
    for part in _BREAK.split(text) if "<" in text else (text,):
        places = [0, *_breaks(part), len(part)]
        for start, end in pairwise(places):
            yield replace(line, text=part[start:end].strip())


def _unmarked(text: str) -> str:
    bare = text.lstrip("> ") if text.startswith(">") else text
    return _ESCAPED.sub(r"\1", _STRONG.sub("", _HEADING.sub("", bare)))


def _breaks(text: str) -> list[int]:
    """Return where items begin that were joined in one line, or that stand behind 說明：."""
    if explained := _EXPLAINED.match(text):
        behind = _label_at(text, explained.end())
        return [explained.end()] if behind else []
    gaps = [gap.end() for gap in _GAP.finditer(text)]
    labelled = [(place, _label_at(text, place)) for place in (0, *gaps) if gaps]
    runs: list[list[int]] = [[]]
    last: Label | None = None
    for place, label in labelled:
        if label is None:
            continue
        goes_on = last and label.style == last.style and label.ordinal == last.ordinal + 1
        if goes_on:
            runs[-1].append(place)
        elif label.ordinal == 1 or place == 0:
            runs.append([place])
        else:
            continue
        last = label
    return [place for run in runs if len(run) > 1 for place in run if place]


def _label_at(text: str, place: int) -> Label | None:
    label, rest = split_label(narrow(text[place : place + _LONGEST_LABEL]))
    return label if rest else None
