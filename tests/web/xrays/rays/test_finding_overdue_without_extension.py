"""A finding past its day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from chahe.web.inspections.models import Extension, RiskAcceptance


@pytest.fixture
def late(year):
    """The day after the finding should have been cured."""
    return year.going.due_on + timedelta(days=1)


def test_it_is_seen_from_the_day_after(year, late):
    assert year.hits("finding_overdue_without_extension", on=year.going.due_on) == []
    (hit,) = year.hits("finding_overdue_without_extension", on=late)
    assert year.going.number in hit.label
    assert hit.since == year.going.due_on


def test_one_whose_extension_waits_for_a_decision_is_left_alone(year, late):
    Extension.objects.create(
        finding=year.going,
        from_due=year.going.due_on,
        to_due=late,
        reason="採購中",
        asked_by=year.owner,
        asked_at=timezone.now(),
    )

    assert year.hits("finding_overdue_without_extension", on=late) == []


def test_one_whose_risk_is_accepted_is_left_alone(year, unguarded, late):
    RiskAcceptance.objects.update(until=late)

    assert year.hits("finding_overdue_without_extension", on=late) == []
