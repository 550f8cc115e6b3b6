"""Doors: what a view asks before it answers. Every route has one (tests/web/test_doors.py)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Door:
    """`permission` is asked of the firm in the URL when `of_firm`; None: signed in is enough."""

    permission: str | None
    of_firm: bool = False
    public: bool = False


def public_door(view: View) -> View:
    """Let anybody in: sign-in pages, health."""
    opened: Any = login_not_required(view)
    opened.door = Door(None, public=True)
    return opened


def signed_in_door(view: View) -> View:
    """Let in whoever has signed in; `LoginRequiredMiddleware` does the asking."""
    held: Any = view
    held.door = Door(None)
    return view
