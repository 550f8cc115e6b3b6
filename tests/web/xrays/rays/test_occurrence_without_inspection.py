"""An occurrence that nobody began."""

from datetime import timedelta

from chahe.web.calendar.models import PlanItem


def test_it_is_seen_from_the_day_after(year):
    first = PlanItem.objects.filter(state="planned").earliest("due_on", "pk")
    together = PlanItem.objects.filter(state="planned", due_on=first.due_on).count()

    assert year.hits("occurrence_without_inspection", on=first.due_on) == []
    hits = year.hits("occurrence_without_inspection", on=first.due_on + timedelta(days=1))
    assert len(hits) == together
    assert first.code in {hit.label.split()[1] for hit in hits}


def test_one_that_was_moved_waits_for_its_new_day(year):
    waiting = PlanItem.objects.filter(state="planned")
    waiting.exclude(pk=year.moved.pk).update(state="gone", reason="不適用")

    assert year.hits("occurrence_without_inspection", on=year.moved.moved_to) == []
    late = year.moved.moved_to + timedelta(days=1)
    assert len(year.hits("occurrence_without_inspection", on=late)) == 1
