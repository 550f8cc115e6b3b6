from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import dates, sampled_from

from chahe.deadlines import format_roc, parse_roc


@given(
    dates(min_value=date(1912, 1, 1), max_value=date(2910, 12, 31)), sampled_from(["long", "short"])
)
def test_roc_reads_back_what_it_writes(day, style):
    assert parse_roc(format_roc(day, style)) == day


@pytest.mark.parametrize("text", ["", "2026/03/09", "115/13/01", "115/02/30", "民國", "115/3/9 x"])
def test_roc_refuses(text):
    with pytest.raises(ValueError):
        parse_roc(text)
