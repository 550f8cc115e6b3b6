"""A request without an answer."""

from datetime import timedelta

from chahe.web.inspections.models import Request


def test_it_is_seen_from_the_day_after(year):
    assert year.hits("request_unanswered_past_due") == []
    (hit,) = year.hits("request_unanswered_past_due", on=year.today + timedelta(days=1))
    assert str(year.owner) in hit.words


def test_one_that_was_answered_is_left_alone(year, unguarded):
    Request.objects.update(no_occurrence="本期沒有", answered_at=year.opened.planned_at)

    assert year.hits("request_unanswered_past_due", on=year.today + timedelta(days=1)) == []
