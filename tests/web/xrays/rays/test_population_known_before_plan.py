"""A population older than its plan."""

from datetime import timedelta

from chahe.web.inspections.models import Sampling


def test_it_is_seen(year, unguarded):
    sampling = Sampling.objects.get(paper=year.sampled)
    later = sampling.frozen_at + timedelta(hours=1)
    Sampling.objects.filter(pk=sampling.pk).update(planned_at=later)

    (hit,) = year.hits("population_known_before_plan")

    assert "早於" in hit.words
    assert year.sampled.ref in hit.label
