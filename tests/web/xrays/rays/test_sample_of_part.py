"""A population that is not all there was."""

import pytest

from chahe.web.inspections.models import Sampling


@pytest.mark.parametrize(("expected", "words"), [(61, "應有 61 筆"), (None, "沒有另一個來源")])
def test_it_is_seen(year, unguarded, expected, words):
    Sampling.objects.update(expected=expected)

    (hit,) = year.hits("sample_of_part")

    assert words in hit.words
