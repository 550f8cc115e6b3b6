"""Open inspections, by the day they are due or were moved to with approval."""

from collections.abc import Iterator

from django.db.models.functions import Coalesce
from django.urls import reverse

from chahe.web.inspections.models import Inspection
from chahe.workflow import InspectionState

from ..due import Due, Look, Source


def _find(look: Look) -> Iterator[Due]:
    rows = Inspection.objects.filter(firm=look.firm, state=InspectionState.OPEN).order_by()
    for each in rows.annotate(falls_on=Coalesce("plan_item__moved_to", "due_on")):
        yield Due(
            subject=f"inspection:{each.pk}",
            title=f"{each.get_kind_display()}：{each}",
            url=reverse("inspection", args=[look.firm.code, each.pk]),
            due_on=each.falls_on,
            people=look.crew.doing_in(each, "papers.prepare"),
            escalate_to=look.crew.doing_in(each, "papers.approve"),
        )


SOURCE = Source("inspections", "查核", _find)
