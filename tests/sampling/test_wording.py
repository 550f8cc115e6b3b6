"""Shares are never said smaller than they are."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.sampling.wording import named, percent, percent_up


@given(st.fractions(0, 1))
def test_a_bound_is_rounded_up(rate):
    said = Fraction(percent_up(rate).removesuffix("％")) / 100

    assert rate <= said < rate + Fraction(1, 1000)


@pytest.mark.parametrize(
    ("rate", "said"),
    [("0.05", "5％"), ("0.975", "97.5％"), ("0.99999", "99.999％"), ("1", "100％"), ("0", "0％")],
)
def test_a_rate_someone_gave_is_said_as_given(rate, said):
    assert percent(Fraction(rate)) == said


def test_many_items_are_named_in_part():
    assert named({"b", "a"}) == "「a」、「b」"
    assert named([*"fedcba"]) == "「a」、「b」、「c」、「d」、「e」等 6 筆"
