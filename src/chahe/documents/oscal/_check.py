"""What no schema sees: names written twice, and names of what is not there."""

from collections.abc import Iterable, Iterator
from typing import Any

from ...rulebook import Edition
from ...standards.document import Json
from ...standards.names import control_id
from ...standards.references import problems

# Fields of assessments that name a thing of the same document, or a statement of a catalog.
_NAMES = {
    *("actor-uuid", "party-uuid", "subject-uuid", "component-uuid", "response-uuid"),
    *("activity-uuid", "task-uuid", "observation-uuid", "risk-uuid", "finding-uuid"),
    "target-id",
}


def check_document(document: Json, *, editions: Iterable[Edition]) -> list[str]:
    """Say in Chinese what is wrong with an assessment's ids; empty when nothing is.

    `editions` are those whose catalogs define the controls it names.
    """
    there = {name for edition in editions for name in catalog_ids(edition)}
    return problems_beside(document, known=there)


def problems_beside(document: Json, *, known: Iterable[str]) -> list[str]:
    """Say what is wrong with an assessment's ids; `known` are those other documents define."""
    there = {*known, *_said(document, {"id", "uuid"})}
    return [
        *problems(document, known=there),
        *(f"找不到所指的 {one}" for one in sorted(_said(document, _NAMES) - there)),
    ]


def catalog_ids(edition: Edition) -> Iterator[str]:
    """Yield the ids of an edition's catalog that an assessment may name."""
    for rule in edition.rules:
        yield control_id(rule.path)
        yield statement_id(rule.path)


def statement_id(path: str) -> str:
    """Return the id, in our catalog, of what a rule asks in our own words."""
    return f"{control_id(path)}_question"


def _said(node: Any, names: set[str], name: str = "") -> set[str]:
    """Return every text that is held by a field of one of some names."""
    if isinstance(node, dict):
        return {one for key, value in node.items() for one in _said(value, names, key)}
    if isinstance(node, list):
        return {one for value in node for one in _said(value, names, name)}
    return {node} if name in names else set()
