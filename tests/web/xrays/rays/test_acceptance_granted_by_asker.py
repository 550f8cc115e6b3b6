"""An acceptance by one person."""

from chahe.web.inspections.models import RiskAcceptance


def test_it_is_seen(year, unguarded):
    RiskAcceptance.objects.update(decided_by=year.officer)

    (hit,) = year.hits("acceptance_granted_by_asker")

    assert "自己申請" in hit.words
    assert year.going.number in hit.label
