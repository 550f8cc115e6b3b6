"""Relations between two editions as an OSCAL mapping collection."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ..rulebook import Edition
from ..rulebook.crosswalk import Basis, Crosswalk, Kind, Relation
from .document import Json, document, prop, resource, trimmed
from .markup import as_markup
from .names import control_id, file_name, uuid_of

_RELATIONSHIP = {
    Kind.EQUAL: "equivalent-to",  # the same duty in other words; equal-to would be the same words
    Kind.NARROWER: "subset-of",
    Kind.WIDER: "superset-of",
    Kind.RELATED: "intersects-with",
}


@dataclass(frozen=True)
class _Map:
    """A relation between a path of the source and one of the target."""

    source: str
    target: str
    relation: Relation


def oscal_mapping(known: Crosswalk, *, source: Edition, target: Edition, at: datetime) -> Json:
    """Return the relations between the rules of two editions, as seen from the source.

    What nobody has confirmed is left out; leaves that nothing relates are listed as gaps.

    :raises ValueError: if `at` has no time zone, or no relation is between the two
    """
    maps = [*_between(known, source, target)]
    if not maps:
        raise ValueError(f"no relation is between {source.id} and {target.id}")
    ends = {each.id: uuid_of("catalog-of", each.id) for each in (source, target)}
    return document(
        "mapping-collection",
        title=f"{source.title}與{target.title}的條款對照",
        version=f"{source.edition}／{target.edition}",
        at=at,
        props=[*prop("source", source.id), *prop("target", target.id)],
        known=[control_id(rule.path) for each in (source, target) for rule in each.rules],
        body={
            "provenance": {
                "method": "human",
                "matching-rationale": "semantic",
                "status": "not-complete",
                "mapping-description": "條款自己引用、本系統整理或由人確認的關係，依據記於各筆。",
            },
            "mappings": [_mapping(maps, source, target, ends)],
            "back-matter": {
                "resources": [
                    resource(ends[each.id], title=each.title, file=file_name(each, "catalog"))
                    for each in (source, target)
                ]
            },
        },
    )


def _between(known: Crosswalk, source: Edition, target: Edition) -> Iterator[_Map]:
    """Yield each relation from the source to the target, or to what is kin to a rule of it."""
    for rule in source.rules:
        seen: set[str] = set()
        for relation in known.of(source.cite(rule)):
            for end in sorted(known.kin.of(relation.end)):
                edition, _, path = end.partition("#")
                fits = edition == target.id and path in target.by_path and path not in seen
                if fits and relation.basis is not Basis.PROPOSED:
                    seen.add(path)
                    yield _Map(rule.path, path, relation)


def _mapping(maps: list[_Map], source: Edition, target: Edition, ends: dict[str, str]) -> Json:
    pair = f"{source.id} {target.id}"
    sources, targets = {each.source for each in maps}, {each.target for each in maps}
    return trimmed(
        {
            "uuid": uuid_of("mapping", pair),
            "source-resource": {"type": "catalog", "href": f"#{ends[source.id]}"},
            "target-resource": {"type": "catalog", "href": f"#{ends[target.id]}"},
            "maps": [_map(pair, each) for each in maps],
            "source-gap-summary": _gaps(pair, "source", source, sources),
            "target-gap-summary": _gaps(pair, "target", target, targets),
        }
    )


def _map(pair: str, each: _Map) -> Json:
    return trimmed(
        {
            "uuid": uuid_of("map", pair, each.source, each.target),
            "relationship": _RELATIONSHIP[each.relation.kind],
            "sources": [{"type": "control", "id-ref": control_id(each.source)}],
            "targets": [{"type": "control", "id-ref": control_id(each.target)}],
            "props": [
                *prop("basis", each.relation.basis.value, remarks=each.relation.basis.label),
                *prop("stated-by", each.relation.by),
            ],
            "remarks": as_markup(each.relation.note),
        }
    )


def _gaps(pair: str, end: str, edition: Edition, related: set[str]) -> Json | None:
    """Return the leaves no relation reaches, neither of themselves nor of what they are under."""
    missing = [
        control_id(rule.path)
        for rule in edition.rules
        if rule.leaf and not any(f"{rule.path}.".startswith(f"{path}.") for path in related)
    ]
    if not missing:
        return None
    return {"uuid": uuid_of("gaps", end, pair), "unmapped-controls": [{"with-ids": missing}]}
