"""A second version of nothing."""

from chahe.web.inspections.models import Inspection


def test_it_is_seen(year, unguarded):
    Inspection.objects.filter(pk=year.corrected.pk).update(replaces=None)

    (hit,) = year.hits("correction_without_predecessor")

    assert "第 2 版" in hit.words
    assert year.corrected.code in hit.label


def test_one_of_an_inspection_that_is_not_sealed_is_seen(year, unguarded):
    Inspection.objects.filter(pk=year.corrected.pk).update(replaces=year.opened)

    assert len(year.hits("correction_without_predecessor")) == 1
