"""Questions about firms."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from .models import Fact, Firm, Membership


def visible_firms(user: Any) -> QuerySet[Firm]:
    """Return the firms a user may know of: their own, or all for those who serve the market.

    Permission is a join: one query, whatever the number of firms.
    """
    own = Exists(Membership.objects.filter(user=user, firm=OuterRef("pk")))
    every = Exists(Membership.objects.filter(user=user, firm__isnull=True))
    return Firm.objects.filter(own | every)


def facts_on(firm: Firm, *, on: date) -> dict[str, Any]:
    """Return what is true of a firm on a day, by fact: the latest statement begun by then."""
    stated = Fact.objects.filter(firm=firm, since__lte=on).order_by("since", "id")
    return {fact.kind: fact.value for fact in stated}
