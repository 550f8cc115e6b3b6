"""Keep what people are told of: each stage once, and only what still stands."""

import logging
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.web.calendar.working import working_days
from chahe.web.firms.models import Firm
from chahe.web.journal.actions import record

from ..crew import crew_of
from ..due import Look, load_sources
from ..models import Reminder
from ..queries import schedule_of
from ..told import Told, Wanted, wanted

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """How many reminders were made, ended because of what was done or told since, and taken up."""

    made: int = 0
    ended: int = 0
    taken_up: int = 0

    def __bool__(self) -> bool:
        return bool(self.made or self.ended or self.taken_up)


def remind(*, on: date) -> None:
    """Remind every firm's people; one that goes wrong keeps no other from it."""
    for firm in Firm.objects.all():
        try:
            remind_firm(firm, on=on)
        except Exception:
            logger.exception("nobody of %s was reminded; we try again within the hour", firm.code)


@transaction.atomic
def remind_firm(firm: Firm, *, on: date) -> Kept:
    """Remind a firm's people of all that is due; done again on the same day it changes nothing."""
    Firm.objects.select_for_update().get(pk=firm.pk)
    told = _wanted(firm, on)
    subjects = {subject for _, subject in told}
    kept = {each.key: each for each in Reminder.objects.filter(firm=firm, subject__in=subjects)}
    standing = Reminder.objects.filter(firm=firm, ended_at=None)
    stand = {(each.user_id, each.subject): each for each in standing}
    made, taken_up = [], []
    for place, each in told.items():
        fresh = _reminder(firm, *place, each)
        before, stands = kept.get(fresh.key), stand.get(place)
        if before is None:
            made.append(fresh)
        elif stands is not None and stands.due_on == each.due.due_on:
            del stand[place]  # as it was told: this stage, or one of a schedule since changed
        else:
            taken_up.append(before.pk)
    _save(ended=[each.pk for each in stand.values()], made=made, taken_up=taken_up)
    done = Kept(len(made), len(stand), len(taken_up))
    if done:
        record("reminder.made", subject=f"reminder:{firm.code}", firm=firm.code, detail=vars(done))
    return done


def _wanted(firm: Firm, on: date) -> Wanted:
    schedule, waiting_days = schedule_of(firm)
    look = Look(firm, on, crew_of(firm, on=on), waiting_days)
    dues = ((source, due) for source in load_sources().values() for due in source.find(look))
    return wanted(dues, crew=look.crew, schedule=schedule, on=on, working=working_days())


def _reminder(firm: Firm, user: int, subject: str, told: Told) -> Reminder:
    return Reminder(
        user_id=user,
        firm=firm,
        source=told.source.id,
        subject=subject,
        title=told.due.title[:300],
        url=told.due.url,
        due_on=told.due.due_on,
        stage=told.stage.key,
        copied=told.copied,
        told_on=told.stage.told_on,
    )


def _save(*, ended: list[Any], made: list[Reminder], taken_up: list[Any]) -> None:
    """End first: of one thing a person has one reminder that stands."""
    if ended:
        Reminder.objects.filter(pk__in=ended).update(ended_at=timezone.now())
    if taken_up:
        Reminder.objects.filter(pk__in=taken_up).update(ended_at=None)
    Reminder.objects.bulk_create(made, batch_size=500)
