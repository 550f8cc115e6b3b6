"""Keys by which a program hands evidence in without signing in."""

import secrets
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.web.firms.models import Firm
from chahe.web.journal.actions import record

from .models import IntakeKey

LENGTH = 32  # bytes of chance in a key


def key_of(secret: str) -> IntakeKey | None:
    """Return the live key of a secret whose person may still hand in evidence of its firm."""
    digest = sha256(secret.encode()).hexdigest()
    found = IntakeKey.objects.filter(digest=digest, revoked_at=None)
    key = found.select_related("firm", "user").first()
    if key is None or not key.user.is_active:
        return None
    return key if key.user.has_perm("evidence.upload", key.firm) else None


def live_key(firm: Firm, user: Any) -> IntakeKey | None:
    """Return a person's key of a firm, if there is one in use."""
    return IntakeKey.objects.filter(firm=firm, user=user, revoked_at=None).first()


@transaction.atomic
def make_key(*, firm: Firm, user: Any) -> str:
    """Return a new secret, which is shown once; the person's former key is revoked."""
    _revoke(firm, user)
    secret = secrets.token_urlsafe(LENGTH)
    digest = sha256(secret.encode()).hexdigest()
    key = IntakeKey.objects.create(firm=firm, user=user, digest=digest, made_at=timezone.now())
    record("intake_key.made", subject=f"intake_key:{key.pk}", by=user, firm=firm.code)
    return secret


@transaction.atomic
def revoke_key(*, firm: Firm, user: Any) -> bool:
    """Revoke a person's key of a firm; return whether there was one."""
    pk = _revoke(firm, user)
    if pk:
        record("intake_key.revoked", subject=f"intake_key:{pk}", by=user, firm=firm.code)
    return bool(pk)


def _revoke(firm: Firm, user: Any) -> int:
    key = (
        IntakeKey.objects.select_for_update().filter(firm=firm, user=user, revoked_at=None).first()
    )
    if key is None:
        return 0
    key.revoked_at = timezone.now()
    key.save(update_fields=["revoked_at"])
    return int(key.pk)
