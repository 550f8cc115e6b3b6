"""Secrets by which a program acts in a firm on a person's behalf: shown once, kept as a digest.

A person has one of a kind in a firm; a new one revokes it. What it opens still asks whether the
person may.
"""

import secrets
from hashlib import sha256
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from ..journal.actions import record
from .models import Firm

LENGTH = 32  # bytes of chance


class PersonalKey(models.Model):
    """`digest` is SHA-256 of the secret, in hex; the secret itself is not kept."""

    noun = ""
    """What the journal calls it: its acts are `<noun>.made` and `<noun>.revoked`."""

    firm = models.ForeignKey(Firm, models.PROTECT, related_name="%(class)ss")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="%(class)ss")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField("建立時間")
    revoked_at = models.DateTimeField("撤銷時間", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["firm", "user"],
                condition=models.Q(revoked_at=None),
                name="%(class)s_one_live",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.firm}"


Kept = TypeVar("Kept", bound=PersonalKey)


def key_of(model: type[Kept], secret: str, *, permission: str) -> Kept | None:
    """Return the live key of a secret whose person may still do something in its firm."""
    found = model._default_manager.filter(
        digest=sha256(secret.encode()).hexdigest(), revoked_at=None
    )
    key = found.select_related("firm", "user").first()
    if key is None or not key.user.is_active:
        return None
    return key if key.user.has_perm(permission, key.firm) else None


def live_key(model: type[Kept], firm: Firm, user: Any) -> Kept | None:
    """Return a person's key of a firm, if there is one in use."""
    return model._default_manager.filter(firm=firm, user=user, revoked_at=None).first()


@transaction.atomic
def make_key(model: type[PersonalKey], *, firm: Firm, user: Any) -> str:
    """Return a new secret, which is shown once; the person's former key is revoked."""
    _revoke(model, firm, user)
    secret = secrets.token_urlsafe(LENGTH)
    digest = sha256(secret.encode()).hexdigest()
    key = model._default_manager.create(firm=firm, user=user, digest=digest, made_at=timezone.now())
    _journal(key, "made")
    return secret


@transaction.atomic
def revoke_key(model: type[PersonalKey], *, firm: Firm, user: Any) -> bool:
    """Revoke a person's key of a firm; return whether there was one."""
    key = _revoke(model, firm, user)
    if key is None:
        return False
    _journal(key, "revoked")
    return True


def _revoke(model: type[PersonalKey], firm: Firm, user: Any) -> PersonalKey | None:
    live = model._default_manager.select_for_update().filter(firm=firm, user=user, revoked_at=None)
    key = live.first()
    if key is not None:
        key.revoked_at = timezone.now()
        key.save(update_fields=["revoked_at"])
    return key


def _journal(key: PersonalKey, act: str) -> None:
    subject = f"{key.noun}:{key.pk}"
    record(f"{key.noun}.{act}", subject=subject, by=key.user, firm=key.firm.code)
