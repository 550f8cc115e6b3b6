"""What is done to accounts. Each act is told to the journal within its own transaction."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from . import tries
from .models import PasswordRecord, User
from .passwords import REMEMBERED, initial_password
from .roles import Role
from .sessions import end_sessions
from .signals import acted


@sensitive_variables()
@transaction.atomic
def create_account(
    *,
    by: User | None,
    username: str,
    name: str,
    title: str = "",
    memberships: Iterable[tuple[Role, Any]],
    password: str | None = None,
    firm: str = "",
) -> tuple[User, str]:
    """Make an account and return it with its initial password, which is shown once.

    `memberships` are (role, Firm) pairs, (role, None) for a role over every firm. Without a
    `password` a random one is made; either must be replaced at first sign-in.

    :raises ValidationError: when the username is taken or is not one
    """
    user = User(username=User.normalize_username(username), name=name, title=title)
    user.clean_fields(exclude=["password"])
    if User.objects.filter(username__iexact=user.username).exists():
        raise ValidationError("這個帳號已經有人使用，請換一個。", code="username_taken")
    initial = password or initial_password()
    set_password(user, initial, initial=True)
    roles = []
    for role, where in memberships:
        user.memberships.create(role=role, firm=where)  # type: ignore[attr-defined]
        roles.append(f"{Role(role).value}@{where.code if where else '*'}")
    tell("account.created", user, by, firm, username=user.username, roles=",".join(sorted(roles)))
    return user, initial


@sensitive_variables()
@transaction.atomic
def set_password(user: User, password: str, *, initial: bool) -> None:
    """Give a user a password and remember it; an initial one must be replaced at sign-in."""
    now = timezone.now()
    user.set_password(password)
    user.password_changed_at = None if initial else now
    user.save(update_fields=["password", "password_changed_at"] if user.pk else None)
    PasswordRecord.objects.create(user=user, password=user.password, set_at=now)
    kept = user.password_records.values_list("pk", flat=True)[:REMEMBERED]
    user.password_records.exclude(pk__in=list(kept)).delete()


@sensitive_variables()
@transaction.atomic
def change_password(user: User, password: str) -> None:
    """Do what a user does themselves. Their other sessions end: each is bound to the old hash."""
    set_password(user, password, initial=False)
    tell("password.changed", user, user)


@transaction.atomic
def reset_password(user: User, *, by: User, firm: str = "") -> str:
    """Give a user a new initial password, end their sessions, and return it to be shown once."""
    initial = initial_password()
    set_password(user, initial, initial=True)
    end_sessions(user.pk)
    tell("password.reset", user, by, firm)
    return initial


@transaction.atomic
def disable_account(user: User, *, by: User, firm: str = "") -> None:
    """Let a user sign in no more.

    :raises ValidationError: when they are the last administrator who can
    """
    managing = User.objects.filter(is_active=True, memberships__role=Role.ADMINISTRATOR)
    able = set(
        User.objects.select_for_update().filter(pk__in=managing).values_list("pk", flat=True)
    )
    if able == {user.pk}:
        raise ValidationError("這是最後一位可以登入的系統管理者。請先指派另一位，再停用。")
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_sessions(user.pk)
    tell("account.disabled", user, by, firm)


@transaction.atomic
def enable_account(user: User, *, by: User, firm: str = "") -> None:
    user.is_active = True
    user.save(update_fields=["is_active"])
    tell("account.enabled", user, by, firm)


@transaction.atomic
def unlock_account(user: User, *, by: User, firm: str = "") -> None:
    """Let a user try again after five wrong tries."""
    if tries.unlock(user.username):
        tell("account.unlocked", user, by, firm)


@transaction.atomic
def enrol_authenticator(user: User, *, secret: str) -> None:
    """Give a user an authenticator whose secret (base 32) is known: for demonstrations, tests."""
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)}
    )


@transaction.atomic
def remove_authenticator(user: User, *, by: User, firm: str = "") -> None:
    """Forget a lost authenticator, its recovery codes and the sessions opened with it.

    The journal hears of it from the authenticator's own deletion, as it does of a user's own.
    """
    Authenticator.objects.filter(user=user).delete()


def tell(act: str, user: User, by: User | None, firm: str = "", **detail: str) -> None:
    """Tell the journal."""
    acted.send(sender=User, act=act, user=user, by=by, firm=firm, detail=detail)
