"""What a user owes before they may work: a password of their own, an authenticator."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from .passwords import due
from .second_factor import holds_factor, requires_factor
from .sessions import FACTOR

_ALWAYS = frozenset({"account_change_password", "account_logout"})


@dataclass(frozen=True)
class Owed:
    """`page` is the name of the route where it is paid, `open` those that stay open until then."""

    page: str
    open: frozenset[str]


PASSWORD = Owed("account_change_password", _ALWAYS)
AUTHENTICATOR = Owed("mfa_activate_totp", _ALWAYS | {"mfa_activate_totp", "account_reauthenticate"})
SIGN_IN_AGAIN = Owed("account_login", _ALWAYS)


def first_owed(request: HttpRequest, *, at: datetime) -> Owed | None:
    """Return what the signed-in user of a request owes first; None when nothing.

    A session opened before its user enrolled an authenticator elsewhere has not proved it.
    """
    if due(request.user, at=at):
        return PASSWORD
    if request.session.get(FACTOR) or not requires_factor(request.user):
        return None
    return SIGN_IN_AGAIN if holds_factor(request.user) else AUTHENTICATOR
