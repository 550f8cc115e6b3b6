"""A population older than its plan."""

from datetime import timedelta

from chahe.web.inspections.models import Sampling


def test_it_is_seen(year, unguarded):
    sampling = Sampling.objects.get()
    Sampling.objects.update(planned_at=sampling.frozen_at + timedelta(hours=1))

    (hit,) = year.hits("population_known_before_plan")

    assert "早於" in hit.words
    assert year.sampled.ref in hit.label
