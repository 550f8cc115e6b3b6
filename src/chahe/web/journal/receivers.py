"""Listen to accounts, to Django, to allauth and to axes, and write down what they tell."""

import json
import unicodedata
from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from axes.helpers import get_client_ip_address
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from ..accounts.models import User
from ..accounts.signals import acted, refused, sign_ins_asked
from .actions import record
from .models import Entry
from .words import act_label

NAME, LINE = 150, 1000  # characters kept of a name somebody typed, of anything else
SIGN_INS = {
    "session.opened": "success",
    "session.cut": "warning",
    "sign_in.refused": "warning",
    "account.locked": "danger",
}


@receiver(acted, dispatch_uid="journal.acted")
def write_act(
    sender: Any,
    act: str,
    user: User | None,
    by: User | None,
    detail: dict[str, str],
    firm: str = "",
    **kwargs: Any,
) -> None:
    _write(act, user, by=by, firm=firm, **detail)


@receiver(user_logged_in, dispatch_uid="journal.opened")
def write_opened(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    _write("session.opened", user, by=user, address=_address(request))


@receiver(user_logged_out, dispatch_uid="journal.closed")
def write_closed(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        _write("session.closed", user, by=user)


@receiver(user_login_failed, dispatch_uid="journal.refused")
def write_sign_in_refused(
    sender: Any,
    credentials: dict[str, Any],
    request: HttpRequest | None = None,
    reason: str = "password",
    **kwargs: Any,
) -> None:
    """`reason`: password, code, or locked whichever it was."""
    tried = str(credentials.get("username") or "")
    failures = getattr(request, "axes_failures_since_start", None)
    if getattr(request, "axes_locked_out", False) and failures is None:
        reason = "locked"  # before axes looked; the try that locks is still a wrong password
    detail = {"username": tried, "reason": reason, "address": _address(request)}
    _write("sign_in.refused", _named(tried), **detail)


@receiver(user_locked_out, dispatch_uid="journal.locked")
def write_locked(sender: Any, request: HttpRequest, username: str, **kwargs: Any) -> None:
    """Axes tells of every try at a locked account; only the one that locked it was counted."""
    if request.axes_failures_since_start is not None:
        _write("account.locked", _named(username), username=username, address=_address(request))


@receiver(post_save, sender=Authenticator, dispatch_uid="journal.enrolled")
def write_enrolled(
    sender: Any, instance: Authenticator, created: bool = False, **kwargs: Any
) -> None:
    """Written in the transaction that enrols; allauth's own signal comes after it."""
    if created:
        acts = {"totp": "factor.enrolled", "recovery_codes": "recovery_codes.generated"}
        _write(acts[instance.type], instance.user, by=_whoever_asks(instance))


@receiver(post_delete, sender=Authenticator, dispatch_uid="journal.removed")
def write_removed(sender: Any, instance: Authenticator, **kwargs: Any) -> None:
    if instance.type == Authenticator.Type.TOTP:
        _write("factor.removed", instance.user, by=_whoever_asks(instance))


@receiver(authenticator_used, dispatch_uid="journal.code_used")
def write_code_used(sender: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _write("recovery_code.used", user, by=user)


@receiver(refused, dispatch_uid="journal.door")
def write_door_refused(sender: Any, request: HttpRequest, permission: str, **kwargs: Any) -> None:
    user = request.user if request.user.is_authenticated else None
    match = request.resolver_match
    firm = str(match.kwargs.get("code", "")) if match else ""
    detail = {"permission": permission, "path": request.path, "method": request.method or ""}
    _write("door.refused", user, by=user, firm=firm[:20], **detail)


@receiver(sign_ins_asked, dispatch_uid="journal.sign_ins")
def last_sign_ins(sender: Any, user: User, limit: int, **kwargs: Any) -> list[dict[str, Any]]:
    """Answer the last times somebody signed in, or tried to, as a timeline shows them."""
    entries = Entry.objects.filter(subject=_subject(user), act__in=SIGN_INS)[:limit]
    return [
        {"at": entry.at, "text": act_label(entry.act), "tone": SIGN_INS[entry.act]}
        | {"detail": json.loads(entry.text)["detail"].get("address", "")}
        for entry in entries
    ]


@transaction.atomic
def _write(
    act: str, user: User | None, *, by: User | None = None, firm: str = "", **detail: str
) -> None:
    kept = {
        key: _clean(value)[: NAME if key == "username" else LINE] for key, value in detail.items()
    }
    record(act, subject=_subject(user), by=by, firm=firm or _only_firm(user), detail=kept)


def _subject(user: User | None) -> str:
    return f"user:{user.pk}" if user else "user:unknown"


def _only_firm(user: User | None) -> str:
    """Return the firm a user belongs to, so that it can read of them; "" when not just one."""
    if user is None or user.pk is None:
        return ""
    firms = user.memberships.values_list("firm__code", flat=True)  # type: ignore[attr-defined]
    codes = set(firms.distinct()[:2])
    only = codes.pop() if len(codes) == 1 else ""
    return only or ""


def _named(username: str) -> User | None:
    return User.objects.filter(username=username[:NAME]).first()


def _whoever_asks(instance: Authenticator) -> User | None:
    user = getattr(context.request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _address(request: HttpRequest | None) -> str:
    return (request and get_client_ip_address(request)) or ""


def _clean(text: str) -> str:
    """Keep what can be read on one line of what somebody typed."""
    return "".join(char for char in text if unicodedata.category(char)[0] != "C")
