"""A finding that lacks its cause."""

import pytest

from chahe.web.inspections.models import Finding


@pytest.mark.parametrize("name", ["criteria", "condition", "cause", "effect", "recommendation"])
def test_it_is_seen(year, unguarded, name):
    Finding.objects.filter(pk=year.going.pk).update(**{name: " "})

    (hit,) = year.hits("finding_without_cause")

    assert year.going.number in hit.label
    assert hit.words == f"缺少：{Finding._meta.get_field(name).verbose_name}。"


def test_one_that_was_withdrawn_is_left_alone(year, unguarded):
    Finding.objects.filter(pk=year.going.pk).update(cause="", state="withdrawn")

    assert year.hits("finding_without_cause") == []
