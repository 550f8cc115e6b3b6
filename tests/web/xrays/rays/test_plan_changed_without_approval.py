"""A plan changed by nobody."""

from datetime import timedelta

from chahe.web.calendar.models import Adjustment, PlanItem


def test_what_was_skipped_is_seen(year):
    item = PlanItem.objects.filter(state="planned", moved_to=None).first()
    PlanItem.objects.filter(pk=item.pk).update(state="skipped", reason="停業")

    (hit,) = year.hits("plan_changed_without_approval")

    assert item.code in hit.label


def test_what_was_moved_to_another_day_than_was_granted_is_seen(year):
    PlanItem.objects.filter(pk=year.moved.pk).update(
        moved_to=year.moved.moved_to + timedelta(days=1)
    )

    assert len(year.hits("plan_changed_without_approval")) == 1


def test_what_was_refused_is_seen(year, unguarded):
    Adjustment.objects.filter(item=year.moved).update(granted=False)

    assert len(year.hits("plan_changed_without_approval")) == 1
