"""Inspections open when their period does, each once, whoever comes first."""

from datetime import date

import pytest
from tests.web.calendar.year import MECHANISM, plan
from tests.web.inspections.story import Story

from chahe.web.calendar.actions.adjusting import ask
from chahe.web.calendar.actions.beginning import begin, begin_waiting, waiting
from chahe.web.calendar.actions.planning import plan_year
from chahe.web.calendar.actions.turning import continue_years, turn_day
from chahe.web.calendar.models import PlanItem, YearPlan
from chahe.web.inspections.models import Inspection
from chahe.web.journal.models import Entry
from chahe.workflow import Refused

pytestmark = pytest.mark.django_db
FEBRUARY = date(2026, 2, 2)


@pytest.fixture
def story():
    return Story()


def item_of(code="CC-17010", month=2):
    return PlanItem.objects.get(code=code, period_start=date(2026, month, 1))


def test_what_has_come_begins_with_its_papers_and_its_due_day(story):
    plan(story)

    begun = begin_waiting(today=FEBRUARY)

    item = item_of()
    assert item.state == "begun"
    assert item.inspection in begun
    assert item.inspection.papers.count() == len(item.rules)
    assert item.inspection.due_on == item.due_on == date(2026, 2, 26)
    assert item.inspection.planned_by == story.officer
    assert Entry.objects.filter(act="plan_item.begun").count() == len(begun) == 16


def test_beginning_again_begins_nothing(story):
    plan(story)
    begin_waiting(today=FEBRUARY)

    assert begin_waiting(today=FEBRUARY) == []
    with pytest.raises(Refused, match="已開始"):
        begin(item=item_of(), by=story.officer, today=FEBRUARY)


def test_what_was_planned_by_hand_meanwhile_is_taken_up_at_the_turn_of_the_day(story):
    plan(story)
    by_hand = story.plan("7.1", on=FEBRUARY)

    turn_day(today=FEBRUARY)

    assert item_of().inspection == by_hand
    assert (
        Inspection.objects.filter(code="CC-17010", period_start=FEBRUARY.replace(day=1)).count()
        == 1
    )


def test_an_item_of_a_document_not_in_force_yet_waits_for_its_first_day(story):
    plan(story, documents=["tsa/emerging-technology"])

    before, after = (waiting(today=date(2026, 3, day)).count() for day in (3, 4))

    assert (before, after) == (0, PlanItem.objects.count())


def test_what_somebody_asked_to_skip_waits_for_the_decision(story):
    plan(story)
    ask(item=item_of(), act="skip", reason="停業", by=story.officer, today=FEBRUARY)

    begin_waiting(today=FEBRUARY)

    assert item_of().state == "planned"


def test_a_firm_of_last_year_goes_on_at_new_year_by_itself(story):
    plan(story, year=2025, today=date(2025, 1, 2))

    turn_day(today=date(2026, 1, 1))

    plans = YearPlan.objects.order_by("year")
    assert [(each.year, each.documents) for each in plans] == [
        (2025, [MECHANISM]), (2026, [MECHANISM])
    ]  # fmt: skip
    assert continue_years(today=date(2026, 1, 1)) == []
    assert item_of(month=1).state == "begun"


def test_a_firm_that_never_planned_is_left_alone(story):
    turn_day(today=FEBRUARY)

    assert not YearPlan.objects.exists()


def test_one_that_is_refused_does_not_stop_the_others(story):
    plan(story)
    broken = item_of()
    PlanItem.objects.filter(pk=broken.pk).update(section="99")

    begun = begin_waiting(today=FEBRUARY)

    assert len(begun) == 15
    assert item_of().state == "planned"


def test_a_firm_begins_its_own_alone(story):
    other = Story("9999")
    plan(story)
    plan_year(firm=other.firm, year=2026, by=other.officer, documents=[MECHANISM], today=FEBRUARY)

    begun = begin_waiting(today=FEBRUARY, firm=other.firm)

    assert {each.firm for each in begun} == {other.firm}
