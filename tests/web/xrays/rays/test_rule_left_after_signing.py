"""Signed, and no longer binding."""


def test_it_is_seen(year, unguarded):
    paper = year.cloud.papers.filter(state="left").first()
    year.cloud.papers.filter(pk=paper.pk).update(
        state="prepared", verdict="conforming", left_on=None, left_reason=""
    )

    (hit,) = year.hits("rule_left_after_signing")

    assert paper.ref in hit.label
    assert "待覆核" in hit.words
