"""符合 on evidence that did not count that day."""

from datetime import timedelta

import pytest

from chahe.web.evidence.models import Evidence


@pytest.mark.parametrize(
    "change",
    [
        lambda each: {"valid_until": each.collected_on - timedelta(days=1)},
        lambda each: {"uploaded_at": each.uploaded_at + timedelta(hours=1)},
        lambda each: {"collected_on": each.collected_on - timedelta(days=400)},
    ],
    ids=["expired", "handed in later", "of another period"],
)
def test_it_is_seen(year, unguarded, change):
    evidence = year.sampled.attachments.get().evidence
    Evidence.objects.filter(pk=evidence.pk).update(**change(evidence))

    (hit,) = year.hits("evidence_was_stale")

    assert year.sampled.ref in hit.label


def test_what_expired_afterwards_is_left_alone(year, unguarded):
    Evidence.objects.filter(attachments__paper=year.sampled).update(valid_until=year.today)

    assert year.hits("evidence_was_stale", on=year.today + timedelta(days=90)) == []
