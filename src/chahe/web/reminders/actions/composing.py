"""Compose the day's letters: one a person, of whatever they were told of and not yet mailed."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from chahe.web.accounts.models import User

from ..models import Mail, MailPreference, Reminder
from ..queries import unmailed

Mode = MailPreference.Mode


@transaction.atomic
def compose(*, on: date, now: datetime) -> int:
    """Compose letters for a day and return how many there are to send of them.

    What comes up after a person's letter of the day waits for tomorrow's. One that could not be
    sent yet takes it in, whatever day it is of.
    """
    waits = Reminder.objects.filter(unmailed(), user=OuterRef("pk"))
    people = User.objects.filter(Exists(waits), is_active=True).exclude(email="")
    modes = dict(
        people.select_for_update(of=("self",))
        .order_by("pk")
        .values_list("pk", "mail_preference__mode")
    )
    late = [pk for pk, mode in modes.items() if mode == Mode.LATE]
    daily = [pk for pk, mode in modes.items() if mode in (None, Mode.DAILY)]
    wanted = Q(user__in=daily) | Q(user__in=late, due_on__lt=on)
    told = list(Reminder.objects.filter(unmailed(), wanted).order_by("pk"))
    letters = _letters(sorted({each.user_id for each in told}), on, now)
    taken = [each for each in told if each.user_id in letters]
    for each in taken:
        each.mail = letters[each.user_id]
    Reminder.objects.bulk_update(taken, ["mail"], batch_size=500)
    return len(letters)


def _letters(users: list[int], on: date, now: datetime) -> dict[int, Mail]:
    """Return the letter that takes in what each person is told of; not of whom had one today."""
    waiting = Mail.objects.filter(user__in=users, state=Mail.State.WAITING)
    found = {each.user_id: each for each in waiting}
    sending = Mail.objects.filter(user__in=users, state=Mail.State.SENDING)
    today = Mail.objects.filter(user__in=users, on=on)
    had = {user for rows in (sending, today) for user in rows.values_list("user_id", flat=True)}
    new = [user for user in users if user not in had and user not in found]
    made = Mail.objects.bulk_create(
        [Mail(user_id=user, on=on, next_at=now) for user in new], batch_size=500
    )
    return found | {each.user_id: each for each in made}
