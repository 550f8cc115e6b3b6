"""Two at the same instant, on PostgreSQL: planned once, begun once, decided once."""

from datetime import date

import pytest
from tests.factories import make_user
from tests.web.calendar.year import JANUARY, plan
from tests.web.inspections.test_at_once import at_once, told

from chahe.web.accounts.roles import Role
from chahe.web.calendar.actions.adjusting import ask, decide
from chahe.web.calendar.actions.beginning import begin
from chahe.web.calendar.actions.planning import replan
from chahe.web.calendar.models import Adjustment, PlanItem, YearPlan
from chahe.web.inspections.models import Inspection

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def item_of():
    return PlanItem.objects.get(code="CC-17010", period_start=date(2026, 1, 1))


def test_a_year_planned_twice_at_once_is_planned_once(story):
    outcomes = at_once(lambda: plan(story), lambda: plan(story))

    assert sorted(counts.made for counts in outcomes) == [0, 44]
    assert (YearPlan.objects.count(), PlanItem.objects.count()) == (1, 44)


def test_an_item_begun_twice_at_once_has_one_inspection(story):
    plan(story)

    outcomes = at_once(
        *(lambda: begin(item=item_of(), by=story.officer, today=JANUARY) for _ in range(2))
    )

    (said,) = told(outcomes)
    assert "已開始" in said
    assert Inspection.objects.get() == item_of().inspection


def test_beginning_and_planning_again_at_once_stand_in_a_line(story):
    plan(story)

    outcomes = at_once(
        lambda: begin(item=item_of(), by=story.officer, today=JANUARY),
        lambda: replan(story.firm, on=JANUARY, because="日期推進", today=JANUARY),
    )

    assert told(outcomes) == []
    assert item_of().state == "begun"


def test_of_two_who_decide_one_does(story):
    plan(story)
    other = make_user(Role.CISO, story.firm, "second-ciso", enrolled=True)
    asked = ask(item=item_of(), act="skip", reason="停業", by=story.officer, today=JANUARY)

    outcomes = at_once(
        lambda: decide(adjustment=asked, granted=True, by=story.ciso, today=JANUARY),
        lambda: decide(adjustment=asked, granted=False, comment="不行", by=other, today=JANUARY),
    )

    (said,) = told(outcomes)
    assert "已經決定" in said
    assert Adjustment.objects.get().decided_by in (story.ciso, other)
