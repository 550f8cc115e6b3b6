"""What no schema sees: an id written twice, a reference to what is not there."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

_INSERT = re.compile(r"(?<!\\)\{\{ insert: param, ([^ }]+) \}\}")
_NAMED = {"control-id", "param-id", "id-ref", "role-id"}
_LISTED = {"with-ids", "party-uuids"}


def problems(document: Any, *, known: Iterable[str] = ()) -> list[str]:
    """Say what is wrong with an OSCAL document's ids; `known` are defined by another document."""
    ids = [value for key, value in _fields(document) if key in ("id", "uuid")]
    there = {*known, *ids}
    return [
        *(f"重複的識別碼：{one}" for one in _repeated(ids)),
        *(f"找不到所指的 {one}" for one in dict.fromkeys(_named(document)) if one not in there),
    ]


def _repeated(ids: list[str]) -> list[str]:
    seen: set[str] = set()
    twice: dict[str, None] = {}
    for one in ids:
        if one in seen:
            twice[one] = None
        seen.add(one)
    return [*twice]


def _named(document: Any) -> Iterator[str]:
    """Yield every id that a document refers to."""
    for key, value in _fields(document):
        if key in _NAMED or key in _LISTED:
            yield value
        elif key == "href" and value.startswith("#"):
            yield value[1:]
        else:
            yield from _INSERT.findall(value)


def _fields(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text in a document with the name of the field that holds it."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from _fields(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from _fields(value, key)
    elif isinstance(node, str):
        yield key, node
