"""From a book's flat list of rules to a tree: inheritance, references, what must hold."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..deadlines import Cadence
from .model import (
    Change,
    ChangeKind,
    Method,
    Retention,
    Rule,
    Source,
    Step,
    Strength,
    Threshold,
)
from .predicate import Predicate, parse_predicate
from .vocabulary import evidence_kinds, fact_kinds

_REQUIRED = {"path", "title"}
_OPTIONAL = {
    "code", "ref", "strength", "cadence", "applies", "change", "question", "inspected",
    "evidence", "procedure", "thresholds", "sources", "retention", "responsible",
}  # fmt: skip
_PATH = re.compile(r"\d+(\.(\d+|[a-z]))*")
_Scope = tuple[Predicate | None, str]


class BookError(Exception):
    """A book's file is not what a book must be; names the rule and the field."""


def grow(raw: Sequence[Mapping[str, Any]], scopes: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Return the rules of an edition in the book's order, parents before children.

    `code`, `cadence` and `applies` are inherited unless stated, and so is `change` when it is
    new or renumbered.

    :raises BookError: if a rule is malformed, repeated, before its parent, or lacks a leaf's fields
    """
    kinds = fact_kinds()
    known: dict[str, _Scope] = {
        name: (parse_predicate(scope["when"], kinds), scope["text"])
        for name, scope in scopes.items()
    }
    known["everyone"] = (None, "")
    parents = {_parent(str(rule.get("path"))) for rule in raw}
    grown: dict[str, Rule] = {}
    for entry in raw:
        rule = _rule(entry, grown, known, leaf=entry.get("path") not in parents)
        if rule.path in grown:
            raise BookError(f"{rule.path}: written twice")
        grown[rule.path] = rule
    return tuple(grown.values())


def ref_of(path: str) -> str:
    """Write a path as people cite it.

    >>> ref_of("7.1.b.c"), ref_of("13.a"), ref_of("2.6")
    ('7(1)b(c)', '13a', '2(6)')
    """
    number, *rest = path.split(".")
    ref = number
    for depth, part in enumerate(rest):
        letter_after_letter = depth > 0 and rest[depth - 1].isalpha()
        ref += f"({part})" if part.isdigit() or letter_after_letter else part
    return ref


def _rule(
    raw: Mapping[str, Any], grown: Mapping[str, Rule], scopes: Mapping[str, _Scope], *, leaf: bool
) -> Rule:
    path = raw.get("path")
    if not isinstance(path, str) or not _PATH.fullmatch(path):
        raise BookError(f"{path!r}: write the path in quotes, like '7.1.b.c'")
    if wrong := (_REQUIRED - set(raw)) | (set(raw) - _REQUIRED - _OPTIONAL):
        raise BookError(f"{path}: missing or unknown {sorted(map(str, wrong))}")
    parent_path = _parent(path)
    if parent_path is not None and parent_path not in grown:
        raise BookError(f"{path}: its parent {parent_path} is not written before it")
    parent = grown[parent_path] if parent_path else None
    try:
        applies, scope_text = _scope(raw, parent, scopes)
        rule = Rule(
            path=path,
            code=raw.get("code") or (parent.code if parent else ""),
            ref=raw.get("ref") or ref_of(path),
            title=raw["title"],
            question=raw.get("question", ""),
            strength=Strength(raw.get("strength", "shall")),
            cadence=_cadence(raw, parent),
            applies=applies,
            scope_text=scope_text,
            leaf=leaf and raw.get("inspected", True) is not False,
            parent=parent_path,
            change=_change(raw, path, parent),
            evidence=tuple(raw.get("evidence", ())),
            procedure=tuple(Step(Method(s["method"]), s["text"]) for s in raw.get("procedure", ())),
            thresholds=tuple(Threshold(**t) for t in raw.get("thresholds", ())),
            sources=tuple(Source(**s) for s in raw.get("sources", ())),
            retention=tuple(Retention(**r) for r in raw.get("retention", ())),
            responsible=raw.get("responsible", parent.responsible if parent else ""),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BookError(f"{path}: {error}") from error
    _hold(rule)
    return rule


def _hold(rule: Rule) -> None:
    if unknown := set(rule.evidence) - set(evidence_kinds()):
        raise BookError(f"{rule.path}: unknown evidence {sorted(unknown)}")
    if not rule.code:
        raise BookError(f"{rule.path}: has no code, nor a parent with one")
    if rule.leaf and not (rule.question and rule.evidence and rule.procedure and rule.cadence):
        raise BookError(f"{rule.path}: a leaf needs question, evidence, procedure and cadence")


def _scope(raw: Mapping[str, Any], parent: Rule | None, scopes: Mapping[str, _Scope]) -> _Scope:
    if "applies" in raw:
        return scopes[raw["applies"]]
    return (parent.applies, parent.scope_text) if parent else (None, "")


def _cadence(raw: Mapping[str, Any], parent: Rule | None) -> tuple[Cadence, ...]:
    if "cadence" in raw:
        return tuple(Cadence(word) for word in raw["cadence"])
    return parent.cadence if parent else ()


def _change(raw: Mapping[str, Any], path: str, parent: Rule | None) -> Change | None:
    if stated := raw.get("change"):
        kind = ChangeKind(stated["kind"])
        origin = None if kind is ChangeKind.NEW else stated.get("from", path)
        return Change(kind, origin, stated.get("reason", ""))
    above = parent.change if parent else None
    if above is None or parent is None:
        return None
    if above.kind is ChangeKind.NEW:
        return above
    if above.kind is ChangeKind.RENUMBERED:
        return Change(above.kind, f"{above.origin}{path.removeprefix(parent.path)}", above.reason)
    return None


def _parent(path: str) -> str | None:
    return path.rpartition(".")[0] or None
