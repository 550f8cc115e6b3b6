"""A draft in a sealed inspection."""


def test_it_is_seen(year, unguarded):
    year.sealed.papers.filter(pk=year.sampled.pk).update(state="reviewed")

    (hit,) = year.hits("sealed_with_open_papers")

    assert "待核定" in hit.words
    assert year.sampled.ref in hit.label
