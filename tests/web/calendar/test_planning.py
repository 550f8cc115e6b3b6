"""A year is planned once: planned again, it follows facts and editions, and loses nothing."""

from collections import Counter
from datetime import date

import pytest
from tests.web.calendar.year import GUILD, JANUARY, JULY, MECHANISM, plan, state
from tests.web.inspections.story import Story

from chahe.deadlines import FiscalYear
from chahe.web.calendar.actions.planning import Counts, replan
from chahe.web.calendar.models import PlanItem, YearPlan
from chahe.web.journal.models import Entry
from chahe.workflow import InspectionKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Story()


def test_a_year_has_every_period_of_every_section_that_binds(story):
    made = plan(story)

    found = Counter(PlanItem.objects.values_list("cadence", flat=True))
    assert found == {"monthly": 24, "semiannual": 16, "annual": 4}
    assert made == Counts(made=44)
    assert {item.state for item in PlanItem.objects.all()} == {"planned"}


def test_items_are_due_on_the_last_working_day_of_their_period(story):
    plan(story)

    january = PlanItem.objects.get(code="CC-17010", period_start=date(2026, 1, 1))
    assert january.due_on == date(2026, 1, 30)
    assert (january.begins_on, january.period_end) == (date(2026, 1, 1), date(2026, 2, 1))
    assert len(january.rules) == 21


def test_planning_again_changes_and_journals_nothing(story):
    plan(story)
    before = list(PlanItem.objects.order_by("pk").values())

    again = plan(story)

    assert not again
    assert list(PlanItem.objects.order_by("pk").values()) == before
    assert Entry.objects.filter(act="plan.made").count() == 1


def test_kinds_and_firms_are_planned_apart(story):
    other = Story("9999")
    plan(story)

    plan(story, kind=InspectionKind.INTERNAL_AUDIT)
    plan(other)

    counts = Counter(PlanItem.objects.values_list("firm__code", "kind"))
    assert set(counts.values()) == {44}
    assert len(counts) == 3


def test_what_was_planned_by_hand_is_taken_up(story):
    inspection = story.plan("11", on=JANUARY)

    plan(story)

    item = PlanItem.objects.get(inspection=inspection)
    assert (item.state, item.code, item.cadence) == ("begun", "CC-21000", "semiannual")
    assert PlanItem.objects.filter(code="CC-21000").count() == 2


def test_a_period_that_had_ended_when_it_was_planned_does_not_begin_by_itself(story):
    plan(story, today=date(2026, 3, 10))

    begins = dict(PlanItem.objects.filter(code="CC-17010").values_list("period_start", "begins_on"))
    assert begins[date(2026, 2, 1)] is None
    assert begins[date(2026, 3, 1)] == date(2026, 3, 1)


def test_a_fact_brings_a_section_for_the_periods_that_have_not_ended(story):
    state(story, "ai_use", False, date(2020, 1, 1))
    plan(story, documents=[GUILD])
    assert not PlanItem.objects.filter(code="ET-11").exists()
    state(story, "ai_use", True, JULY)

    replan(story.firm, on=JULY, because="申報「運用人工智慧」", today=JULY)

    (item,) = PlanItem.objects.filter(code="ET-11")
    assert item.period_start == date(2026, 1, 1)


def test_a_document_that_begins_within_the_year_is_planned_from_the_start(story):
    plan(story, documents=[GUILD])

    assert set(PlanItem.objects.values_list("edition", "period_start")) == {
        ("2026-03-04", date(2026, 1, 1))
    }


def test_what_no_longer_binds_is_gone_with_its_reason_and_comes_back(story):
    plan(story, documents=[GUILD])
    state(story, "ai_use", False, JULY)
    replan(story.firm, on=JULY, because="申報", today=JULY)
    (gone,) = PlanItem.objects.filter(state="gone")
    assert (gone.code, gone.reason) == (
        "ET-11", "適用運用人工智慧之證券商；公司「運用人工智慧」為否，故不適用"
    )  # fmt: skip

    state(story, "ai_use", True, date(2026, 8, 1))
    back = replan(story.firm, on=date(2026, 8, 1), because="申報", today=date(2026, 8, 1))

    gone.refresh_from_db()
    assert back == Counts(changed=1)
    assert (gone.state, gone.reason) == ("planned", "")


def test_a_document_left_out_is_gone_and_said_so(story):
    plan(story, documents=[MECHANISM, "twse/inspection-points"])

    counts = plan(story)

    gone = PlanItem.objects.filter(state="gone")
    assert counts.gone == gone.count() > 0
    assert set(gone.values_list("reason", flat=True)) == {"計畫不再涵蓋這份文件"}


def test_over_an_edition_every_period_is_asked_once(story):
    """The mechanism's second edition begins on 30 November 2018."""
    plan(story, year=2018, today=date(2018, 1, 2))
    before = set(PlanItem.objects.values_list("pk", flat=True))

    replan(story.firm, on=date(2018, 12, 3), because="新版本", today=date(2018, 12, 3))

    live = PlanItem.objects.exclude(state="gone")
    keys = Counter(live.values_list("code", "cadence", "period_start"))
    assert set(keys.values()) == {1}
    assert before <= set(PlanItem.objects.values_list("pk", flat=True))
    december = live.get(code="CC-17010", period_start=date(2018, 12, 1))
    october = live.get(code="CC-17010", period_start=date(2018, 10, 1))
    assert (october.edition, december.edition) == ("before-2018-11-30", "2018-11-30")
    assert len(FiscalYear(2018).periods("monthly")) == live.filter(code="CC-17010").count()


def test_years_that_ended_are_left_alone(story):
    plan(story, year=2025, today=date(2025, 1, 2))
    state(story, "order_channels", ["voice"], date(2025, 2, 1))

    counts = replan(story.firm, on=date(2026, 1, 1), because="申報", today=JANUARY)

    assert not counts
    assert YearPlan.objects.get().year == 2025


def test_queries_do_not_grow_with_the_items(story, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        plan(story, documents=[])

    assert PlanItem.objects.count() > 60
