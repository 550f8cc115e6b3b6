"""Count what live rays look at and what contradicts, all of them in one query.

One pass over the rows of a subject counts for all of its rays; passes are joined by UNION ALL. To
write thirty rays out as SQL takes longer than to answer it, so what was written is kept by what it
depends on: the rays, the day, the span and what the user's roles let them see. The firm is not
among these: `_ANY` stands for it, and is exchanged for the firm that is asked about.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Value

from chahe.web.accounts.roles import Role
from chahe.web.firms.models import Firm
from chahe.web.firms.permissions import roles_of

from .rays import LiveRay

_ANY = -115_000_000  # the pk of no firm, and no other figure of a query
KEPT = 128  # queries


def counted(
    rays: Sequence[LiveRay], firm: Firm, user: Any, *, on: date, whole: bool
) -> dict[str, tuple[int, int]]:
    """Return, by ray, how many rows it looked at and how many of them contradict.

    `whole`: of all there is, and not only of what fell due of late or is still open.

    :raises KeyError: if the database did not answer for a ray
    """
    asking = _Asking(tuple(rays), firm, user, on, whole)
    sql, params = _written(asking)
    with connection.cursor() as cursor:
        cursor.execute(sql, [firm.pk if each == _ANY else each for each in params])
        rows = {name: counts for name, *counts in cursor.fetchall()}
    return {
        ray.id: (rows[held[0].id][2 * place], rows[held[0].id][2 * place + 1])
        for held in by_subject(rays)
        for place, ray in enumerate(held)
    }


def by_subject(rays: Sequence[LiveRay]) -> list[list[LiveRay]]:
    """Return rays together with those that look at the same rows."""
    held: dict[int, list[LiveRay]] = {}
    for ray in rays:
        held.setdefault(id(ray.of), []).append(ray)
    return list(held.values())


class _Asking:
    """What a query depends on; two that are equal are written the same."""

    def __init__(
        self, rays: tuple[LiveRay, ...], firm: Firm, user: Any, on: date, whole: bool
    ) -> None:
        self.rays, self.firm, self.user, self.on, self.whole = rays, firm, user, on, whole
        roles: frozenset[Role] = roles_of(user, firm)
        self.key = (*(each.id for each in rays), roles, on, whole, connection.vendor)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asking) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=KEPT)
def _written(asking: _Asking) -> tuple[str, tuple[Any, ...]]:
    held = by_subject(asking.rays)
    wide = max(len(each) for each in held)
    first, *others = [_pass(asking, each, wide) for each in held]
    sql, params = first.union(*others, all=True).query.sql_with_params()
    return sql, tuple(params)


def _pass(asking: _Asking, rays: Sequence[LiveRay], wide: int) -> QuerySet[Any, tuple[Any, ...]]:
    """Count for rays of one subject; padded to as many columns as `wide` rays take."""
    of = rays[0].of
    rows = of.rows(asking.firm, asking.user, whose=_ANY)
    rows = rows if asking.whole else rows.filter(of.recent(on=asking.on))
    counts: dict[str, Any] = {}
    for place, ray in enumerate(rays):
        against = ray.among & ray.contradicts(asking.on)
        counts[f"looked{place}"] = Count("pk", filter=ray.among)
        counts[f"found{place}"] = Count("pk", filter=against)
    for place in range(len(rays), wide):
        counts |= {f"looked{place}": Value(0), f"found{place}": Value(0)}
    named = rows.order_by().annotate(first=Value(rays[0].id)).values("first")
    return named.annotate(**counts).values_list("first", *counts)
