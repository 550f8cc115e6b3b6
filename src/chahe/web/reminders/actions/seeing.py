"""A person says what they have seen."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.web.firms.models import Firm
from chahe.web.journal.actions import record

from ..queries import standing


@transaction.atomic
def mark_seen(*, firm: Firm, user: Any, only: Collection[int] | None = None) -> int:
    """Mark what a person was told of in a firm as seen, all that stands unless some are named.

    Returns how many were not seen before; those are not mailed any more.
    """
    rows = standing(firm, user).filter(seen_at=None)
    if only is not None:
        rows = rows.filter(pk__in=only)
    found = list(rows.order_by().select_for_update(of=("self",)).values_list("pk", flat=True))
    if found:
        rows.model.objects.filter(pk__in=found).update(seen_at=timezone.now())
        record(
            "reminder.seen",
            subject=f"reminder:{firm.code}",
            by=user,
            firm=firm.code,
            detail={"count": len(found)},
        )
    return len(found)
