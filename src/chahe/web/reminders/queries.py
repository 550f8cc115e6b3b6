"""Questions about reminders."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from chahe.deadlines import Schedule
from chahe.web.firms.models import Firm

from .due import load_sources
from .models import Mail, MailPreference, Reminder, ReminderSchedule
from .models.schedule import WAITING_DAYS


def source_label(source: str) -> str:
    """Name the kind of thing a reminder is of; a kind that is no longer there as it is."""
    found = load_sources().get(source)
    return found.label if found else source


def schedule_of(firm: Firm) -> tuple[Schedule, int]:
    """Return the days on which a firm's people are told, and how long what waits may."""
    kept = ReminderSchedule.objects.filter(firm=firm).first()
    return (kept.value, kept.waiting_days) if kept else (Schedule(), WAITING_DAYS)


def reminders_of(firm: Firm, user: Any) -> QuerySet[Reminder]:
    """Return what a person was told of in a firm, what is due earliest first."""
    found = Reminder.objects.filter(firm=firm, user=user)
    return found.select_related("mail").order_by("due_on", "id")


def standing(firm: Firm, user: Any) -> QuerySet[Reminder]:
    """Return what a person was told of in a firm and still stands."""
    return reminders_of(firm, user).filter(ended_at=None)


def unmailed() -> Q:
    """Return the condition that a reminder stands, was not seen, and no letter holds it."""
    unheld = Q(mail=None) | Q(mail__state__in=[Mail.State.REFUSED, Mail.State.DROPPED])
    return Q(ended_at=None, seen_at=None) & unheld


def mode_of(user: Any) -> str:
    """Return how a person wants to be mailed."""
    kept = MailPreference.objects.filter(user=user).first()
    return kept.mode if kept else MailPreference.Mode.DAILY


def last_mail(user: Any) -> Mail | None:
    """Return the last letter composed for a person."""
    return Mail.objects.filter(user=user).first()


def mails() -> QuerySet[Mail]:
    """Return every letter with how many things it holds, the newest first."""
    return Mail.objects.select_related("user").annotate(held=Count("reminders"))
