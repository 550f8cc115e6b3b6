"""A section that binds and is in no plan."""

from chahe.web.calendar.models import PlanItem, YearPlan


def test_it_is_seen(year, unguarded):
    item = PlanItem.objects.filter(state="planned", moved_to=None).last()
    PlanItem.objects.filter(pk=item.pk).delete()

    (hit,) = year.hits("occurrence_not_planned")

    assert item.code in hit.label
    assert hit.since == item.period_start


def test_a_year_without_a_plan_is_seen_whole(year, unguarded):
    planned = PlanItem.objects.count()
    year.moved.adjustments.model.objects.all().delete()
    PlanItem.objects.all().delete()
    YearPlan.objects.all().delete()

    hits = year.hits("occurrence_not_planned")

    assert len(hits) == planned - 3  # those of the three inspections planned by hand are there


def test_one_that_no_longer_binds_but_does_again_is_seen(year):
    item = PlanItem.objects.filter(state="planned", moved_to=None).last()
    PlanItem.objects.filter(pk=item.pk).update(state="gone", reason="不適用")

    assert len(year.hits("occurrence_not_planned")) == 1
