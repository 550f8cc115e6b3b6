"""A finding closed by its owner."""

import pytest

from chahe.web.inspections.models import Finding


@pytest.mark.parametrize("role", ["owner", "cured_by"])
def test_it_is_seen(year, unguarded, role):
    Finding.objects.filter(pk=year.closed.pk).update(**{"owner": year.ciso, role: year.auditor})

    (hit,) = year.hits("finding_closed_by_insider")

    assert year.closed.number in hit.label
