"""A signature on a paper that has left."""

from django.utils import timezone

from chahe.web.inspections.models import Signature


def test_it_is_seen(year, unguarded):
    paper = year.cloud.papers.get(state="left")
    Signature.objects.create(
        paper=paper,
        round=1,
        step="prepare",
        signer=year.officer,
        at=timezone.now(),
        digest="0" * 64,
    )

    (hit,) = year.hits("paper_of_left_rule_signed")

    assert "有人簽了" in hit.words
    assert paper.ref in hit.label
