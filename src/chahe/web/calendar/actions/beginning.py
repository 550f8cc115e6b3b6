"""Open the inspections whose periods have begun: nothing waits for somebody to remember."""

import logging
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from chahe.deadlines import Cadence
from chahe.web.firms.models import Firm
from chahe.web.inspections.actions.planning import plan_inspection
from chahe.web.inspections.models import Inspection
from chahe.web.journal.actions import record
from chahe.workflow import InspectionKind, Refused

from ..models import Adjustment, PlanItem

logger = logging.getLogger(__name__)
_refused: dict[int, date] = {}  # items that could not begin, and the day we tried, in this process


def waiting(*, today: date, firm: Firm | None = None) -> QuerySet[PlanItem]:
    """Return the items whose day to begin has come and that nobody has asked to change."""
    found = PlanItem.objects.filter(state=PlanItem.State.PLANNED, begins_on__lte=today)
    if firm is not None:
        found = found.filter(firm=firm)
    asked = Adjustment.objects.filter(item=OuterRef("pk"), granted=None)
    return found.exclude(Exists(asked)).order_by("begins_on", "code", "id")


def begin_waiting(*, today: date, firm: Firm | None = None) -> list[Inspection]:
    """Begin what waits, each in a transaction of its own; what is refused is tried again next day.

    They are planned by whoever planned the year: the system is nobody to answer for papers.
    """
    begun = []
    for item in waiting(today=today, firm=firm).select_related("planned_by"):
        if _refused.get(item.pk) == today:
            continue
        try:
            begun.append(begin(item=item, by=item.planned_by, today=today))
        except Refused as refusal:
            _refused[item.pk] = today
            logger.warning("plan item %s did not begin: %s", item.pk, refusal)
    return begun


@transaction.atomic
def begin(*, item: PlanItem, by: Any, today: date | None = None) -> Inspection:
    """Open an item's inspection, with a paper for each of its rules that binds.

    :raises Refused: if it has begun, was skipped or no longer binds, or none of its rules does
    """
    Firm.objects.select_for_update().get(pk=item.firm_id)  # first, as planning does
    item = PlanItem.objects.select_for_update(of=("self",)).select_related("firm").get(pk=item.pk)
    if item.state != PlanItem.State.PLANNED:
        raise Refused(f"「{item}」{item.get_state_display()}，不能再開始。")
    today = today or timezone.localdate()
    inspection = plan_inspection(
        firm=item.firm,
        section=f"{item.document}#{item.section}",
        on=max(item.period_start, min(today, item.period.last_day)),
        by=by,
        kind=InspectionKind(item.kind),
        cadence=Cadence(item.cadence),
        period=item.period,
        subject=item.subject,
        leaves=item.rules if item.event_id else None,
        due_on=item.day,
        today=today,
    )
    item.state, item.inspection = PlanItem.State.BEGUN, inspection
    item.save(update_fields=["state", "inspection"])
    record(
        "plan_item.begun",
        subject=f"plan_item:{item.pk}",
        by=by,
        firm=item.firm.code,
        detail={"item": str(item), "inspection": inspection.number, "due_on": item.day},
    )
    return inspection
