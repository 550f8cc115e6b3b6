"""A change of the plan by one person."""

from chahe.web.calendar.models import Adjustment


def test_it_is_seen(year, unguarded):
    Adjustment.objects.filter(item=year.moved).update(decided_by=year.officer)

    (hit,) = year.hits("adjustment_granted_by_asker")

    assert "自己申請" in hit.words
    assert year.moved.code in hit.label
