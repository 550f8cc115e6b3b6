"""Another firm's file."""

from tests.factories import make_firm

from chahe.web.evidence.models import Evidence


def test_it_is_seen(year, unguarded):
    other = make_firm("9999", "他家證券")
    Evidence.objects.filter(attachments__paper=year.conforming).update(firm=other)

    (hit,) = year.hits("evidence_of_another_firm")

    assert "不屬於" in hit.words
    assert year.conforming.ref in hit.label
