"""The relations the product ships with: those stated in files, and those the books cite."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .crosswalk import Basis, Crosswalk, Kind, Relation
from .load import load_editions
from .model import Edition

HERE = Path(__file__).parent / "crosswalk"
_FIELDS = {"from", "to", "by", "relations"}
_RELATION, _RELATION_MAY = {"from", "to", "kind"}, {"note"}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RelationError(Exception):
    """A file of relations is not what it must be; names the file and the relation."""


@cache
def load_crosswalk() -> Crosswalk:
    """Return the crosswalk of every shipped edition, before anybody confirms anything.

    :raises RelationError: if a file is not what it must be
    """
    editions = load_editions()
    return Crosswalk((*stated(editions), *cited(editions)), editions=editions)


def stated(editions: Iterable[Edition], folder: Path = HERE) -> tuple[Relation, ...]:
    """Return the relations stated in files, between editions there are.

    :raises RelationError: if a file has a slip, or names a rule its edition does not have
    """
    known = {edition.id: edition for edition in editions}
    found: list[Relation] = []
    for path in sorted(folder.glob("*.yaml")):
        raw = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 (safe loader, in C)
        try:
            found += _relations(path.stem, raw, known)
        except (ValueError, KeyError, TypeError) as error:
            raise RelationError(f"{path.name}: {error}") from None
    return tuple(found)


def _relations(
    name: str, raw: Mapping[str, Any], known: Mapping[str, Edition]
) -> Iterable[Relation]:
    if set(raw) != _FIELDS:
        raise ValueError(f"missing or unknown {sorted(_FIELDS ^ set(raw))}")
    ends = [raw["from"], raw["to"]]
    if name != "--".join(end.partition("@")[0].replace("/", ".") for end in ends):
        raise ValueError(f"its name does not say that it goes from {ends[0]} to {ends[1]}")
    seen = set()
    for entry in raw["relations"]:
        if wrong := (_RELATION - set(entry)) | (set(entry) - _RELATION - _RELATION_MAY):
            raise ValueError(f"{entry}: missing or unknown {sorted(map(str, wrong))}")
        places = (entry["from"], entry["to"])
        for end, path in zip(ends, places, strict=True):
            if end in known and path not in known[end].by_path:
                raise ValueError(f"{end} has no rule {path!r}")
        if places in seen:
            raise ValueError(f"{places} is stated twice")
        seen.add(places)
        if all(end in known for end in ends):
            start, end = (f"{end}#{path}" for end, path in zip(ends, places, strict=True))
            note = entry.get("note", "")
            yield Relation(start, end, Kind(entry["kind"]), Basis.STATED, note, raw["by"])


def cited(editions: Iterable[Edition]) -> tuple[Relation, ...]:
    """Return what the books' rules cite, each as the newest edition that has the rule cited.

    A book cites `document#path`, or a whole document; what no edition has is left out.
    """
    newest: dict[str, list[Edition]] = {}
    books = tuple(editions)
    for edition in books:
        newest.setdefault(edition.document, []).insert(0, edition)
    found = []
    for edition in books:
        for rule in edition.rules:
            for source in rule.sources:
                if target := _cited(source.cites, newest):
                    start = edition.cite(rule)
                    found.append(Relation(start, target, Kind.RELATED, Basis.CITED, source.text))
    return tuple(found)


def _cited(cites: str, newest: Mapping[str, list[Edition]]) -> str:
    document, _, path = cites.partition("#")
    for edition in newest.get(document, ()):
        if not path:
            return edition.id
        if path in edition.by_path:
            return edition.cite(edition.by_path[path])
    return ""
