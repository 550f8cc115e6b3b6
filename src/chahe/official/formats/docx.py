"""Word 文件

Read as text only: macros, embedded objects and links are never touched; headers, footers and
comments are left out. Changes are read as accepted, automatic numbers as text, and foot- and
endnotes come last.
"""

from ..model import Block
from ._blocks import numbered, with_rest
from ._docx_body import Body
from ._docx_numbering import Numbering
from ._docx_parts import Parts
from ._docx_styles import Styles
from ._model import file_format

_EXTENSIONS = (".docx", ".docm", ".dotx")
_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


def _sniff(head: bytes, name: str) -> bool:
    return head.startswith(b"PK\x03\x04") and (b"word/" in head or name.endswith(_EXTENSIONS))


@file_format(extensions=_EXTENSIONS, sniff=_sniff)
def docx(data: bytes) -> tuple[Block, ...]:
    """Read a Word document; indents are in points.

    :raises OfficialError: if it is broken, locked, too large, or embeds another document
    """
    parts = Parts(data)
    styles = Styles(parts.optional("styles"))
    body = Body(Numbering(parts.optional("numbering"), styles), styles)
    blocks = [block for found in parts.main().iter("w:body") for block in body.blocks(found)]
    return numbered(with_rest(blocks, _notes(parts, body)))


def _notes(parts: Parts, body: Body) -> list[Block]:
    return [
        block
        for kind in ("footnote", "endnote")
        for note in parts.optional(f"{kind}s").iter(f"w:{kind}")
        if note.get("w:type") not in _SEPARATORS
        for block in body.blocks(note)
    ]
