"""純文字檔

UTF-8, UTF-16 with a BOM, or Big5. Tables that were written as text become tables again: cells that
begin with a tab (`_dumped`) and rows between pipes (`_piped`).
"""

import re

from ..model import Block
from ._blocks import MAX_LINES, too_many_lines
from ._decode import decoded
from ._dumped import dumped_tables
from ._model import file_format
from ._piped import piped_tables

_KIND = "文字檔"
_ENDINGS = re.compile("\r\n?|\n")
_BREAKS = re.compile("[\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_FEW = 0.005


def _sniff(head: bytes, name: str) -> bool:
    """Say whether it looks like text: no NUL but in UTF-16, and hardly a control character."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    text = head.decode("latin-1")
    return bool(head) and "\0" not in text and len(_CONTROLS.findall(text)) <= _FEW * len(text)


@file_format(extensions=(".txt", ".text", ".md"), sniff=_sniff)
def txt(data: bytes) -> tuple[Block, ...]:
    """Read a text file, blank lines and all; a line's number is its place in the file.

    A form feed, vertical tab or line separator within a line breaks it in two of the same number.

    :raises OfficialError: if it is not text, or too long
    """
    lines = _lines(decoded(data, kind=_KIND))
    return tuple(piped_tables(dumped_tables(lines)))


def _lines(text: str) -> list[tuple[str, int]]:
    endings = _ENDINGS.split(text)
    if endings[-1] == "":
        endings.pop()
    pieces = [
        (piece, number) for number, line in enumerate(endings, start=1) for piece in _pieces(line)
    ]
    if len(pieces) > MAX_LINES:
        raise too_many_lines()
    return pieces


def _pieces(line: str) -> list[str]:
    """Split a line at the breaks within it; those at its ends break nothing further."""
    pieces = _BREAKS.split(line)
    return [piece for piece in pieces if piece.strip()] or [max(pieces, key=len)]
