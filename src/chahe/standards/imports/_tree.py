"""From a framework's nested nodes to rules with paths."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...deadlines import Cadence
from ...official.model import EditionText, OfficialError, OfficialText, RuleText, Unplaced

MOST_NODES, DEEPEST = 5_000, 30  # the largest we know of have some 1,500
_PATH = re.compile(r"[0-9]{1,4}(\.([0-9]{1,4}|[a-z]))*")
_LAST = re.compile(r"(?:^|[^0-9])0*([0-9]{1,4})\)?$")
_NEXT = re.compile(r"[\s.\-_(]*(?:0*([0-9]{1,4})|([a-zA-Z]))\)?")


@dataclass
class Node:
    """A group or control of a framework. `ref` is what the framework calls it.

    `text` is its wording, or "" where its title is all it says; `line` where it was read;
    `path` what it is called here, when the file says so itself. `rest` is what no rule has a
    place for: guidance, examples.
    """

    ref: str
    title: str
    text: str
    line: int
    label: str = ""
    path: str = ""
    cadence: tuple[Cadence, ...] = ()
    applies_text: str = ""
    sources: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()
    rest: list[Unplaced] = field(default_factory=list)
    under: list["Node"] = field(default_factory=list)


def official_text(title: str, edition: str, nodes: Sequence[Node]) -> OfficialText:
    """Return a framework as an official document of one edition.

    :raises OfficialError: if it has no rules, too many, or they are nested too deeply
    """
    found = [*_flat(nodes, 1)]
    if not found:
        raise OfficialError("這個檔案裡沒有任何條款，請確認匯出時選了整份框架")
    rules = _with_own_paths(found) or [*_with_paths(nodes, "", "")]
    rest = [each for node in found for each in node.rest]
    return OfficialText(title, (EditionText(edition, None, tuple(rules)),), tuple(rest))


def _flat(nodes: Sequence[Node], depth: int, count: Iterator[int] | None = None) -> Iterator[Node]:
    count = count or iter(range(MOST_NODES))
    if depth > DEEPEST:
        raise OfficialError(f"條款巢狀超過 {DEEPEST} 層，不像是正常的框架")
    for node in nodes:
        if next(count, None) is None:
            raise OfficialError(f"條款超過 {MOST_NODES} 條，請分成幾份框架匯入")
        yield node
        yield from _flat(node.under, depth + 1, count)


def _with_own_paths(nodes: list[Node]) -> list[RuleText]:
    """Return the rules with the paths the file gives, or none unless all of them can stand."""
    seen: set[str] = set()
    for node in nodes:
        parent = node.path.rpartition(".")[0]
        if not _PATH.fullmatch(node.path) or node.path in seen or (parent and parent not in seen):
            return []
        seen.add(node.path)
    return [_rule(node, node.path) for node in nodes]


def _with_paths(nodes: Sequence[Node], above: str, ref: str) -> Iterator[RuleText]:
    """Yield rules with paths that follow the framework's own numbers where these can be paths."""
    parts = _parts([node.ref for node in nodes], ref)
    for node, part in zip(nodes, parts, strict=True):
        path = f"{above}.{part}" if above else part
        yield _rule(node, path)
        yield from _with_paths(node.under, path, node.ref)


def _parts(refs: list[str], above: str) -> list[str]:
    """Return each sibling's part of a path: its own number, or its place when one has none.

    >>> _parts(["A.5.1", "A.5.02"], "A.5"), _parts(["ID", "PR"], ""), _parts(["4", "A.4"], "")
    (['1', '2'], ['1', '2'], ['1', '2'])
    """
    own = [_part(ref, above) for ref in refs]
    if all(own) and len(set(own)) == len(own):
        return own
    return [str(place) for place in range(1, len(refs) + 1)]


def _part(ref: str, above: str) -> str:
    if above and ref.startswith(above):
        found = _NEXT.fullmatch(ref[len(above) :])
        return (found[1] or found[2].lower()) if found else ""
    last = _LAST.search(ref)
    return last[1] if last else ""


def _rule(node: Node, path: str) -> RuleText:
    return RuleText(
        path=path,
        label=node.label or node.ref,
        code=node.ref,
        title=node.title,
        text=node.text or node.title,
        cadence=node.cadence,
        applies_text=node.applies_text,
        effective_text="",
        lines=(node.line,),
        sources=node.sources,
        procedure=node.procedure,
    )


def nested(rows: Sequence[tuple[int, Node]]) -> list[Node]:
    """Return rows of (depth, node) as a tree; a row deeper than can be hangs on the one above."""
    top: list[Node] = []
    line: list[tuple[int, Node]] = []
    for depth, node in rows:
        while line and line[-1][0] >= depth:
            line.pop()
        (line[-1][1].under if line else top).append(node)
        line.append((depth, node))
    return top
