"""The parts of a Word document that hold its text, as trees."""

from ._archive import Archive
from ._xml import Element, tree

KIND = "Word 文件"
_OFFICE = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_NAMESPACES = {
    f"{_OFFICE}/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OFFICE}/officeDocument/2006/math": "m",
    f"{_STRICT}/officeDocument/math": "m",
    f"{_OFFICE}/markup-compatibility/2006": "mc",
    f"{_OFFICE}/package/2006/content-types": "ct",
}
_DEFAULTS = {
    "main": "word/document.xml",
    "numbering": "word/numbering.xml",
    "styles": "word/styles.xml",
    "footnotes": "word/footnotes.xml",
    "endnotes": "word/endnotes.xml",
}


class Parts:
    """A Word document's parts, by the kinds that `_DEFAULTS` lists."""

    def __init__(self, data: bytes) -> None:
        self._archive = Archive(data, KIND)
        self._names = dict(_DEFAULTS)
        types = "[Content_Types].xml"
        if types in self._archive:
            for override in self._tree(types).iter("ct:Override"):
                kind = override.get("ContentType", "").removesuffix("+xml").rpartition(".")[2]
                if kind in _DEFAULTS:
                    self._names[kind] = override.get("PartName", "").lstrip("/")

    def main(self) -> Element:
        """Return the document itself.

        :raises OfficialError: if it is missing or broken
        """
        return self._tree(self._names["main"])

    def optional(self, kind: str) -> Element:
        """Return another part, an empty element where the document has none."""
        name = self._names[kind]
        return self._tree(name) if name in self._archive else Element(kind)

    def _tree(self, name: str) -> Element:
        return tree(self._archive.read(name), _NAMESPACES, what=f"{KIND}裡的 {name} ")
