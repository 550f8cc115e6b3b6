"""A firm sets on which days its people are reminded."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.deadlines import Schedule
from chahe.web.firms.models import Firm
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from ..models import ReminderSchedule


@transaction.atomic
def set_schedule(*, firm: Firm, schedule: Schedule, waiting_days: int, by: Any) -> ReminderSchedule:
    """Keep a firm's schedule from now on; what was told already is not told again.

    :raises Refused: if what waits would have to wait less than a day
    """
    if waiting_days < 1:
        raise Refused("簽核與核定的期限至少 1 天。")
    days = {
        "before": list(schedule.before),
        "after": list(schedule.after),
        "every": schedule.every,
        "waiting_days": waiting_days,
    }
    kept, _ = ReminderSchedule.objects.update_or_create(
        firm=firm, defaults={**days, "set_by": by, "set_at": timezone.now()}
    )
    record(
        "reminder.schedule_changed",
        subject=f"reminder:{firm.code}",
        by=by,
        firm=firm.code,
        detail=days,
    )
    return kept
