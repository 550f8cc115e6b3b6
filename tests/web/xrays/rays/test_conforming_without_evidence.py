"""符合 with nothing attached."""

from chahe.web.inspections.models import Attachment


def test_it_is_seen(year, unguarded):
    Attachment.objects.filter(paper=year.conforming).delete()

    (hit,) = year.hits("conforming_without_evidence")

    assert "沒有附上任何佐證" in hit.words
    assert year.conforming.ref in hit.label


def test_a_draft_is_left_alone(year):
    year.opened.papers.filter(state="draft").update(verdict="conforming")

    assert year.hits("conforming_without_evidence") == []
