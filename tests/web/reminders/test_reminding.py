"""Each stage is told once, only what stands is shown, and nothing is lost while nothing ran."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from tests.web.inspections.story import Story
from tests.web.reminders.due import DAY_BEFORE, DUE, LATE, WEEK_BEFORE, inspection_due, told

from chahe.web.firms.models import Membership
from chahe.web.inspections.models import Inspection
from chahe.web.journal.models import Entry
from chahe.web.reminders.actions.reminding import Kept, remind, remind_firm
from chahe.web.reminders.models import Reminder

pytestmark = pytest.mark.django_db


def test_those_who_prepare_are_told_before_on_and_after_and_the_reviewer_when_it_is_late(story):
    subject = f"inspection:{inspection_due(story).pk}"
    doers = [(story.officer, subject), (story.auditor, subject)]

    assert told(story, date(2026, 3, 12)) == {}
    assert told(story, WEEK_BEFORE) == dict.fromkeys(doers, "before-7")
    assert told(story, DAY_BEFORE) == dict.fromkeys(doers, "before-1")
    assert told(story, DUE) == dict.fromkeys(doers, "on")
    assert told(story, LATE) == {
        **dict.fromkeys(doers, "late-1"),
        (story.ciso, subject): "late-1（副知）",
    }


def test_to_run_again_on_the_same_day_changes_nothing(story):
    inspection_due(story)
    first = remind_firm(story.firm, on=DUE)
    before = list(Reminder.objects.values())

    again = remind_firm(story.firm, on=DUE)

    assert (first, again) == (Kept(made=2), Kept())
    assert list(Reminder.objects.values()) == before


def test_each_run_of_every_day_of_a_month_makes_each_stage_once(story):
    inspection_due(story)

    for day in range(1, 32):
        remind_firm(story.firm, on=date(2026, 3, day))

    mine = Reminder.objects.filter(user=story.officer).order_by("told_on")
    assert list(mine.values_list("stage", "told_on")) == [
        ("before-7", WEEK_BEFORE), ("before-1", DAY_BEFORE), ("on", DUE), ("late-1", LATE),
        ("late-8", date(2026, 3, 30)),
    ]  # fmt: skip


def test_a_job_that_slept_for_weeks_tells_the_latest_stage_alone(story):
    inspection_due(story)

    told(story, date(2026, 4, 13))

    mine = Reminder.objects.filter(user=story.officer)
    assert list(mine.values_list("stage", flat=True)) == ["late-22"]


def test_what_is_done_ends_and_is_not_told_again(story):
    inspection = inspection_due(story)
    told(story, DUE)
    story.seal(inspection)

    assert told(story, LATE, subject=f"inspection:{inspection.pk}") == {}
    assert Reminder.objects.filter(ended_at=None, source="inspections").count() == 0


def test_a_moved_day_begins_anew(story):
    inspection = inspection_due(story)
    told(story, DUE)
    Inspection.objects.update(due_on=date(2026, 4, 10))

    assert told(story, LATE) == {}
    assert set(told(story, date(2026, 4, 3)).values()) == {"before-7"}
    assert Reminder.objects.filter(subject=f"inspection:{inspection.pk}").count() == 4


def test_what_stands_again_is_taken_up_and_not_told_twice(story):
    inspection_due(story)
    told(story, DUE)
    Inspection.objects.update(due_on=date(2027, 1, 4))
    told(story, DUE)
    Inspection.objects.update(due_on=DUE)

    assert remind_firm(story.firm, on=DUE) == Kept(taken_up=2)
    assert Reminder.objects.count() == 2


def test_who_left_is_told_nothing_more(story):
    inspection_due(story)
    told(story, DUE)
    Membership.objects.filter(user=story.officer).delete()

    assert {user for user, _ in told(story, LATE)} == {story.auditor, story.ciso}


def test_what_is_told_is_journalled_once_with_counts(story):
    inspection_due(story)
    remind_firm(story.firm, on=DUE)
    remind_firm(story.firm, on=DUE)

    (entry,) = Entry.objects.filter(act="reminder.made")
    assert json.loads(entry.text)["detail"] == {"made": 2, "ended": 0, "taken_up": 0}
    assert (entry.actor, entry.firm) == ("system", "8888")


def test_a_firm_that_goes_wrong_keeps_no_other_from_it(story, monkeypatch, caplog):
    other = Story("9999")
    inspection_due(other)
    ours = remind_firm

    def broken(firm, *, on):
        if firm.code == "8888":
            raise RuntimeError("broken")
        return ours(firm, on=on)

    monkeypatch.setattr("chahe.web.reminders.actions.reminding.remind_firm", broken)
    remind(on=DUE)

    assert set(Reminder.objects.values_list("firm__code", flat=True)) == {"9999"}
    assert "nobody of 8888 was reminded" in caplog.text


def test_the_database_refuses_to_tell_a_stage_twice(story):
    inspection_due(story)
    told(story, DUE)
    one = Reminder.objects.first()
    Reminder.objects.update(ended_at=timezone.now())
    one.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_the_database_refuses_a_copy_of_what_is_not_late(story):
    inspection_due(story)
    told(story, DUE)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.update(copied=True, due_on=F("told_on"))


@pytest.mark.parametrize("sections", [["11"], ["11", "7.1", "4"]], ids=len)
def test_a_firm_in_a_fixed_number_of_queries(story, django_assert_num_queries, sections):
    for section in sections:
        inspection_due(story, section)

    with django_assert_num_queries(29):
        remind_firm(story.firm, on=DUE)
