"""符合 over an exception."""

import pytest
from django.utils import timezone

from chahe.web.inspections.models import ItemMark, SampleItem, StepResult


def mark(year, tick):
    item = SampleItem.objects.filter(sampling__paper=year.sampled).first()
    return ItemMark.objects.create(
        item=item, attribute="A", tick=tick, by=year.officer, at=timezone.now()
    )


@pytest.mark.parametrize("tick", ["exception", "undecided"])
def test_a_mark_is_seen(year, unguarded, tick):
    mark(year, tick)

    (hit,) = year.hits("conforming_with_exceptions")

    assert year.sampled.ref in hit.label


def test_a_mark_that_was_mended_is_left_alone(year, unguarded):
    mark(year, "exception")
    mark(year, "match")

    assert year.hits("conforming_with_exceptions") == []


def test_a_step_is_seen(year, unguarded):
    StepResult.objects.create(
        paper=year.conforming,
        position=0,
        done="看了",
        tick="exception",
        by=year.officer,
        at=timezone.now(),
    )

    assert [
        year.conforming.ref in hit.label for hit in year.hits("conforming_with_exceptions")
    ] == [True]
