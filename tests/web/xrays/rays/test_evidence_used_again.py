"""The same bytes in two periods."""

from datetime import date

import pytest
from tests.web.inspections.story import Story

from chahe.web.evidence.models import Evidence
from chahe.web.inspections.models import Attachment, CarriedOver


@pytest.fixture
def twice(year, unguarded):
    """The conforming paper of June, and one of May that answers the same rule by the same file."""
    may = year.plan("7.1", on=date(2026, 5, 4))
    earlier = may.papers.get(path=year.conforming.path)
    used = year.conforming.attachments.get()
    Attachment.objects.create(
        paper=earlier,
        evidence=used.evidence,
        attached_by=year.officer,
        attached_at=used.attached_at,
    )
    return earlier


def test_it_is_seen(year, twice):
    (hit,) = year.hits("evidence_used_again")

    assert year.conforming.ref in hit.label
    assert hit.label.startswith("115年6月")


def test_what_somebody_carried_over_is_left_alone(year, twice):
    CarriedOver.objects.create(
        paper=year.conforming,
        origin=twice,
        what="evidence",
        by=year.officer,
        at=year.conforming.changed_at,
    )

    assert year.hits("evidence_used_again") == []


def test_what_says_that_it_covers_both_is_left_alone(year, twice):
    Evidence.objects.filter(attachments__paper=twice).update(
        period_start=date(2026, 1, 1), period_end=date(2027, 1, 1)
    )

    assert year.hits("evidence_used_again") == []


def test_another_firms_period_is_left_alone(year, unguarded):
    other = Story("9999")
    earlier = other.plan("7.1", on=date(2026, 5, 4)).papers.get(path=year.conforming.path)
    other.conform(earlier)
    ours, theirs = year.conforming.attachments.get(), earlier.attachments.get()
    Evidence.objects.filter(pk=ours.evidence_id).update(blob=theirs.evidence.blob)

    assert year.hits("evidence_used_again") == []
