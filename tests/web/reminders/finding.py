"""Ask one source what it finds."""

from chahe.web.reminders.crew import crew_of
from chahe.web.reminders.due import Look, load_sources
from chahe.web.reminders.models.schedule import WAITING_DAYS


def find(story, source, on=None):
    """Return what a source finds on a day."""
    on = on or story.today
    look = Look(story.firm, on, crew_of(story.firm, on=on), WAITING_DAYS)
    return list(load_sources()[source].find(look))


def people(*users):
    return frozenset(user.pk for user in users)
