"""One person, two steps."""

from chahe.web.inspections.models import Signature


def test_it_is_seen_in_both_steps(year, unguarded):
    found = Signature.objects.filter(paper=year.sampled, round=2, step="approve")
    found.update(signer=year.officer)

    hits = year.hits("approver_prepared")

    assert [year.sampled.ref in hit.label for hit in hits] == [True]
    assert "核定" in hits[0].words


def test_who_returned_a_paper_may_review_its_next_round(year):
    assert Signature.objects.filter(paper=year.sampled, step="return").exists()
    assert year.hits("approver_prepared") == []
