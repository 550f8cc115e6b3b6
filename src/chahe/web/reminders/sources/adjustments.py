"""Changes of the plan that somebody asked for and nobody has decided."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from chahe.deadlines import days_after
from chahe.web.calendar.models import Adjustment
from chahe.web.calendar.permissions import PERMISSIONS

from ..due import Due, Look, Source


def _find(look: Look) -> Iterator[Due]:
    rows = Adjustment.objects.filter(item__firm=look.firm, granted=None).select_related("item")
    deciders = look.crew.holding(*PERMISSIONS["calendar.decide"])
    for each in rows.order_by():
        yield Due(
            subject=f"adjustment:{each.pk}",
            title=f"排程調整待決定：{each}",
            url=reverse("calendar_item", args=[look.firm.code, each.item_id]),
            due_on=days_after(timezone.localdate(each.asked_at), look.waiting_days),
            people=deciders - {each.asked_by_id},
        )


SOURCE = Source("adjustments", "待決定的排程調整", _find)
