"""Things that fall due on a day we say, and what is told of them."""

from datetime import date

from chahe.web.inspections.models import Inspection
from chahe.web.reminders.actions.reminding import remind_firm
from chahe.web.reminders.models import Reminder

DUE = date(2026, 3, 20)  # a Friday
WEEK_BEFORE, DAY_BEFORE = date(2026, 3, 13), date(2026, 3, 19)
LATE = date(2026, 3, 23)  # the Monday after


def inspection_due(story, section="11", day=DUE):
    """Plan an inspection that is due on a day."""
    inspection = story.plan(section, on=date(2026, 3, 2))
    Inspection.objects.filter(pk=inspection.pk).update(due_on=day)
    return inspection


def told(story, on, **wanted):
    """Remind the firm's people on a day; return who has what stage standing, copies marked."""
    remind_firm(story.firm, on=on)
    rows = Reminder.objects.filter(firm=story.firm, ended_at=None, **wanted)
    return {
        (each.user, each.subject): each.stage + ("（副知）" if each.copied else "")
        for each in rows.select_related("user")
    }
