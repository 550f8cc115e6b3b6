"""Doors: what a view asks before it answers. Every route has one (tests/web/test_doors.py)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Door:
    """`permission` is asked of the firm in the URL when `of_firm`; None: signed in is enough.

    `by_token`: public, because the address holds a secret of one person's, and is 404 without it.
    """

    permission: str | None
    of_firm: bool = False
    public: bool = False
    by_token: bool = False


def public_door(view: View) -> View:
    """Let anybody in: sign-in pages, health."""
    opened: Any = login_not_required(view)
    opened.door = Door(None, public=True)
    return opened


def token_door(view: View) -> View:
    """Let in whoever holds the secret in the address: the view answers 404 to any other."""
    opened: Any = login_not_required(view)
    opened.door = Door(None, public=True, by_token=True)
    return opened


def signed_in_door(view: View) -> View:
    """Let in whoever has signed in; `LoginRequiredMiddleware` does the asking."""
    held: Any = view
    held.door = Door(None)
    return view


def market_door(permission: str) -> Callable[[View], View]:
    """Let in whoever has a permission over every firm at once."""

    def decorate(view: View) -> View:
        @wraps(view)
        def held(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(permission, None):
                raise PermissionDenied(permission)
            return view(request, **kwargs)

        held.door = Door(permission)  # type: ignore[attr-defined]
        return held

    return decorate
