"""Which of a firm's CPAs may work in an engagement: those whose time in it holds today."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from ..accounts.roles import Role
from ..firms.permissions import roles_of
from .models import Engagement, EngagementInspection, EngagementPerson
from .models.person import engaged_on


def engagements_worked_in(user: Any, *, on: date) -> Any:
    """Return the ids of the engagements a person may work in on a day, for a subquery."""
    return EngagementPerson.objects.filter(engaged_on(on), user=user).values("engagement")


def works_in(user: Any, engagement: Engagement, *, on: date) -> bool:
    """Return whether a person may work in an engagement on a day."""
    return engagement.people.filter(engaged_on(on), user=user).exists()


def is_only_cpa(user: Any, firm: Any) -> bool:
    """Return whether a person knows a firm as its CPA alone."""
    return roles_of(user, firm) == {Role.CPA}


def engagements_seen_by(user: Any, firm: Any) -> Any:
    """Return the engagements of a firm a person may see: CPAs their own, the others every one."""
    found = Engagement.objects.filter(firm=firm)
    if is_only_cpa(user, firm):
        mine = engagements_worked_in(user, on=timezone.localdate())
        return found.filter(pk__in=mine)
    return found


def inspections_worked_in(user: Any, through: str = "") -> Q:
    """Return the condition that a CPA may work in an inspection; `through` is the way to it.

    One of an engagement is for the engagement's people; one of none for any CPA of its firm.
    """
    linked = EngagementInspection.objects
    mine = engagements_worked_in(user, on=timezone.localdate())
    name = f"{through}pk__in"
    return ~Q(**{name: linked.values("inspection")}) | Q(
        **{name: linked.filter(engagement__in=mine).values("inspection")}
    )
