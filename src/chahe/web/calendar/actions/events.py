"""Note an event: what it calls for is planned and begins at once."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.deadlines import event_due
from chahe.rulebook import Due, Trigger, load_triggers
from chahe.web.firms.models import Firm
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from ..dues import FirmDues
from ..models import Event, PlanItem
from ..working import working_days
from .beginning import begin


@transaction.atomic
def note_event(
    *, firm: Firm, trigger: str, subject: str, on: date, by: Any, note: str = ""
) -> Event:
    """Note an event, plan what it calls for from the rules that bind on its day, and begin it.

    :raises Refused: if it is noted already, or no rule that binds calls for anything
    """
    known = load_triggers()[trigger]
    today = timezone.localdate()
    dues = FirmDues(firm, today).of_event(known, on=on)
    if not dues:
        raise Refused(f"那一天沒有適用的條款要求在「{known.title}」時查核，不必登記。")
    event = _create(firm, known, subject.strip(), on, by, note.strip())
    items = [_item(event, due, known, today) for due in dues]
    PlanItem.objects.bulk_create(items)
    record(
        "event.noted",
        subject=f"event:{event.pk}",
        by=by,
        firm=firm.code,
        detail={"event": str(event), "on": on, "items": [str(item) for item in items]},
    )
    for item in items:
        begin(item=item, by=by, today=today)
    return event


def _create(firm: Firm, trigger: Trigger, subject: str, on: date, by: Any, note: str) -> Event:
    try:
        with transaction.atomic():
            return Event.objects.create(
                firm=firm,
                trigger=trigger.id,
                subject=subject,
                on=on,
                note=note,
                noted_by=by,
                noted_at=timezone.now(),
            )
    except IntegrityError:
        raise Refused(f"「{trigger.title}：{subject}」這一天已經登記過了。") from None


def _item(event: Event, due: Due, trigger: Trigger, today: date) -> PlanItem:
    return PlanItem(
        firm=event.firm,
        document=due.edition.document,
        edition=due.edition.edition,
        section=due.section.path,
        line=due.line,
        code=due.section.code,
        title=due.section.title,
        cadence=due.cadence,
        subject=str(event),
        period_start=due.period.start,
        period_end=due.period.end,
        begins_on=today,
        due_on=event_due(event.on, days=trigger.offset, working=working_days()),
        rules=[leaf.rule.path for leaf in due.leaves],
        event=event,
        planned_by=event.noted_by,
        planned_at=event.noted_at,
    )
