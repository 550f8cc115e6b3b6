"""The door of every page about one firm: `/firms/<code>/…`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from ..accounts.doors import Door, View, market_door
from .queries import visible_firms

__all__ = ["firm_door", "market_door"]


def firm_door(permission: str) -> Callable[[View], View]:
    """Let in whoever has a permission in the firm the URL names; the view receives the Firm.

    A firm the user may not know of is 404, as if it were not there; one they know of but may not
    do this in is 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def held(request: HttpRequest, code: str, **kwargs: Any) -> HttpResponse:
            firm = get_object_or_404(visible_firms(request.user), code=code)
            if not request.user.has_perm(permission, firm):
                raise PermissionDenied(permission)
            request.firm = firm  # type: ignore[attr-defined]
            return view(request, firm, **kwargs)

        held.door = Door(permission, of_firm=True)  # type: ignore[attr-defined]
        return held

    return decorate
