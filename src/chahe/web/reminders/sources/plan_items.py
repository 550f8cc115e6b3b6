"""Inspections that are planned and nobody has begun."""

from collections.abc import Iterator

from django.db.models.functions import Coalesce
from django.urls import reverse

from chahe.deadlines import days_after
from chahe.web.calendar.models import PlanItem

from ..due import FARTHEST, Due, Look, Source


def _find(look: Look) -> Iterator[Due]:
    rows = PlanItem.objects.filter(firm=look.firm, state=PlanItem.State.PLANNED)
    near = rows.annotate(falls_on=Coalesce("moved_to", "due_on")).filter(
        falls_on__lte=days_after(look.on, FARTHEST)
    )
    for each in near.order_by():
        theirs = {"kind": each.kind, "by": each.planned_by_id}
        yield Due(
            subject=f"plan_item:{each.pk}",
            title=f"還沒開始的{each.get_kind_display()}：{each}",
            url=reverse("calendar_item", args=[look.firm.code, each.pk]),
            due_on=each.falls_on,
            people=look.crew.doing("papers.prepare", **theirs),
            escalate_to=look.crew.doing("papers.approve", **theirs),
        )


SOURCE = Source("plan_items", "未開始的查核", _find)
