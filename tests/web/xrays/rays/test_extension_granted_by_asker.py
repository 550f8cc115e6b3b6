"""An extension by one person."""

from chahe.web.inspections.models import Extension


def test_it_is_seen(year, unguarded):
    Extension.objects.update(decided_by=year.officer)

    (hit,) = year.hits("extension_granted_by_asker")

    assert "自己申請" in hit.words
    assert year.going.number in hit.label
