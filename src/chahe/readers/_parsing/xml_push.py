"""XML read as it streams by: what every reader of a scanner's report needs.

Memory stays the same however long the file: fixed chunks go into expat, only what a reader asks for
is kept, and depth, text, a single tag and the number of different names are limited (all but depth
are looked at once a chunk). A DTD is refused before anything in it is read, so no entity is ever
declared, resolved or expanded; only a document type that is a bare name, as nmap writes it, passes.
Accepted encodings are those expat decodes by itself.
"""

import codecs
import pyexpat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._model import ReadError, Source
from .text import MAX_BYTES

MAX_DEPTH = 64
MAX_TEXT = 1024 * 1024
MAX_TAG = 1024 * 1024
MAX_NAMES = 4096
_CHUNK = 256 * 1024
_ENCODINGS = {"utf-8", "utf-16", "us-ascii", "iso-8859-1"}
_NO_ENCODING = (LookupError, ValueError)  # what Python says of an encoding's name it cannot use
NOT_XML = "不是合法的 XML，檔案可能損壞，請重新匯出"
UNFINISHED = "檔案不完整，XML 沒有結尾，請重新匯出"
TOO_LARGE = f"檔案超過 {MAX_BYTES // 1024 // 1024} MiB 的上限，請分批匯出"

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element a reader wants, at one place in the document, and what to call for it.

    `text` gets what stands before the first child. What is not among `children` is passed over
    with all that is in it.
    """

    children: Mapping[str, "Element"] = field(default_factory=dict)
    opened: Callable[[Attributes], None] | None = None
    text: Callable[[str], None] | None = None
    closed: Callable[[], None] | None = None


class Push:
    """A source on its way through expat; `line` is where the element now being opened begins."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._names: dict[str, str] = {}
        self._parts: list[str] = []
        self._parser = pyexpat.ParserCreate(intern=self._names)
        self._parser.buffer_text = True
        self._parser.XmlDeclHandler = self._declared
        self._parser.StartDoctypeDeclHandler = self._doctype

    @property
    def line(self) -> int:
        return self._parser.CurrentLineNumber

    @property
    def at(self) -> int:
        """How many bytes stand before that."""
        return self._parser.CurrentByteIndex

    def error(self, message: str, column: str | None = None) -> ReadError:
        return ReadError(message, line=self.line, column=column)

    def run(self, roots: Mapping[str, Element], what: str) -> None:
        """Read the whole source, calling what the elements say.

        :raises ReadError: if it is empty, too large, malformed, cut short, over a limit, in another
            encoding, has a DTD, or its outermost element is not among `roots`
        """
        self._listen(roots, what)
        size = 0
        with self._source.open() as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self._feed(chunk)
                self._limit(size)
        if not size:
            raise ReadError("檔案是空的，請重新匯出")
        self._feed(b"", last=True)

    def _feed(self, chunk: bytes, last: bool = False) -> None:
        try:
            self._parser.Parse(chunk, last)
        except _NO_ENCODING:
            raise self.error("無法判讀 XML 宣告的編碼，請以 UTF-8 重新匯出") from None
        except pyexpat.ExpatError as error:
            message = UNFINISHED if last else NOT_XML
            raise ReadError(message, line=error.lineno) from None

    def _limit(self, size: int) -> None:
        if size > MAX_BYTES:
            raise ReadError(TOO_LARGE)
        if size - self._parser.CurrentByteIndex > MAX_TAG:
            raise self.error("單一標籤或註解太長，不是正常的匯出檔，請重新匯出")
        if sum(map(len, self._parts)) > MAX_TEXT:
            raise self.error("欄位內容太長，不是正常的匯出檔，請重新匯出")
        if len(self._names) > MAX_NAMES:
            raise self.error("標籤與屬性的種類太多，不是正常的匯出檔，請重新匯出")

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in _ENCODINGS:
            raise self.error(f"無法判讀 XML 宣告的編碼「{encoding[:40]}」，請以 UTF-8 重新匯出")

    def _doctype(self, name: str, system: str | None, public: str | None, subset: bool) -> None:
        if system or public or subset:
            raise self.error("含有 DTD 或實體宣告，為安全起見不讀取，請以掃描工具原廠格式重新匯出")

    def _listen(self, roots: Mapping[str, Element], what: str) -> None:
        """Set the handlers: closures, since they run for every element there is."""
        parser, parts, path = self._parser, self._parts, [Element(roots)]
        children, receive, passed_over = roots, path[0].text, 0

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal children, receive, passed_over
            if passed_over:
                passed_over += 1
                if passed_over > MAX_DEPTH:
                    raise self.error("標籤的層數太深，不是正常的匯出檔，請重新匯出")
                return
            if receive:
                finish()
            here = children.get(tag)
            if here is None:
                if children is roots:
                    raise self.error(f"這不是{what}（最外層是「{tag[:40]}」），請確認檔案")
                passed_over = 1
                return
            path.append(here)
            children = here.children
            if here.opened:
                here.opened(attributes)
            if here.text:
                receive = here.text
                parts.clear()
                parser.CharacterDataHandler = parts.append

        def finish() -> None:
            nonlocal receive
            parser.CharacterDataHandler = None
            deliver, receive = receive, None
            if deliver:
                deliver("".join(parts).strip())

        def end(tag: str) -> None:
            nonlocal children, passed_over
            if passed_over:
                passed_over -= 1
                return
            if receive:
                finish()
            closed = path.pop().closed
            children = path[-1].children
            if closed:
                closed()

        parser.StartElementHandler, parser.EndElementHandler = start, end


class _Outermost(Exception):
    """Ends a parse at the first element."""


def outermost(head: bytes) -> tuple[str, Attributes]:
    """Name the outermost element of a file's first bytes, with its attributes; "" if none is there.

    The declared encoding is not looked at, so that a file in one we refuse is refused for that.
    A document type stands for the element it names.
    """
    head = head.removeprefix(codecs.BOM_UTF8)
    parser = pyexpat.ParserCreate(None if b"\0" in head[:4] else "iso-8859-1")

    def found(name: str, attributes: Any = None, *_: Any) -> None:
        raise _Outermost(name, attributes if isinstance(attributes, dict) else {})

    parser.StartElementHandler = found
    parser.StartDoctypeDeclHandler = found
    try:
        parser.Parse(head)
    except _Outermost as outer:
        return outer.args[0], outer.args[1]
    except (pyexpat.ExpatError, *_NO_ENCODING):
        pass
    return "", {}
