"""A run's exceptions beside those of the period before."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.checking.found import ask, grant, paper_of, run_on

from chahe.deadlines import days_after
from chahe.web.checking.results import results_of
from chahe.web.demo import files
from chahe.web.demo.clock import clock_at

pytestmark = pytest.mark.django_db
EXPOSED = files.firewall(exposed=True)


def next_month(story, **said):
    story.today = days_after(story.today, 32)
    with clock_at(story.today):
        return run_on(story, paper_of(story, on=story.today), **said)


def changes(results):
    return [(row.thing, row.change) for row in results.rows]


def test_without_a_month_before_nothing_is_new_or_gone(story, run):
    results = results_of(run, story.officer)

    assert {change for _, change in changes(results)} == {""}
    assert (results.before, results.counts, results.exempted) == (None, {}, 0)


def test_what_is_there_again_is_still_there_whatever_the_file_is_called(story, run):
    later = next_month(story)

    results = results_of(later, story.officer)

    assert results.before == run
    assert results.counts == {"new": 0, "still": len(run.rows), "gone": 0}


def test_what_was_mended_is_gone_and_listed(story, run):
    results = results_of(next_month(story, exposed=False), story.officer)

    assert results.counts["gone"] == len(run.rows) - results.counts["still"]
    assert {row.thing for row in results.rows if row.change == "gone"} >= {"8 root"}


def test_what_came_is_new(story):
    story_run = run_on(story, paper_of(story), exposed=False)

    results = results_of(next_month(story), story.officer)

    assert results.before == story_run
    assert results.counts["new"] > 0 == results.counts["gone"]


def test_a_run_again_in_the_same_inspection_is_not_the_period_before(story, run):
    from chahe.web.inspections.actions import checking
    from chahe.web.inspections.models import CheckRun

    asked = checking.ask_for_check(
        paper=run.paper, check_id=run.check_id, by=story.officer, enqueue=False
    )
    checking.perform_check(asked.pk)

    assert results_of(CheckRun.objects.get(pk=asked.pk), story.officer).before is None


def test_what_may_stand_and_what_waits_is_said(story, run):
    grant(story, ask(story, run))
    ask(story, run, at=1)

    results = results_of(run, story.officer)

    first, second, *others = results.rows
    assert first.may_stand.startswith("核准至") and second.is_pending
    assert not any(row.may_stand or row.is_pending for row in others)
    assert results.exempted == 1


def test_a_fixed_number_of_queries(story, run):
    def count(found):
        with CaptureQueriesContext(connection) as asked:
            results_of(found, story.officer)
        return len(asked)

    count(run)  # what a page has read already
    few = count(run)
    for at in range(3):
        grant(story, ask(story, run, at=at))

    assert count(run) == few
