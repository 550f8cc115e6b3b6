"""ODF 文件

Read as text only: macros, embedded objects and links are never touched; page headers, footers and
comments are left out. Automatic numbers become text, and foot- and endnotes come last.
"""

from ..model import Block, OfficialError
from ._archive import Archive
from ._blocks import numbered, with_rest
from ._model import file_format
from ._odt_body import Body
from ._odt_styles import Styles
from ._xml import Element, tree

_KIND = "ODF 文件"
_EXTENSIONS = (".odt", ".ott")
_MIMETYPE = b"application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = {
    **{f"{_OASIS}:{name}:1.0": name for name in ("office", "text", "table", "style")},
    f"{_OASIS}:drawing:1.0": "draw",
    f"{_OASIS}:xsl-fo-compatible:1.0": "fo",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
    "http://www.w3.org/XML/1998/namespace": "xml",
}


def _sniff(head: bytes, name: str) -> bool:
    return head.startswith(b"PK\x03\x04") and (
        _MIMETYPE in head[:256] or name.endswith(_EXTENSIONS)
    )


@file_format(extensions=_EXTENSIONS, sniff=_sniff)
def odt(data: bytes) -> tuple[Block, ...]:
    """Read an ODF text document; indents are in points.

    :raises OfficialError: if it is broken, locked or too large
    """
    archive = Archive(data, _KIND)
    manifest = "META-INF/manifest.xml"
    if manifest in archive and b"encryption-data" in archive.read(manifest):
        raise OfficialError(f"{_KIND}有密碼保護，請解除密碼後重新上傳")
    content = _tree(archive, "content.xml")
    roots = [content, *([_tree(archive, "styles.xml")] if "styles.xml" in archive else [])]
    body = Body(Styles(*roots))
    blocks = [block for found in content.iter("office:text") for block in body.blocks(found)]
    return numbered(with_rest(blocks, body.notes))


def _tree(archive: Archive, name: str) -> Element:
    return tree(archive.read(name), _NAMESPACES, what=f"{_KIND}裡的 {name} ")
