"""網頁檔

Read as text only: no script runs, nothing is fetched, no style is applied. The numbers of ordered
lists become text, as a browser prints them.
"""

import re

from ..model import Block
from ._blocks import numbered
from ._decode import decoded
from ._html_page import Page
from ._html_tokens import tokens
from ._model import file_format

_KIND = "網頁檔"
_DECLARED_WITHIN = 4096
_START = re.compile(
    r"<(?:!doctype\s+html"
    r"|(?:html|head|body|title|meta|link|table|div|p|h[1-6]|ol|ul|pre|center)[\s>])",
    re.IGNORECASE,
)
_BEFORE = {"<!--": "-->", "<?xml": ">"}  # what may stand before it, and how that ends
_SPACE = re.compile(r"\s*")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]*encoding=[\"']([\w-]+)", re.I)
_CHARSETS = {  # as browsers read the labels; UTF-16 is never what a page that says so is
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-8",
    "big5": "cp950",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "cp950",
    "cp950": "cp950",
    "ms950": "cp950",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "iso-8859-1": "cp1252",
    "windows-1252": "cp1252",
}


def _sniff(head: bytes, name: str) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "replace")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    place = _start(text, 0)
    while place < len(text):
        skipped = next((mark for mark in _BEFORE if text.startswith(mark, place)), None)
        if skipped is None:
            break
        end = text.find(_BEFORE[skipped], place)
        place = _start(text, end + len(_BEFORE[skipped])) if end >= 0 else len(text)
    return bool(_START.match(text, place))


def _start(text: str, place: int) -> int:
    """Return where the white space at a place ends."""
    found = _SPACE.match(text, place)
    return found.end() if found else place


@file_format(extensions=(".html", ".htm", ".xhtml"), sniff=_sniff)
def html(data: bytes) -> tuple[Block, ...]:
    """Read a page; its title is the first line.

    :raises OfficialError: if it is not text, is too long, or its tables are absurd
    """
    page = Page()
    for token in tokens(decoded(data, kind=_KIND, declared=_declared(data))):
        page.take(token)
    return numbered(page.finish())


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:_DECLARED_WITHIN])
    label = (found[1] or found[2]).decode("ascii").lower() if found else ""
    return _CHARSETS.get(label)
