"""When a session begins and ends: idle too long, open too long, or ended by its owner."""

from datetime import datetime
from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from .second_factor import holds_factor
from .signals import acted
from .tries import forget_tries

OPENED, SEEN = "chahe_opened", "chahe_seen"
FACTOR = "chahe_factor"  # whether the session was opened with a second factor, or enrolled one
GRAIN = 30  # seconds between two writes of when a session was last seen
WORDS = {
    "idle": "您已超過 {minutes} 分鐘沒有動作，為保護帳號已自動登出。請重新登入。",
    "limit": "這次登入已滿 {hours} 小時，為保護帳號已自動登出。請重新登入。",
    "factor": "您的帳號已啟用驗證器。請重新登入，並輸入驗證碼。",
}


@receiver(user_logged_in, dispatch_uid="accounts.begin")
def begin(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Note when a session was opened; its key is new, django rotates it."""
    now = int(timezone.now().timestamp())
    request.session.update({OPENED: now, SEEN: now, FACTOR: holds_factor(user)})
    forget_tries(request)


@receiver(post_save, sender=Authenticator, dispatch_uid="accounts.note_enrolled")
def note_enrolled(
    sender: Any, instance: Authenticator, created: bool = False, **kwargs: Any
) -> None:
    """Only the session in which an authenticator is enrolled has proved it."""
    request = context.request
    if created and instance.type == Authenticator.Type.TOTP and _is_of(request, instance.user_id):
        request.session[FACTOR] = True


@receiver(post_delete, sender=Authenticator, dispatch_uid="accounts.note_removed")
def note_removed(sender: Any, instance: Authenticator, **kwargs: Any) -> None:
    """Sessions opened with an authenticator end when it is removed, all but the remover's own."""
    if instance.type != Authenticator.Type.TOTP:
        return
    request = context.request
    own = _is_of(request, instance.user_id)
    if own:
        request.session.pop(FACTOR, None)
    end_sessions(instance.user_id, keep=request.session.session_key if own else None)


def _is_of(request: HttpRequest | None, user_id: int) -> bool:
    return request is not None and getattr(request, "user", None) and request.user.pk == user_id


def over(request: HttpRequest, *, at: datetime) -> str:
    """Return why the session of a request is over, "idle" or "limit"; "" while it is not."""
    if not request.user.is_authenticated:
        return ""
    now = int(at.timestamp())
    if now - request.session.get(OPENED, 0) >= settings.SESSION_HOURS * 3600:
        return "limit"
    if now - request.session.get(SEEN, 0) >= settings.IDLE_MINUTES * 60:
        return "idle"
    if now - request.session[SEEN] >= GRAIN:
        request.session[SEEN] = now
    return ""


def expire(request: HttpRequest, why: str) -> None:
    """End a session that is over, and say so on the next page."""
    user = request.user
    drop(request)
    acted.send(sender=None, act="session.expired", user=user, by=user, detail={"reason": why})
    said = WORDS[why].format(minutes=settings.IDLE_MINUTES, hours=settings.SESSION_HOURS)
    messages.warning(request, said)


def drop(request: HttpRequest) -> None:
    """Forget a session and who it was of, without signing out by the user's own hand."""
    request.session.flush()
    request.user = AnonymousUser()


def end_sessions(user_id: int, *, keep: str | None = None) -> int:
    """End a user's sessions, all but the one whose key is `keep`; return how many."""
    ended = [
        each for each in UserSession.objects.filter(user_id=user_id) if each.session_key != keep
    ]
    for each in ended:
        each.end()
    return len(ended)
