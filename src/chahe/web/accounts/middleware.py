"""The mechanism's access rules on every request (docs/explanation/access.md)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from . import passwords, sessions, signals
from .owed import AUTHENTICATOR, SIGN_IN_AGAIN, first_owed


class AccessRulesMiddleware:
    """End sessions that are over or were cut, lead users to what they owe, tell of refusals."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if why := sessions.over(request, at=timezone.now()):
            sessions.expire(request, why)
            return _lead(request, _sign_in_url(request))
        response = self.get_response(request)
        locked = getattr(request, "axes_locked_out", False)  # axes has answered already
        if locked or getattr(request, "cut", False):
            sessions.drop(request)
        if getattr(request, "cut", False) and not locked:
            return render(request, "account/cut.html", status=403)
        redirects = isinstance(response, HttpResponseRedirect)
        if redirects and _from_htmx(request) and not request.user.is_authenticated:
            return _lead(request, response.url)
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        door = getattr(view, "door", None)
        if not request.user.is_authenticated or (door is not None and door.public):
            return None
        now = timezone.now()
        owed = first_owed(request, at=now)
        request.password_due = passwords.due(request.user, at=now)  # type: ignore[attr-defined]
        request.owes_authenticator = owed is AUTHENTICATOR  # type: ignore[attr-defined]
        if owed is None or request.resolver_match.view_name in owed.open:
            return None
        if owed is SIGN_IN_AGAIN:
            sessions.expire(request, "factor")
            return _lead(request, _sign_in_url(request))
        return _lead(request, resolve_url(owed.page))

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Tell of a refusal; whatever transaction it happened in is rolled back by now."""
        if isinstance(exception, PermissionDenied):
            signals.refused.send(
                sender=type(self), request=request, permission=str(exception)[:100]
            )


def _from_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _sign_in_url(request: HttpRequest) -> str:
    url = resolve_url(settings.LOGIN_URL)
    if request.method != "GET" or _from_htmx(request):
        return url
    return f"{url}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}"


def _lead(request: HttpRequest, url: str) -> HttpResponse:
    """Redirect the browser, and not only the part of the page that htmx asked for."""
    if _from_htmx(request):
        return HttpResponseClientRedirect(url)
    return HttpResponseRedirect(url)
