"""The demonstration fills, whatever checks there are: two months of it, for speed."""

import pytest

from chahe.web.demo import seed
from chahe.web.demo.acts import MACHINE_READ
from chahe.web.inspections.models import CheckRun, Inspection
from chahe.web.journal.models import Head

pytestmark = pytest.mark.django_db


def test_it_fills_and_its_files_are_read(monkeypatch):
    monkeypatch.setattr(seed, "MONTHS", 2)

    seed.fill_site()

    assert Inspection.objects.filter(state="sealed").count() >= 2
    assert Inspection.objects.filter(state="open").exists()
    assert Head.objects.exists()
    runs = CheckRun.objects.all()
    assert {run.check_id for run in runs} == set(MACHINE_READ)
    assert [(run.check_id, run.reason) for run in runs if run.verdict == "insufficient"] == []
