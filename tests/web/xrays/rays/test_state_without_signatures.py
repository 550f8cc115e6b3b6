"""A state that its signatures do not bear out."""

import pytest

from chahe.web.inspections.models import Signature


@pytest.mark.parametrize("step", ["prepare", "review", "approve"])
def test_it_is_seen(year, unguarded, step):
    paper = year.sampled
    Signature.objects.filter(paper=paper, round=paper.round, step=step).delete()

    (hit,) = year.hits("state_without_signatures")

    assert paper.ref in hit.label
