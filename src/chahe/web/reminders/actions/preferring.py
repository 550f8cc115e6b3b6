"""A person says whether, and where, they want to be mailed."""

from typing import Any

from django.db import transaction

from chahe.web.accounts.models import User
from chahe.web.journal.actions import record

from ..models import MailPreference


@transaction.atomic
def set_preference(*, user: Any, mode: str, address: str) -> None:
    """Keep how a person is mailed, and where; an empty address is none.

    The journal hears of the address's domain alone: it is kept for ever, an address is not.
    """
    kept = User.objects.select_for_update().get(pk=user.pk)
    kept.email = address
    kept.save(update_fields=["email"])
    MailPreference.objects.update_or_create(user=kept, defaults={"mode": mode})
    record(
        "reminder.preference_changed",
        subject=f"user:{kept.pk}",
        by=kept,
        detail={"mode": mode, "domain": address.rpartition("@")[2]},
    )
