"""Remind when an hour of the day has come; send what waits every minute."""

from datetime import date
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.utils import timezone

from chahe.web.jobs import minute_passed

from .actions.composing import compose
from .actions.reminding import remind
from .actions.sending import send_waiting

_reminded: list[tuple[date, int]] = []  # the day and the hour of the last time, in this process


@receiver(minute_passed, dispatch_uid="reminders.minute_passed")
def remind_with_the_day(sender: Any, **kwargs: Any) -> None:
    """Remind from the day's hour on, and each hour after: what came up since, what was done.

    Each person has one letter a day. To do it again, in another process too, changes nothing.
    """
    now = timezone.localtime()
    hour = (now.date(), now.hour)
    if now.hour >= settings.REMINDER_HOUR and _reminded != [hour]:
        remind(on=now.date())
        if settings.EMAIL_HOST:
            compose(on=now.date(), now=now)
        _reminded[:] = [hour]
    if settings.EMAIL_HOST:
        send_waiting()
