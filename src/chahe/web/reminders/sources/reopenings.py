"""Leave to resume trading that somebody asked for and nobody has decided."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from chahe.deadlines import days_after
from chahe.web.accounts.roles import MARKET_WIDE
from chahe.web.engagements.models import ReopeningOverride
from chahe.web.engagements.permissions import PERMISSIONS

from ..due import Due, Look, Source


def _find(look: Look) -> Iterator[Due]:
    rows = ReopeningOverride.objects.filter(stop__firm=look.firm, granted=None)
    deciders = look.crew.holding(*(PERMISSIONS["engagements.decide_reopening"] - MARKET_WIDE))
    for each in rows.select_related("stop").order_by():
        yield Due(
            subject=f"reopening:{each.pk}",
            title=f"例外恢復交易待決定：{each.stop}",
            url=reverse("trading_stop", args=[look.firm.code, each.stop_id]),
            due_on=days_after(timezone.localdate(each.asked_at), look.waiting_days),
            people=deciders - {each.asked_by_id},
        )


SOURCE = Source("reopenings", "待決定的恢復交易", _find)
