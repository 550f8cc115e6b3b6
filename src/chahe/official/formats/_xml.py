"""XML as a tree of short names, within limits: no DOCTYPE, so no entity and nothing fetched."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

from ..model import OfficialError

MAX_DEPTH = 200
MAX_ELEMENTS = 600_000

__all__ = ["Element", "tree", "within"]


def tree(data: bytes, namespaces: Mapping[str, str], *, what: str) -> Element:
    """Return XML as its root element.

    `namespaces` gives each namespace its prefix, so that a tag is `w:p` whatever prefix the file
    has; a tag of another namespace begins with a colon. `what` is what messages call the part.

    :raises OfficialError: if it is no XML, has a DOCTYPE, or is too deep or too large
    """
    reading = _Reading(namespaces, what)
    try:
        reading.parser.Parse(data, True)
        return reading.builder.close()
    except (ExpatError, LookupError, ValueError, AssertionError):
        raise OfficialError(
            f"{what}損壞，不是正確的 XML，請用 Word 或 LibreOffice 開啟確認後另存新檔，再重新上傳"
        ) from None


def within(element: Element | None, *tags: str) -> Element | None:
    """Return what is in an element by way of tags, one in another; None where one is missing."""
    for tag in tags:
        element = None if element is None else element.find(tag)
    return element


class _Reading:
    def __init__(self, namespaces: Mapping[str, str], what: str) -> None:
        self._namespaces, self._what = namespaces, what
        self._names: dict[str, str] = {}
        self._depth = self._count = 0
        self.builder = TreeBuilder()
        self.parser = ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.builder.data

    def _doctype(self, *_: object) -> None:
        raise OfficialError(
            f"{self._what}含有 DOCTYPE 宣告，可能夾帶外部內容，不予讀取；請用 Word 另存新檔後再上傳"
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise OfficialError(f"{self._what}過大或巢狀過深，請分成幾個檔案後重新上傳")
        self.builder.start(
            self._short(name), {self._short(key): value for key, value in attributes.items()}
        )

    def _end(self, name: str) -> None:
        self._depth -= 1
        self.builder.end(self._short(name))

    def _short(self, name: str) -> str:
        if name not in self._names:
            namespace, _, local = name.rpartition(" ")
            prefix = self._namespaces.get(namespace, "") if namespace else None
            self._names[name] = local if prefix is None else f"{prefix}:{local}"
        return self._names[name]
