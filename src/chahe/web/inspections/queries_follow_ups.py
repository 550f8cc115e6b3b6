"""Questions about 追蹤報告: which inspections they follow, what is due, what was issued."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from chahe.deadlines import days_after
from chahe.workflow import ENDED, FindingState, InspectionState
from chahe.workflow.follow_up import Followed

from .kinds import seen_by
from .models import FollowUp, Inspection

_TOLD = ~Q(papers__findings__state=FindingState.WITHDRAWN)
_GOING = ~Q(papers__findings__state__in=sorted(ENDED))


@dataclass(frozen=True)
class FollowUpDue:
    """The next report of an inspection, and every day that went by without one."""

    inspection: Inspection
    due_on: date
    missed: tuple[date, ...]


def followed_inspections(firm: Any, user: Any = None) -> QuerySet[Inspection]:
    """Return the sealed inspections of a firm that have findings, those a user may see.

    Each has `told` findings, `going` of which have not ended, and its latest report.
    """
    rows = Inspection.objects.filter(firm=firm, state=InspectionState.SEALED)
    if user is not None:
        rows = rows.filter(seen_by(user, firm))
    last = FollowUp.objects.filter(inspection=OuterRef("pk")).order_by("-due_on", "-id")
    issued = (
        FollowUp.objects.filter(inspection=OuterRef("pk"))
        .order_by()
        .values("inspection")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        rows.select_related("firm")
        .annotate(
            told=Count("papers__findings", filter=_TOLD),
            going=Count("papers__findings", filter=_TOLD & _GOING),
            ended_at=Max("papers__findings__closed_at"),
            last_due=Subquery(last.values("due_on")[:1]),
            last_issued_at=Subquery(last.values("issued_at")[:1]),
            issued=Coalesce(Subquery(issued), 0),
        )
        .filter(told__gt=0)
        .order_by("-sealed_at")
    )


def as_followed(row: Any) -> Followed:
    """Return one of `followed_inspections` as days are reckoned from it."""
    return Followed(
        sealed_on=timezone.localdate(row.sealed_at),
        ended_at=None if row.going else _local(row.ended_at),
        last_due=row.last_due,
        issued_at=_local(row.last_issued_at),
    )


def _local(at: datetime | None) -> datetime | None:
    return timezone.localtime(at) if at else None


def followed(inspection: Inspection) -> Followed | None:
    """Return an inspection as its reports follow it; None if there is nothing to follow."""
    row = followed_inspections(inspection.firm_id).filter(pk=inspection.pk).first()
    return as_followed(row) if row else None


def follow_ups_due(firm: Any, *, on: date, user: Any = None) -> list[FollowUpDue]:
    """Return the next report of each inspection that has one, the earliest first; in one query."""
    found = [(row, as_followed(row)) for row in followed_inspections(firm, user)]
    due = [
        FollowUpDue(row, each.next_due, tuple(each.missed(on=on)))
        for row, each in found
        if each.next_due is not None
    ]
    return sorted(due, key=lambda each: (each.due_on, each.inspection.pk))


def late(rows: QuerySet[Inspection], *, on: date) -> QuerySet[Inspection]:
    """Leave of `followed_inspections` those whose next report is late, as `Followed` reckons."""
    passed = days_after(on.replace(day=1), -1)  # the last day by which a report can be late
    first = passed.replace(day=1)
    begun = timezone.make_aware(datetime.combine(first, time.min))
    never = Q(last_due=None, sealed_at__lt=begun)
    unsaid = Q(going__gt=0) | Q(ended_at__gte=F("last_issued_at"))
    return rows.filter(never | Q(last_due__lt=first) & unsaid)


def issued_by(firm: Any, user: Any) -> QuerySet[FollowUp]:
    """Return the reports a firm issued that a user may see, the latest first."""
    return (
        FollowUp.objects.filter(seen_by(user, firm, through="inspection__"), inspection__firm=firm)
        .select_related("inspection__firm", "issued_by")
        .order_by("-issued_at")
    )
