"""Which text bytes are, if they are text: UTF-8, UTF-16 with its mark, or Big5."""

import codecs
import csv
import json
import re
from itertools import islice

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")  # not tab, line and page ends, ESC
_ENCODINGS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_HTML = re.compile(r"(?is)\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b")
_XML = re.compile(r"(?is)\s*<([?]xml\b|!doctype\b|!--|[a-z_][\w.:-]*[\s/>])")
_JSON = re.compile(r'\s*(\{\s*["}]|\[\s*[\[{"\]])')


def text_type(head: bytes, *, whole: bool) -> str:
    """Return the media type of a text by its first bytes (`whole`: they are all); "" if no text."""
    text = _decoded(head, whole=whole)
    if text is None or _CONTROLS.search(text):
        return ""
    if _HTML.match(text):
        return "text/html"
    if _XML.match(text):
        return "application/xml"
    if _JSON.match(text) and _is_json(text, whole=whole):
        return "application/json"
    return "text/csv" if _is_table(text) else "text/plain"


def _decoded(head: bytes, *, whole: bool) -> str | None:
    marked = [name for mark, name in _ENCODINGS.items() if head.startswith(mark)]
    for encoding in marked or ["utf-8", "cp950"]:
        try:
            return codecs.getincrementaldecoder(encoding)().decode(head, final=whole)
        except UnicodeDecodeError:
            continue
    return None


def _is_json(text: str, *, whole: bool) -> bool:
    if not whole:
        return True
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _is_table(text: str) -> bool:
    lines = [line for line in islice(text.splitlines(), 20) if line.strip()]
    return any(_columns(lines, delimiter) > 1 for delimiter in ",;\t|")


def _columns(lines: list[str], delimiter: str) -> int:
    """Return how many columns every line has; 0 if they differ."""
    try:
        widths = {len(row) for row in csv.reader(lines[:10], delimiter=delimiter)}
    except csv.Error:
        return 0
    return widths.pop() if len(widths) == 1 else 0
