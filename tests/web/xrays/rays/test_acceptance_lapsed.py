"""A risk accepted until a day that has gone by."""

from datetime import timedelta

from django.utils import timezone

from chahe.web.inspections.models import Finding, RiskAcceptance


def test_it_is_seen_from_the_day_after(year):
    until = RiskAcceptance.objects.get().until

    assert year.hits("acceptance_lapsed", on=until) == []
    (hit,) = year.hits("acceptance_lapsed", on=until + timedelta(days=1))
    assert year.going.number in hit.label


def test_one_that_was_accepted_again_is_left_alone(year):
    first = RiskAcceptance.objects.get()
    RiskAcceptance.objects.create(
        finding=year.going,
        until=first.until + timedelta(days=30),
        reason="採購中",
        granted=True,
        asked_by=year.owner,
        asked_at=timezone.now(),
        decided_by=year.ciso,
        decided_at=timezone.now(),
    )

    assert year.hits("acceptance_lapsed", on=first.until + timedelta(days=1)) == []


def test_one_whose_finding_was_cured_is_left_alone(year):
    Finding.objects.filter(pk=year.going.pk).update(state="cured")

    assert year.hits("acceptance_lapsed", on=year.today + timedelta(days=90)) == []
