"""CISO Assistant 框架庫（YAML）"""

import re
from typing import Any

from ...official.model import OfficialError, OfficialText, Unplaced
from ..markup import as_value
from ._model import imports
from ._tree import MOST_NODES, Node, nested, official_text
from ._yaml import read_yaml


def _sniff(data: bytes) -> bool:
    return re.search(rb"^[ -]{0,40}requirement_nodes[ ]{0,9}:", data, re.M) is not None


@imports(sniff=_sniff)
def read(data: bytes, name: str) -> OfficialText:
    library = read_yaml(data)
    framework = _framework(library)
    raw = [node for node in framework.get("requirement_nodes") or () if isinstance(node, dict)]
    if len(raw) > MOST_NODES:
        raise OfficialError(f"條款超過 {MOST_NODES} 條，請分成幾份框架匯入")
    title = _said(framework, "name") or _said(library, "name") or name
    return official_text(title, _said(library, "version"), _tree(raw))


def _framework(library: Any) -> dict[str, Any]:
    """Return the one framework of a library: `objects.framework`, or the only of `frameworks`."""
    objects = library.get("objects") if isinstance(library, dict) else None
    objects = objects if isinstance(objects, dict) else {}
    held = objects.get("framework", objects.get("frameworks"))
    frameworks = [each for each in (held if isinstance(held, list) else [held]) if each]
    if len(frameworks) > 1:
        raise OfficialError("這個框架庫裡有好幾份框架，請分開匯出後一次匯入一份")
    if not frameworks or not isinstance(frameworks[0], dict):
        raise OfficialError("這個框架庫裡沒有框架（objects.framework），請確認匯出的是框架")
    return frameworks[0]


def _tree(raw: list[dict[str, Any]]) -> list[Node]:
    """Return the nodes under their parents: by `parent_urn` where it is given, else by `depth`."""
    nodes = [_node(each, place) for place, each in enumerate(raw, start=1)]
    if not any(_said(each, "parent_urn") for each in raw):
        return nested([(_depth(each), node) for each, node in zip(raw, nodes, strict=True)])
    known: dict[str, Node] = {}
    top: list[Node] = []
    for each, node in zip(raw, nodes, strict=True):
        parent = _said(each, "parent_urn")
        if parent and parent not in known:  # so no node can be its own ancestor
            raise OfficialError(f"{_said(each, 'urn')} 的上層 {parent} 不存在，或寫在它後面")
        (known[parent].under if parent else top).append(node)
        known.setdefault(_said(each, "urn"), node)
    return top


def _node(raw: dict[str, Any], place: int) -> Node:
    ref, title = _said(raw, "ref_id"), _said(raw, "name")
    rest = [
        Unplaced(place, f"{ref or title} {field}：{text}")
        for field in ("annotation", "typical_evidence")
        if (text := _said(raw, field))
    ]
    return Node(ref=ref, title=title, text=_said(raw, "description"), line=place, rest=rest)


def _depth(raw: dict[str, Any]) -> int:
    depth = _said(raw, "depth")
    return int(depth) if depth.isdecimal() and len(depth) < 4 else 1


def _said(raw: Any, field: str) -> str:
    value = raw.get(field) if isinstance(raw, dict) else None
    return as_value(value) if isinstance(value, str) and value not in ("null", "~") else ""
