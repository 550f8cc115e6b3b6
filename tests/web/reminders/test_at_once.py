"""Two workers at the same instant, on PostgreSQL: each stage told once, each letter sent once."""

import pytest
from django.utils import timezone
from tests.web.inspections.story import Story
from tests.web.inspections.test_at_once import at_once
from tests.web.reminders.due import DUE, inspection_due

from chahe.web.journal.models import Entry
from chahe.web.reminders.actions.composing import compose
from chahe.web.reminders.actions.preferring import set_preference
from chahe.web.reminders.actions.reminding import remind_firm
from chahe.web.reminders.actions.sending import send_waiting
from chahe.web.reminders.models import Mail, Reminder

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def mine():
    story = Story()
    for user in (story.officer, story.auditor):
        set_preference(user=user, mode="daily", address=f"{user.username}@example.tw")
    inspection_due(story)
    return story


@pytest.mark.parametrize("attempt", range(3))
def test_two_workers_tell_each_stage_once(mine, attempt):
    kept = at_once(*[lambda: remind_firm(mine.firm, on=DUE)] * 3)

    assert sorted(each.made for each in kept) == [0, 0, 2]
    assert Reminder.objects.count() == 2
    assert Entry.objects.filter(act="reminder.made").count() == 1


@pytest.mark.parametrize("attempt", range(3))
def test_two_workers_compose_and_send_each_letter_once(mine, letters, attempt):
    remind_firm(mine.firm, on=DUE)

    composed = at_once(*[lambda: compose(on=DUE, now=timezone.now())] * 3)
    sent = at_once(*[send_waiting] * 3)

    assert sorted(composed) == [0, 0, 2]
    assert sum(each.sent for each in sent) == 2
    assert sorted(each["To"] for each in letters.letters) == sorted(
        Mail.objects.values_list("to", flat=True)
    )
