"""A seal after the due day."""

from datetime import timedelta

from chahe.web.inspections.models import Inspection


def test_it_is_seen(year, unguarded):
    due_on = year.today - timedelta(days=1)
    Inspection.objects.filter(pk=year.sealed.pk).update(due_on=due_on)

    (hit,) = year.hits("sealed_late")

    assert "前完成" in hit.words
    assert year.sealed.code in hit.label


def test_one_sealed_on_the_day_is_left_alone(year, unguarded):
    Inspection.objects.filter(pk=year.sealed.pk).update(due_on=year.today)

    assert year.hits("sealed_late") == []
