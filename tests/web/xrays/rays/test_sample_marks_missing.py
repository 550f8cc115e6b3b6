"""Cells nobody marked."""

from chahe.web.inspections.models import ItemMark


def test_it_is_seen(year, unguarded):
    ItemMark.objects.filter(pk=ItemMark.objects.last().pk).delete()

    (hit,) = year.hits("sample_marks_missing")

    assert "1 格" in hit.words
    assert year.sampled.ref in hit.label


def test_one_that_says_too_little_is_left_alone(year, unguarded):
    ItemMark.objects.all().delete()
    year.sealed.papers.update(verdict="insufficient")

    assert year.hits("sample_marks_missing") == []
