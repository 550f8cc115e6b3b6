"""A sealed inspection that is not what was sealed."""

from pathlib import Path

import pytest

from chahe.web.evidence import storage
from chahe.web.inspections.models import Inspection, WorkingPaper


@pytest.fixture
def damaged(year):
    """The file under the sealed paper, no longer its bytes."""
    evidence = year.sampled.attachments.get().evidence
    path = Path(storage.path_of(evidence.digest))
    path.chmod(0o640)
    path.write_bytes(b"other")
    return evidence


def test_a_paper_that_was_changed_is_seen(year, unguarded):
    WorkingPaper.objects.filter(pk=year.sampled.pk).update(conclusion="改過的結論")

    (hit,) = year.hits("sealed_mismatch")

    assert year.sampled.ref in hit.label
    assert "簽核時的摘要" in hit.words


def test_an_inspection_that_was_changed_is_seen(year, unguarded):
    Inspection.objects.filter(pk=year.sealed.pk).update(exclusions=[])
    Inspection.objects.filter(pk=year.sealed.pk).update(facts=[["資本額", "1"]])

    (hit,) = year.hits("sealed_mismatch")

    assert "合起來與封存時不同" in hit.words


def test_a_file_that_was_changed_is_seen(year, damaged):
    (hit,) = year.hits("sealed_mismatch")

    assert damaged.name in hit.words


def test_a_file_that_is_gone_is_seen(year):
    evidence = year.sampled.attachments.get().evidence
    Path(storage.path_of(evidence.digest)).unlink()

    assert len(year.hits("sealed_mismatch")) == 1
