"""Wrong tries: three in a row end the session, five lock the account (axes counts those).

A wrong code of the second factor is a wrong try like a wrong password.
"""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.signals import authentication_failed, authenticator_used
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.db.models import Sum
from django.dispatch import receiver
from django.http import HttpRequest

from .models import User
from .signals import acted

TRIES = "chahe_wrong_tries"


@receiver(user_login_failed, dispatch_uid="accounts.count_try")
def count_try(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Count a wrong try in its session; the third marks the session to be cut."""
    if request is None:
        return
    tries = request.session.get(TRIES, 0) + 1
    request.session[TRIES] = tries
    if tries >= settings.SESSION_TRIES:
        request.cut = True  # type: ignore[attr-defined] # the middleware drops the session
        tried = str(credentials.get("username") or "")
        user = User.objects.filter(username=tried).first()
        acted.send(sender=None, act="session.cut", user=user, by=None, detail={"username": tried})


@receiver(authentication_failed, dispatch_uid="accounts.count_code")
def count_code(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    fail(request, user, reason="code")


@receiver(authenticator_used, dispatch_uid="accounts.forget_after_code")
def forget_after_code(
    sender: Any, request: HttpRequest, user: User, reauthenticated: bool, **kwargs: Any
) -> None:
    if reauthenticated:
        forget_tries(request)
        unlock(user.username)


def fail(request: HttpRequest, user: User, *, reason: str) -> None:
    """Tell whoever counts that a try of a user went wrong."""
    user_login_failed.send(
        sender=__name__, credentials={"username": user.username}, request=request, reason=reason
    )


def refuse_if_locked(request: HttpRequest, user: User) -> bool:
    """Return whether an account is locked; axes then answers the request, whatever was typed."""
    if AxesProxyHandler.is_allowed(request, {"username": user.username}):
        return False
    request.axes_locked_out = True  # type: ignore[attr-defined]
    fail(request, user, reason="locked")
    return True


def forget_tries(request: HttpRequest) -> None:
    request.session.pop(TRIES, None)


def unlock(username: str) -> bool:
    """Forget the wrong tries of an account; return whether there were any."""
    return bool(reset(username=username))


def locked_among(usernames: Iterable[str]) -> set[str]:
    """Return which accounts are locked: one query, however many are asked about."""
    tried = AccessAttempt.objects.filter(username__in=list(usernames)).values("username")
    summed = tried.order_by().annotate(failures=Sum("failures_since_start"))
    limit = settings.AXES_FAILURE_LIMIT
    return set(summed.filter(failures__gte=limit).values_list("username", flat=True))
