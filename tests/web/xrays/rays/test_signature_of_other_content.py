"""A signature of another digest."""

from chahe.web.inspections.models import Signature


def test_it_is_seen(year, unguarded):
    Signature.objects.filter(paper=year.sampled, round=2, step="approve").update(digest="0" * 64)

    (hit,) = year.hits("signature_of_other_content")

    assert "內容摘要" in hit.words
    assert year.sampled.ref in hit.label


def test_an_earlier_rounds_is_left_alone(year, unguarded):
    Signature.objects.filter(paper=year.sampled, round=1).update(digest="0" * 64)

    assert year.hits("signature_of_other_content") == []
