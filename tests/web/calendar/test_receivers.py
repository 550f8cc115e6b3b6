"""Plans follow facts and days by themselves."""

from datetime import date

import pytest
from django.utils import timezone
from tests.web.calendar.year import GUILD, plan, state

from chahe.web.calendar import receivers
from chahe.web.calendar.actions.beginning import waiting
from chahe.web.calendar.models import PlanItem
from chahe.web.firms.actions import state_fact
from chahe.web.jobs import minute_passed
from chahe.web.journal.models import Entry

pytestmark = pytest.mark.django_db
THIS = timezone.localdate().year


def said(story, value, since):
    return state_fact(
        firm=story.firm, by=story.officer, kind="ai_use", value=value, since=since, source="董事會"
    )


def test_a_fact_that_is_stated_plans_again_in_the_same_breath(story):
    state(story, "ai_use", False, date(2020, 1, 1))
    plan(story, documents=[GUILD], year=THIS + 1, today=story.today)

    said(story, True, story.today)

    assert PlanItem.objects.filter(code="ET-11", state="planned").exists()
    entry = Entry.objects.get(act="plan.changed")
    assert (entry.actor, "申報「運用人工智慧」" in entry.text) == (story.officer.username, True)


def test_a_fact_of_tomorrow_waits_for_its_day(story):
    state(story, "ai_use", False, date(2020, 1, 1))
    plan(story, documents=[GUILD], year=THIS, today=story.today)

    said(story, True, date(THIS + 1, 1, 1))

    assert not PlanItem.objects.filter(code="ET-11").exists()


def test_a_firm_without_a_plan_is_asked_once(story, django_assert_max_num_queries):
    from chahe.web.calendar.actions.planning import replan

    with django_assert_max_num_queries(3):
        replan(story.firm, on=story.today, because="申報")


def test_a_minute_turns_the_day_once_and_begins_what_came_up(story, monkeypatch):
    turned = []
    monkeypatch.setattr(receivers, "turn_day", lambda **said: turned.append(said["today"]))
    monkeypatch.setattr(receivers, "_looked", [])
    plan(story, year=THIS, today=story.today)

    minute_passed.send(None)
    assert waiting(today=story.today).exists()
    minute_passed.send(None)

    assert turned == [story.today]
    assert not waiting(today=story.today).exists()
