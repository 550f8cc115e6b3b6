"""Who must sign in with an authenticator, and who has one."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings

from .models import User
from .roles import SECOND_FACTOR


def requires_factor(user: User) -> bool:
    """Test if a user must sign in with an authenticator; nobody must in a demonstration."""
    return not settings.DEMO and any(role in SECOND_FACTOR for _, role in user.held())


def holds_factor(user: Any) -> bool:
    return bool(get_adapter().is_mfa_enabled(user, [Authenticator.Type.TOTP]))
