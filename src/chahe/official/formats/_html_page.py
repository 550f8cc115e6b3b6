"""A page being read, token by token, into lines and tables."""

import re
from collections.abc import Callable, Mapping

from ..model import Block, OfficialError
from ._blocks import MAX_LINES, indented, too_many_lines
from ._html_lists import OpenList
from ._html_tables import MAX_DEPTH, OpenTable
from ._html_tokens import Tag

_BREAKING = {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "details"),
    *("dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer"),
    *("form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "legend"),
    *("li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary"),
    *("textarea", "title", "ul"),
}
_INDENTING = frozenset({"blockquote", "dd"})
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_STEP = 4  # columns that a list or quotation inside another is further in
_WRAP = re.compile(  # a source line that ends between two Chinese characters
    "(?<=[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff])[ \t\r\f]*\n[ \t\r\n\f]*"
    "(?=[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff])"
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_KEPT_SPACE = "\0"  # a space of <pre>; no page that could be decoded holds a NUL

Attributes = Mapping[str, str]


class Page:
    """What was read so far: finished blocks, and the tables, lists and line still open."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._tables: list[OpenTable] = []
        self._lists: list[OpenList] = []
        self._text: list[str] = []
        self._mark = ""
        self._further_in = 0
        self._kept = 0  # how many <pre> are open
        self._count = 0

    def take(self, token: Tag | str) -> None:
        """Read the next token."""
        if isinstance(token, str):
            self._take_text(token)
            return
        name = token.name
        if name == "br":
            self._end_line(even_blank=True)
        elif name in _TABLE_PARTS:
            _TABLE_PARTS[name](self, token.attributes, token.is_end)
        elif name in _BREAKING:
            self._end_line()
            self._take_block(name, token.attributes, token.is_end)

    def finish(self) -> list[Block]:
        """End whatever is open, and return all blocks."""
        self._end_item()
        while self._tables:
            self._end_table()
        return self._blocks

    def _take_text(self, text: str) -> None:
        if not self._kept:
            self._text.append(text)
            return
        first, *others = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._text.append(_kept(first))
        for other in others:
            self._end_line(even_blank=True)
            self._text.append(_kept(other))

    def _take_block(self, name: str, attributes: Attributes, is_end: bool) -> None:
        if name in _LISTS:
            self._end_item()
            if not is_end:
                self._lists.append(OpenList(attributes, is_ordered=name == "ol"))
            elif len(self._lists) > self._outside():
                self._lists.pop()
        elif name == "li" and not is_end:
            self._end_item()
            self._mark = self._lists[-1].mark(attributes) if self._lists else ""
        elif name == "pre":
            self._kept = max(0, self._kept + (-1 if is_end else 1))
        elif name in _INDENTING:
            self._further_in = max(0, self._further_in + (-1 if is_end else 1))

    def _end_line(self, *, even_blank: bool = False) -> None:
        text = _SPACE.sub(" ", _WRAP.sub("", "".join(self._text))).strip(" ")
        self._text = []
        depth = self._further_in + max(0, len(self._lists) - 1)
        line = indented(text.replace(_KEPT_SPACE, " "), start=_STEP * depth)
        if not line.text and not even_blank:
            return
        if self._mark:
            line = indented(self._mark + line.text, start=line.indent)
            self._mark = ""
        self._count += 1
        if self._count > MAX_LINES:
            raise too_many_lines()
        self._target().append(line)

    def _end_item(self) -> None:
        """End the line, which is an item's mark alone where the item is empty."""
        self._end_line(even_blank=bool(self._mark))

    def _outside(self) -> int:
        """Count the lists that were open before the table this is in."""
        return self._tables[-1].lists if self._tables else 0

    def _target(self) -> list[Block]:
        return self._tables[-1].target if self._tables else self._blocks

    def _table(self, attributes: Attributes, is_end: bool) -> None:
        if is_end:
            self._end_table()
            return
        self._end_item()
        if len(self._tables) == MAX_DEPTH:
            raise OfficialError("網頁裡的表格巢狀過深，不是正常的文件，請另存成 .docx 後再上傳")
        else:
            self._tables.append(OpenTable(lists=len(self._lists)))

    def _row(self, attributes: Attributes, is_end: bool) -> None:
        self._end_cell()
        if self._tables and not is_end:
            self._tables[-1].start_row()

    def _cell(self, attributes: Attributes, is_end: bool) -> None:
        self._end_cell()
        if self._tables and not is_end:
            self._tables[-1].start_cell(attributes)

    def _rows(self, attributes: Attributes, is_end: bool) -> None:
        self._end_cell()

    def _end_cell(self) -> None:
        self._end_item()
        if self._tables:
            del self._lists[self._outside() :]
            self._tables[-1].in_cell = False

    def _end_table(self) -> None:
        self._end_cell()
        if self._tables:
            blocks = self._tables.pop().closed()
            self._target().extend(blocks)


_TABLE_PARTS: dict[str, Callable[[Page, Attributes, bool], None]] = {
    "table": Page._table,
    "tr": Page._row,
    "td": Page._cell,
    "th": Page._cell,
    "caption": Page._rows,
    "thead": Page._rows,
    "tbody": Page._rows,
    "tfoot": Page._rows,
}


def _kept(text: str) -> str:
    return text.expandtabs().replace(" ", _KEPT_SPACE)
