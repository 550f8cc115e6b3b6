"""Make the things tests need, with as little said as can be."""

from django.utils import timezone

from chahe.web.accounts.actions import enrol_authenticator
from chahe.web.accounts.models import User
from chahe.web.accounts.roles import Role
from chahe.web.firms.models import Firm, Membership

PASSWORD = "Correct-Horse-7"
SECRET = "JBSWY3DPEHPK3PXP"  # of everybody's authenticator


def make_firm(code: str = "8888", name: str = "示範證券") -> Firm:
    return Firm.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_user(
    role: Role | None = None,
    firm: Firm | None = None,
    username: str = "",
    *,
    enrolled: bool = False,
) -> User:
    """Make a person who has their own password, holds one role and may have an authenticator."""
    username = username or f"{role or 'nobody'}-{firm.code if firm else 'market'}"
    user = User.objects.create_user(
        username, password=PASSWORD, name=username, password_changed_at=timezone.now()
    )
    if role:
        Membership.objects.create(user=user, firm=firm, role=role)
    if enrolled:
        enrol_authenticator(user, secret=SECRET)
    return user
