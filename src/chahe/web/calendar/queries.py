"""Questions about a firm's plan."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from chahe.deadlines import FiscalYear
from chahe.web.firms.models import Firm
from chahe.web.firms.permissions import roles_of
from chahe.web.inspections.kinds import KINDS, VIEW_OPEN
from chahe.workflow import InspectionKind

from .dues import FirmDues
from .models import Adjustment, Event, PlanItem, PlanningRun, YearPlan

# A plan names sections and days and no findings: everybody of the firm reads its own.
OWN_PLANS = frozenset({InspectionKind.SELF, InspectionKind.INTERNAL_AUDIT})


def visible_kinds(user: Any, firm: Firm) -> list[str]:
    """Return the kinds whose plan a user may see: the firm's own, and those they may see open."""
    held = roles_of(user, firm)
    return sorted(
        kind for kind, rules in KINDS.items() if kind in OWN_PLANS or held & rules[VIEW_OPEN]
    )


def items_of(firm: Firm, user: Any) -> QuerySet[PlanItem]:
    """Return a firm's items that a user may see, each with the day it `falls_on`."""
    return (
        PlanItem.objects.filter(firm=firm, kind__in=visible_kinds(user, firm))
        .select_related("inspection")
        .annotate(falls_on=Coalesce("moved_to", "due_on"))
        .order_by("falls_on", "code", "id")
    )


def items_between(firm: Firm, user: Any, *, first: date, end: date) -> QuerySet[PlanItem]:
    """Return the items that fall on days from `first` up to but not including `end`."""
    return items_of(firm, user).filter(falls_on__gte=first, falls_on__lt=end)


def item_of(firm: Firm, user: Any, pk: int) -> PlanItem:
    """Return one item of a firm.

    :raises Http404: if the firm has none such that the user may see
    """
    found = items_of(firm, user).select_related("event__noted_by", "planned_by", "firm")
    return get_object_or_404(found, pk=pk)


def adjustments_of(firm: Firm, user: Any) -> QuerySet[Adjustment]:
    """Return the adjustments of a firm's items that a user may see."""
    return Adjustment.objects.filter(
        item__firm=firm, item__kind__in=visible_kinds(user, firm)
    ).select_related("item", "asked_by", "decided_by")


def adjustment_of(firm: Firm, user: Any, pk: int) -> Adjustment:
    """Return one adjustment of a firm.

    :raises Http404: if the firm has none such that the user may see
    """
    return get_object_or_404(adjustments_of(firm, user), pk=pk)


def plans_of(firm: Firm, year: int) -> list[YearPlan]:
    """Return the plans of a firm's year, by kind."""
    plans = YearPlan.objects.filter(firm=firm, year=year).select_related("planned_by")
    return list(plans.order_by("kind"))


def planned_documents(firm: Firm, year: int, *, on: date) -> list[str]:
    """Return the documents a firm's plan of a year covers; those that bind where none is named."""
    plan = YearPlan.objects.filter(firm=firm, year=year).order_by("kind").last()
    if plan and plan.documents:
        return list(plan.documents)
    dues = FirmDues(firm, on).of_year(FiscalYear(year))
    return sorted({due.edition.document for due in dues})


def events_of(firm: Firm) -> QuerySet[Event]:
    """Return a firm's events with how many items each called for."""
    events = Event.objects.filter(firm=firm).select_related("noted_by")
    return events.annotate(item_count=Count("items"))


def latest_runs() -> list[PlanningRun]:
    """Return the last plannings of every firm."""
    return list(PlanningRun.objects.select_related("asked_by")[:10])
