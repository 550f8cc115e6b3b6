"""Addresses by which a person's calendar program reads a firm's plan without signing in."""

import secrets
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.web.firms.models import Firm
from chahe.web.journal.actions import record

from ..models import Feed

LENGTH = 32  # bytes of chance in a token


def digest_of(token: str) -> str:
    """Return what is kept of a token: its SHA-256 in hex."""
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(*, firm: Firm, user: Any) -> str:
    """Return the token of a new feed, which is shown once; the person's former one is revoked."""
    _revoke(firm, user)
    token = secrets.token_urlsafe(LENGTH)
    feed = Feed.objects.create(
        firm=firm, user=user, digest=digest_of(token), made_at=timezone.now()
    )
    record("feed.made", subject=f"feed:{feed.pk}", by=user, firm=firm.code)
    return token


@transaction.atomic
def revoke_feed(*, firm: Firm, user: Any) -> bool:
    """Revoke a person's feed of a firm; return whether there was one."""
    if not (pk := _revoke(firm, user)):
        return False
    record("feed.revoked", subject=f"feed:{pk}", by=user, firm=firm.code)
    return True


def _revoke(firm: Firm, user: Any) -> int:
    live = Feed.objects.select_for_update().filter(firm=firm, user=user, revoked_at=None)
    feed = live.first()
    if feed is None:
        return 0
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    return int(feed.pk)
