"""XML read a branch at a time by libxml2: for reports too long to call Python at every tag.

`xml_push` reads as far as the outermost element first, so that what it refuses there is refused: a
DTD before anything in it is read, another encoding, another format. Then libxml2 makes a tree, and
after each fixed chunk what is complete in it is handed on and cut off: memory stays the same
however long the file, and depth, texts and branches are limited.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from lxml import etree

from .._model import ReadError, Source
from .text import MAX_BYTES
from .xml_push import NOT_XML, TOO_LARGE, UNFINISHED, Attributes, Element, Push

MAX_BRANCH = 16 * 1024 * 1024
MAX_INSTRUCTIONS = 10_000
_CHUNK = 256 * 1024
_TOO_LONG = "欄位內容太長或標籤的層數太深，不是正常的匯出檔，請重新匯出"
_LIMITS = {  # what libxml2 says where something is longer or deeper than it reads
    etree.ErrorTypes.ERR_NAME_TOO_LONG,
    etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED,
    etree.ErrorTypes.ERR_CDATA_NOT_FINISHED,
    etree.ErrorTypes.ERR_PI_NOT_FINISHED,
    114,  # XML_ERR_RESOURCE_LIMIT, which lxml has no name for
}
_SAID_LAST = {  # what it says only at the end, of what it met on the way
    etree.ErrorTypes.ERR_INTERNAL_ERROR,
    etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE,
    etree.ErrorTypes.NS_ERR_XML_NAMESPACE,
}
_COUNTED = 65_535
_MARK = "<?chahe?>"

Node = Any  # an element of lxml, which has no types
Found = tuple[Node, Node, list[Node]]
Made = TypeVar("Made")


def apart(make: Callable[[], Made]) -> Made:
    """Return what a function that reads branches makes, in a thread of its own.

    libxml2 keeps the names it has met for as long as their thread lasts, and after too many parses
    nothing more in it: hostile files would end it for the whole process. What is made holds no
    element.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(make).result()


class Branches:
    """A source on its way through libxml2.

    `path` names the elements around branches, the outermost first; a branch is what stands right in
    the last of them, its holder, be it an element or an instruction. `parts` names the elements
    right in a branch that are wanted.
    """

    def __init__(self, source: Source, path: Sequence[str], parts: Sequence[str]) -> None:
        self._source, self._path, self._parts = source, path, parts
        self._size = 0
        self._kept: list[Node] = [None] * (len(path) + 1)
        self._open: Node = None  # the branch that was not complete after the last chunk
        self._since = 0  # the size when it was first seen

    def read(self, what: str) -> Iterator[Found]:
        """Yield holder, branch and its parts; after its last branch, holder, None and nothing.

        :raises ReadError: if the source is empty, too large, malformed, cut short, over a limit, in
            another encoding, has a DTD, or its outermost element is another
        """
        # To be told of elements would take a third more time. A mark before the outermost leads to
        # it as well.
        parser = etree.XMLPullParser(
            events=("pi",),
            resolve_entities=False,
            no_network=True,
            remove_comments=True,
            collect_ids=False,
        )
        try:
            yield from self._grown(parser, what)
        finally:
            with suppress(etree.XMLSyntaxError):
                parser.close()  # or else it never lets go of its tree

    def _grown(self, parser: Any, what: str) -> Iterator[Found]:
        mark, root, instructions = None, None, 0
        for chunk in self._chunks(what):
            try:
                parser.feed(chunk)
            except etree.XMLSyntaxError as error:
                message = _TOO_LONG if error.code in _LIMITS else NOT_XML
                raise ReadError(message, line=error.lineno) from None
            for _, instruction in parser.read_events():
                mark = instruction if mark is None else mark
                instructions += 1
            if instructions > MAX_INSTRUCTIONS:
                raise ReadError("處理指令太多，不是正常的匯出檔，請重新匯出")
            if root is None and mark is not None:
                root = next(mark.itersiblings(etree.Element), None)
            if root is not None:
                yield from self._passed(root, 1, closed=False)
        try:
            root = parser.close()
        except etree.XMLSyntaxError as error:
            message = NOT_XML if error.code in _SAID_LAST else UNFINISHED
            raise ReadError(message, line=error.lineno) from None
        yield from self._passed(root, 1, closed=True)

    def _chunks(self, what: str) -> Iterator[bytes]:
        before, mark = _prologue(self._source, self._path[0], what)
        with self._source.open() as stream:
            while self._size < before and (chunk := stream.read(min(_CHUNK, before - self._size))):
                self._size += len(chunk)
                yield chunk
            yield mark
            while chunk := stream.read(_CHUNK):
                self._size += len(chunk)
                if self._size > MAX_BYTES:
                    raise ReadError(TOO_LARGE)
                yield chunk

    def _passed(self, parent: Node, depth: int, closed: bool) -> Iterator[Found]:
        """Yield what is complete in an element, and cut it off but for the last, for `line_of`."""
        children = [child for child in parent if child is not self._kept[depth]]
        newest = None if closed or not children else children.pop()
        if depth == len(self._path):
            for branch, parts in self._parts_of(parent, children).items():
                yield parent, branch, parts
            self._wait(newest)
        else:
            for child in children:
                if child.tag == self._path[depth]:
                    yield from self._passed(child, depth + 1, closed=True)
                    if depth + 1 == len(self._path):
                        yield child, None, []
            if newest is not None and newest.tag == self._path[depth]:
                yield from self._passed(newest, depth + 1, closed=False)
            elif newest is not None:
                _cut(newest)
        if children:
            self._kept[depth] = children[-1]
            del parent[: parent.index(children[-1])]

    def _parts_of(self, holder: Node, branches: list[Node]) -> dict[Node, list[Node]]:
        """Look for them all at once: asking each branch for its own takes twice as long."""
        found: dict[Node, list[Node]] = {branch: [] for branch in branches}
        for part in holder.iterdescendants(*self._parts) if branches and self._parts else ():
            branch = part.getparent()
            if branch in found:
                found[branch].append(part)
        return found

    def _wait(self, branch: Node) -> None:
        if branch is None or branch is not self._open:
            self._open, self._since = branch, self._size
        elif self._size - self._since > MAX_BRANCH:
            raise ReadError("單一項目太長，不是正常的匯出檔，請重新匯出", line=line_of(branch))


def line_of(node: Node) -> int:
    """Return the line on which a branch or a holder begins.

    libxml2 counts elements' lines to 65,535. Texts know what line they end on, beyond that too, and
    one before an element ends where it begins; the element before that, or around it, leads to it
    if it is beyond as well.
    """
    line: int = node.sourceline
    if line < _COUNTED:
        return line
    leads = node.getprevious()
    if leads is None:
        leads = node.getparent()
        text = leads.text
    else:
        text = leads.tail
        if isinstance(leads.tag, str):
            leads.clear(keep_tail=True)
    ends: int = leads.sourceline if text else line
    return ends if ends > _COUNTED else line


def _cut(node: Node) -> None:
    """Cut off what came before the newest element at each level."""
    while len(node):
        del node[:-1]
        node = node[-1]


class _Begun(Exception):
    """Ends a parse at the outermost element."""


def _prologue(source: Source, root: str, what: str) -> tuple[int, bytes]:
    """Return how many bytes stand before the outermost element, and the mark in their encoding."""
    push = Push(source)

    def begun(_: Attributes) -> None:
        raise _Begun(push.at)

    with source.open() as stream:
        head = stream.read(4)
    encoding = (
        "ascii" if b"\0" not in head else "utf-16-be" if head[0] in b"\0\xfe" else "utf-16-le"
    )
    try:
        push.run({root: Element(opened=begun)}, what)
    except _Begun as begins:
        return begins.args[0], _MARK.encode(encoding)
    raise AssertionError("an outermost element opens, or is refused")
