"""OSCAL catalog（XML）"""

import re
from typing import Any

from ...official.formats._xml import Element, tree
from ...official.model import OfficialError, OfficialText
from ..markup import as_markup
from ._model import imports
from ._oscal import read_catalog

_NAMESPACE = "http://csrc.nist.gov/ns/oscal/1.0"
_MANY = {"group": "groups", "control": "controls", "part": "parts", "param": "params",
         "prop": "props", "link": "links", "resource": "resources", "value": "values"}  # fmt: skip
_PROSE = {"p", "ul", "ol", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
_LINES = {"title", "label", "value", "version"}
_NESTED = {"metadata", "back-matter"}
_APART = {"li", "p", "td", "th"}


def _sniff(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    named = re.search(rb"<[\w:]{0,40}catalog\b", head) is not None
    return head.startswith(b"<") and named and _NAMESPACE.encode() in head


@imports(sniff=_sniff)
def read(data: bytes, name: str) -> OfficialText:
    root = tree(data, {_NAMESPACE: "o"}, what="OSCAL 檔案")
    if root.tag != "o:catalog":
        raise OfficialError("這個 XML 的根元素不是 OSCAL 的 catalog")
    return read_catalog({"catalog": _as_json(root)}, name)


def _as_json(element: Element) -> dict[str, Any]:
    """Return an element as the JSON form of OSCAL has it, as far as a catalog is read."""
    found: dict[str, Any] = dict(element.attrib)
    prose = []
    for each in element:
        tag = each.tag.removeprefix("o:")
        if tag in _PROSE:
            prose.append(_markup(each))
        elif tag in _LINES:
            _keep(found, tag, _markup(each))
        elif tag in _MANY or tag in _NESTED:
            _keep(found, tag, _as_json(each))
    if prose:
        found["prose"] = " ".join(prose)
    return found


def _keep(found: dict[str, Any], tag: str, value: Any) -> None:
    if tag in _MANY:
        found.setdefault(_MANY[tag], []).append(value)
    else:
        found[tag] = value


def _markup(element: Element) -> str:
    """Return an element's text as the Markdown that the JSON form would have."""
    said = [_as_words(element.text)]
    for each in element:
        tag = each.tag.removeprefix("o:")
        if tag == "insert":
            said.append(f"{{{{ insert: param, {each.get('id-ref', '')} }}}}")
        else:
            said.append(_markup(each) + " " * (tag in _APART))
        said.append(_as_words(each.tail))
    return "".join(said).strip()


def _as_words(text: str | None) -> str:
    """Escape a text, its own spaces kept at both ends."""
    words = as_markup(text or "")
    if not (text and words):
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{words}{' ' * text[-1].isspace()}"
