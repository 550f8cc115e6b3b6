"""The list of what a ray found: of rows as they are now, or as a scan kept them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from chahe.web.inspections.kinds import KINDS

from ..listing import Column, Filter, Listing
from .models import ScanHit
from .rays import Hit, LiveRay, Ray

RECENT = "recent"
Shown = Callable[[Any], Hit]


def listing_of(ray: Ray, *, on: date) -> tuple[Listing, Shown]:
    """Return the list of a ray's contradictions, and how one of its rows reads."""
    if isinstance(ray, LiveRay):
        return _of_rows(ray, on), lambda row: ray.shown(row, on)
    return _LISTING_OF_HITS, as_hit


def as_hit(kept: ScanHit) -> Hit:
    return Hit(kept.label, kept.url, kept.since, kept.words, kept.inspection_id)


def _of_rows(ray: LiveRay, on: date) -> Listing:
    def recent(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        return rows.filter(ray.of.recent(on=on))

    return Listing(
        columns=_columns(lambda row: ray.shown(row, on), since=ray.since),
        filters=(
            _kinds(f"{ray.of.way}kind__in"),
            Filter("span", "期間", ((RECENT, "近一年及進行中"),), recent, default=RECENT),
        ),
        search=ray.of.search,
        sort="since",
        hint="條號、查核項目或代碼",
    )


def _columns(shown: Shown, *, since: str) -> tuple[Column, ...]:
    return (
        Column("label", "對象", value=lambda row: shown(row).label),
        Column("since", "自", order_by=since, value=lambda row: shown(row).since),
        Column("words", "矛盾", value=lambda row: shown(row).words),
    )


def _kinds(field: str) -> Filter:
    options = [(kind.value, kind.label) for kind in KINDS]
    return Filter("kind", "種類", options, lambda rows, kind: rows.filter(Q(**{field: [kind]})))


_LISTING_OF_HITS = Listing(
    columns=_columns(as_hit, since="since"),
    filters=(_kinds("inspection__kind__in"),),
    search=("label", "words"),
    sort="since",
    hint="查核項目或說明",
)
