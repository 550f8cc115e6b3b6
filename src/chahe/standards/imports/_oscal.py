"""An OSCAL catalog, as JSON, YAML and XML all give it, read as a tree of nodes."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from ...deadlines import Cadence
from ...official.model import OfficialError, OfficialText, Unplaced
from ..markup import as_plain
from ..names import OURS
from ._tree import DEEPEST, MOST_NODES, Node, official_text

_METHODS = ("assessment-method", "assessment")
_KINDS = {
    "profile": "profile（選用清單）", "mapping-collection": "mapping（對照）",
    "component-definition": "component definition", "system-security-plan": "SSP",
    "assessment-plan": "assessment plan", "assessment-results": "assessment results",
    "plan-of-action-and-milestones": "POA&M",
}  # fmt: skip


def read_catalog(document: Any, name: str) -> OfficialText:
    """Return an OSCAL document's catalog as an official document of one edition.

    :raises OfficialError: if it is another kind of OSCAL document, or its catalog is no catalog
    """
    kinds = _mapping(document)
    if "catalog" not in kinds:
        other = next((_KINDS[kind] for kind in _KINDS if kind in kinds), "別種文件")
        raise OfficialError(f"這是 OSCAL 的 {other}，不是 catalog；請匯入框架本身的 catalog")
    catalog = _mapping(kinds["catalog"])
    about = _mapping(catalog.get("metadata"))
    title = as_plain(_text(about.get("title"))) or name
    return official_text(title, as_plain(_text(about.get("version"))), _Reading(catalog).nodes)


class _Reading:
    """Reads a catalog's groups and controls, numbering what it reads."""

    def __init__(self, catalog: Mapping[str, Any]) -> None:
        self._numbers, self._count = count(1), count(1)
        self._resources = {
            f"#{_text(each.get('uuid'))}": as_plain(_text(each.get("title")))
            for each in _list(_mapping(catalog.get("back-matter")).get("resources"))
        }
        labels = {_text(p.get("id")): _label(p) for p in _list(catalog.get("params"))}
        self.nodes = self._nodes(catalog, labels, 1)

    def _nodes(self, above: Mapping[str, Any], labels: dict[str, str], depth: int) -> list[Node]:
        if depth > DEEPEST:
            raise OfficialError(f"控制項巢狀超過 {DEEPEST} 層，不像是正常的框架")
        found: list[Node] = []
        for each in [*_list(above.get("groups")), *_list(above.get("controls"))]:
            params = _list(each.get("params"))
            known = labels | {_text(p.get("id")): _label(p) for p in params} if params else labels
            if _props(each, "section", OURS):  # a section of our own export: its control is below
                found += self._nodes(each, known, depth + 1)
                continue
            node = self._node(each, known)
            found.append(node)
            node.under = self._nodes(each, known, depth + 1)
        return found

    def _node(self, raw: Mapping[str, Any], labels: dict[str, str]) -> Node:
        number = self._next()
        if next(self._count) > MOST_NODES:  # the same few may stand in many places
            raise OfficialError(f"條款超過 {MOST_NODES} 條，請分成幾份框架匯入")
        parts = _list(raw.get("parts"))
        statements = [each for each in parts if _text(each.get("name")) == "statement"]
        official = [each for each in statements if each.get("ns") != OURS] or statements
        steps = [each for each in parts if _text(each.get("name")) in _METHODS]
        rest = [e for e in parts if not any(e is s for s in [*statements, *steps])]
        ours, label = _props(raw, "path", OURS), _props(raw, "label")
        return Node(
            ref=as_plain("".join(_props(raw, "code", OURS)) or _text(raw.get("id"))),
            title=as_plain(_text(raw.get("title")), labels),
            text=self._prose(official, labels),
            line=number,
            label=label[0] if label else "",
            path=ours[0] if ours else "",
            cadence=tuple(Cadence(w) for w in _props(raw, "cadence", OURS) if w in set(Cadence)),
            applies_text="".join(_props(raw, "applies", OURS)),
            sources=tuple(
                title
                for each in _list(raw.get("links"))
                if (title := self._resources.get(_text(each.get("href"))))
            ),
            procedure=tuple(text for each in steps if (text := self._prose([each], labels))),
            rest=self._rest(raw, rest, labels),
        )

    def _rest(
        self, raw: Mapping[str, Any], parts: list[Mapping[str, Any]], labels: dict[str, str]
    ) -> list[Unplaced]:
        owner = as_plain(_text(raw.get("id")) or _text(raw.get("title")))
        return [
            Unplaced(self._next(), f"{owner} {_text(part.get('name'))}：{text}")
            for part in parts
            if (text := self._prose([part], labels))
        ]

    def _prose(self, parts: list[Mapping[str, Any]], labels: dict[str, str]) -> str:
        return " ".join(text for part in parts for text in self._said(part, labels, 1))

    def _said(self, part: Mapping[str, Any], labels: dict[str, str], depth: int) -> Iterator[str]:
        """Yield what a part says and then what those in it say, each after its label."""
        if depth > DEEPEST:
            raise OfficialError(f"文字巢狀超過 {DEEPEST} 層，不像是正常的框架")
        label = " ".join(_props(part, "label")[:1])
        said = as_plain(_text(part.get("prose")), labels)
        if said:
            yield f"{label} {said}".strip()
        for each in _list(part.get("parts")):
            self._next()
            yield from self._said(each, labels, depth + 1)

    def _next(self) -> int:
        number = next(self._numbers)
        if number > MOST_NODES * 10:
            raise OfficialError("框架的內容太多，請分成幾份匯入")
        return number


def _label(param: Mapping[str, Any]) -> str:
    values = param.get("values")
    first = _text(values[0]) if isinstance(values, list) and values else ""
    return as_plain(first or _text(param.get("label")) or _text(param.get("id")))


def _props(raw: Mapping[str, Any], name: str, ns: str | None = None) -> list[str]:
    """Return the values of a property; `ns` None is OSCAL's own."""
    return [
        as_plain(_text(each.get("value")))
        for each in _list(raw.get("props"))
        if each.get("name") == name
        and (each.get("ns") == ns or (ns is None and not each.get("ns")))
    ]


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
