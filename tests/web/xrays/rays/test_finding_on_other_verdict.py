"""A finding on a paper that says 證據不足."""

from chahe.web.inspections.models import WorkingPaper


def test_it_is_seen(year, unguarded):
    WorkingPaper.objects.filter(pk=year.going.paper_id).update(verdict="insufficient")

    (hit,) = year.hits("finding_on_other_verdict")

    assert "證據不足" in hit.words
    assert year.going.ref in hit.label
