"""Questions about the people of a firm."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from ..accounts.models import User
from .models import Firm, Membership


def people_of(firm: Firm) -> QuerySet[User]:
    """Return who holds a role in a firm, each with `.here`, their memberships in it alone."""
    here = Membership.objects.filter(firm=firm)
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return (
        User.objects.filter(Exists(here.filter(user=OuterRef("pk"))))
        .annotate(has_factor=Exists(factor))
        .prefetch_related(Prefetch("memberships", here.order_by("role"), to_attr="here"))
    )
