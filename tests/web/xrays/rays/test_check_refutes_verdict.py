"""A check says otherwise."""

import pytest

from chahe.web.inspections.models import CheckRun


@pytest.mark.parametrize("verdict", ["nonconforming", "insufficient"])
def test_it_is_seen(year, unguarded, verdict):
    CheckRun.objects.update(verdict=verdict)

    (hit,) = year.hits("check_refutes_verdict")

    assert year.sampled.ref in hit.label
    assert hit.url.startswith("/firms/8888/runs/")


def test_an_earlier_run_is_left_alone(year, unguarded):
    run = CheckRun.objects.get()
    CheckRun.objects.update(verdict="nonconforming")
    run.pk, run.verdict = None, "conforming"
    run.save()

    assert year.hits("check_refutes_verdict") == []
