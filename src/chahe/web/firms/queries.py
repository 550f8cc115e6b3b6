"""Questions about firms."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from chahe.rulebook import FactError, fact_kinds

from .models import Fact, Firm, Membership, held_on


def visible_firms(user: Any) -> QuerySet[Firm]:
    """Return the firms a user may know of: their own, or all for those who serve the market.

    Permission is a join: one query, whatever the number of firms.
    """
    held = Membership.objects.filter(held_on(timezone.localdate()), user=user)
    own = Exists(held.filter(firm=OuterRef("pk")))
    every = Exists(held.filter(firm__isnull=True))
    return Firm.objects.filter(own | every)


def firms_with_facts(user: Any) -> QuerySet[Firm]:
    """Return the firms a user may know of, each with how many kinds of fact it has stated."""
    stated = Count("facts__kind", distinct=True)
    return visible_firms(user).annotate(stated=stated)


def facts_on(firm: Firm, *, on: date) -> dict[str, Any]:
    """Return what is true of a firm on a day, by fact: the latest statement begun by then.

    Of statements that begin on one day the one made last holds.
    """
    stated = Fact.objects.filter(firm=firm, since__lte=on).order_by("since", "id")
    return known_values({fact.kind: fact.value for fact in stated})


def statements_of(firm: Firm) -> list[Fact]:
    """Return all a firm has stated, the earliest begun first; of one day in the order stated."""
    return list(Fact.objects.filter(firm=firm).order_by("since", "id"))


def facts_among(statements: Iterable[Fact], *, on: date) -> dict[str, Any]:
    """Return what is true on a day by some statements in the order of `statements_of`."""
    return known_values({fact.kind: fact.value for fact in statements if fact.since <= on})


def known_values(stated: dict[str, Any]) -> dict[str, Any]:
    """Leave out what the vocabulary no longer has words for: unknown, it excludes no rule."""
    known = {}
    for name, value in stated.items():
        if (kind := fact_kinds().get(name)) is None:
            continue
        try:
            known[name] = kind.accept(value)
        except FactError:
            continue
    return known
