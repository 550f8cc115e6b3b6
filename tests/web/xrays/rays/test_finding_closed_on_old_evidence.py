"""A finding closed on what is older than its cure."""

from datetime import timedelta

import pytest

from chahe.web.evidence.models import Evidence
from chahe.web.inspections.models import CureEvidence


@pytest.mark.parametrize(
    "change",
    [
        lambda each: {"collected_on": each.collected_on - timedelta(days=1)},
        lambda each: {"uploaded_at": each.uploaded_at - timedelta(hours=1)},
        lambda each: {"withdrawn_at": each.uploaded_at},
    ],
    ids=["collected before", "handed in before", "withdrawn"],
)
def test_it_is_seen(year, unguarded, change):
    evidence = year.closed.cure_evidence.get().evidence
    Evidence.objects.filter(pk=evidence.pk).update(**change(evidence))

    (hit,) = year.hits("finding_closed_on_old_evidence")

    assert year.closed.number in hit.label


def test_one_closed_without_any_is_seen(year, unguarded):
    CureEvidence.objects.all().delete()

    assert len(year.hits("finding_closed_on_old_evidence")) == 1
