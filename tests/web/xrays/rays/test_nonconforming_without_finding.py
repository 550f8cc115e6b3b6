"""不符 and nothing to cure."""

from chahe.web.inspections.models import Finding


def test_it_is_seen(year, unguarded):
    Finding.objects.filter(pk=year.going.pk).update(state="withdrawn")

    (hit,) = year.hits("nonconforming_without_finding")

    assert "沒有開立缺失" in hit.words
    assert year.going.ref in hit.label
