"""An event calls for what binds on its day, once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.web.calendar.year import state

from chahe.web.calendar.actions.events import note_event
from chahe.web.calendar.models import Event, PlanItem
from chahe.web.inspections.models import Inspection
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db


def note(story, trigger="leaver", subject="王小明", on=None, **said):
    said = {"by": story.owner, **said}
    return note_event(
        firm=story.firm, trigger=trigger, subject=subject, on=on or story.today, **said
    )


def test_what_it_calls_for_begins_at_once(story):
    event = note(story)

    items = PlanItem.objects.filter(event=event).order_by("code")
    assert {item.code for item in items} == {"CC-15000", "CC-18000", "CC-21100", "CS-1", "IP-9"}
    assert {item.state for item in items} == {"begun"}
    account = items.get(code="CC-18000")
    assert [paper.path for paper in account.inspection.papers.all()] == ["8.2.b"]
    assert account.inspection.subject == "人員離職或調職：王小明"
    assert account.inspection.due_on == story.today
    assert account.inspection.cadence == "event"


def test_it_is_noted_once(story):
    note(story)

    with pytest.raises(Refused, match="已經登記過"):
        note(story)

    assert Event.objects.count() == 1
    assert PlanItem.objects.count() == 5


def test_others_of_the_same_day_are_apart(story):
    note(story)
    note(story, subject="李小華")
    note(story, trigger="outsourcing_end", subject="王小明")

    on_access = Inspection.objects.filter(code="CC-18000", period_start=story.today)
    assert on_access.count() == 3


def test_what_binds_nobody_is_refused(story):
    state(story, "services", ["brokerage"], date(2020, 1, 2))

    with pytest.raises(Refused, match="不必登記"):
        note(story, trigger="trading_stop", subject="平台")

    assert not Event.objects.exists()


def test_a_stop_of_trading_is_asked_of_a_platform(story):
    state(story, "services", ["security_token"], date(2020, 1, 2))

    event = note(story, trigger="trading_stop", subject="平台")

    (item,) = event.items.all()
    assert (item.code, item.rules) == ("STO-3", ["3.12.3"])


def test_a_release_to_come_begins_now_and_is_due_on_its_day(story):
    day = date(story.today.year + 1, 3, 1)

    event = note(story, trigger="release", subject="下單系統 2.0", on=day)

    assert {(item.state, item.due_on) for item in event.items.all()} == {("begun", day)}


def test_it_is_never_edited(story):
    event = note(story)

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(subject="別人")
