"""A check says otherwise."""

import pytest

from chahe.web.inspections.models import CheckRun


@pytest.mark.parametrize("verdict", ["nonconforming", "insufficient"])
def test_it_is_seen(year, unguarded, verdict):
    CheckRun.objects.update(verdict=verdict, said=verdict)

    (hit,) = year.hits("check_refutes_verdict")

    assert year.sampled.ref in hit.label
    assert hit.url.startswith("/firms/8888/runs/")


def test_an_earlier_run_is_left_alone(year, unguarded):
    run = CheckRun.objects.get()
    CheckRun.objects.update(verdict="nonconforming", said="nonconforming")
    run.pk, run.verdict, run.said = None, "conforming", ""
    run.save()

    assert year.hits("check_refutes_verdict") == []


def test_what_breaks_another_rule_only_is_left_alone(year, unguarded):
    CheckRun.objects.update(verdict="nonconforming", said="")

    assert year.hits("check_refutes_verdict") == []
