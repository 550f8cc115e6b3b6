"""A seal that the journal does not know."""

from chahe.web.inspections.models import Inspection


def test_it_is_seen(year, unguarded):
    Inspection.objects.filter(pk=year.sealed.pk).update(digest="0" * 64)

    (hit,) = year.hits("seal_without_entry")

    assert "軌跡" in hit.words
    assert year.sealed.code in hit.label
