"""Evidence that no longer counts under a signed paper."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chahe.web.evidence.models import Evidence
from chahe.web.inspections.models import Attachment


def change(year, **values):
    evidence = Attachment.objects.get(paper=year.conforming).evidence
    Evidence.objects.filter(pk=evidence.pk).update(**values)


def test_what_expires_is_seen_from_the_next_day(year, unguarded):
    change(year, valid_until=year.today)

    assert year.hits("evidence_expired") == []
    (hit,) = year.hits("evidence_expired", on=year.today + timedelta(days=1))
    assert "屆滿" in hit.words


def test_what_was_withdrawn_is_seen(year, unguarded):
    change(year, withdrawn_at=timezone.now(), withdrawn_by=year.officer, withdrawn_reason="誤傳")

    assert ["已撤回" in hit.words for hit in year.hits("evidence_expired")] == [True]


@pytest.mark.parametrize("days", [-40, 1])
def test_what_is_of_another_time_is_seen(year, unguarded, days):
    change(year, collected_on=year.today + timedelta(days=days))

    assert len(year.hits("evidence_expired")) == 1


def test_what_shows_too_little_is_left_alone(year, unguarded):
    year.opened.papers.filter(pk=year.conforming.pk).update(verdict="insufficient")
    change(year, valid_until=year.today)

    assert year.hits("evidence_expired", on=year.today + timedelta(days=1)) == []
