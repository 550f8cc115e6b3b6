"""With each minute what waits is sent; from the day's hour on people are reminded once an hour."""

from datetime import date, timedelta

import pytest
from tests.web.reminders.due import inspection_due

from chahe.web.demo.clock import clock_at
from chahe.web.reminders import receivers
from chahe.web.reminders.actions.preferring import set_preference
from chahe.web.reminders.models import Mail, Reminder

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _fresh_process(monkeypatch):
    monkeypatch.setattr(receivers, "_reminded", [])


@pytest.fixture
def mine(story):
    set_preference(user=story.officer, mode="daily", address="officer@example.tw")
    inspection_due(story, day=FRIDAY)
    return story


def minute(day, hour):
    with clock_at(day, hour=hour):
        receivers.remind_with_the_day(None)


def test_nothing_is_told_before_the_hour(mine, letters):
    minute(FRIDAY, 7)

    assert (Reminder.objects.count(), letters.letters) == (0, [])


def test_from_the_hour_on_people_are_told_and_mailed_once(mine, letters):
    for hour in (8, 8, 9, 17):
        minute(FRIDAY, hour)

    assert Reminder.objects.count() == 2
    assert len(letters.letters) == 1
    assert "今天到期" in letters.letters[0]["Subject"]


def test_another_process_changes_nothing(mine, letters):
    minute(FRIDAY, 8)
    receivers._reminded.clear()
    minute(FRIDAY, 8)

    assert (Reminder.objects.count(), len(letters.letters)) == (2, 1)


def test_every_day_of_a_month_sends_a_letter_on_the_days_of_the_schedule_alone(mine, letters):
    for n in range(31):
        minute(date(2026, 3, 1) + timedelta(days=n), 9)

    days = list(Mail.objects.order_by("on").values_list("on__day", flat=True))
    assert days == [13, 19, 20, 23, 30]
    assert len(letters.letters) == 5
    assert len({each["Message-ID"] for each in letters.letters}) == 5


def test_a_worker_that_slept_sends_one_letter_that_says_how_late_it_is(mine, letters):
    minute(date(2026, 4, 13), 9)

    assert len(letters.letters) == 1
    assert "逾期 24 天" in letters.letters[0].get_content()


def test_without_a_mail_server_the_site_tells_all_the_same(mine):
    minute(FRIDAY, 8)

    assert Reminder.objects.count() == 2
    assert Mail.objects.count() == 0
