"""Drawn again, it is another sample."""

import pytest

from chahe.web.inspections.models import SampleItem, Sampling


@pytest.mark.parametrize("change", [{"seed": "another"}, {"size": 5}, {"source": "別處"}])
def test_a_plan_that_was_changed_is_seen(year, unguarded, change):
    Sampling.objects.update(**change)

    (hit,) = year.hits("sample_not_drawn_by_plan")

    assert "凍結時的摘要" in hit.words


def test_an_item_that_was_exchanged_is_seen(year, unguarded):
    sampling = Sampling.objects.get(paper=year.sampled)
    drawn = set(sampling.items.values_list("key", flat=True))
    other = next(key for key in sampling.keys if key not in drawn)
    SampleItem.objects.filter(pk=sampling.items.last().pk).update(key=other)

    (hit,) = year.hits("sample_not_drawn_by_plan")

    assert "照計畫重抽" in hit.words
