"""Chances against sums written out term by term."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chahe.sampling import binomial_at_most, chance_of_seeing, hypergeometric_at_most
from chahe.sampling.exact import SMALL, as_fraction, binomial, hypergeometric

from .by_hand import binomial_terms, hypergeometric_terms

RATES = st.fractions(0, 1, max_denominator=100)


@st.composite
def draws(draw):
    population = draw(st.integers(1, 60))
    n, deviating = (draw(st.integers(0, population)) for _ in range(2))
    return draw(st.integers(0, n)), n, population, deviating


@given(st.integers(0, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), RATES)
def test_binomial_is_the_sum_of_its_terms(counts, p):
    k, n = counts

    assert binomial(k, n, p) == binomial_terms(k, n, p)
    assert binomial_at_most(k, n, p) == float(binomial_terms(k, n, p))


@given(draws())
def test_hypergeometric_is_the_sum_of_its_terms(drawn):
    k, n, population, deviating = drawn

    exact = hypergeometric(k, n, population=population, deviating=deviating)

    assert exact == hypergeometric_terms(k, n, population, deviating)


@given(draws())
def test_sample_and_deviating_may_change_places(drawn):
    k, n, population, deviating = drawn

    assert hypergeometric_at_most(
        k, n, population=population, deviating=deviating
    ) == hypergeometric_at_most(k, deviating, population=population, deviating=n)


def test_a_small_sample_of_twelve_months_finds_one_bad_month_seldom():
    assert [round(100 * chance_of_seeing(12, 1, n)) for n in (2, 5, 12)] == [17, 42, 100]


@given(draws())
def test_seeing_one_and_seeing_none_are_all_there_is(drawn):
    _, n, population, deviating = drawn

    none = hypergeometric_at_most(0, n, population=population, deviating=deviating)

    assert chance_of_seeing(population, deviating, n) == pytest.approx(1 - none, abs=1e-15)


@pytest.mark.parametrize("k", [-1, 0, 3, 4])
def test_nothing_deviates_or_everything(k):
    assert binomial_at_most(k, 3, 0) == float(k >= 0)
    assert binomial_at_most(k, 3, 1) == float(k >= 3)
    assert hypergeometric_at_most(k, 3, population=9, deviating=0) == float(k >= 0)
    assert hypergeometric_at_most(k, 3, population=9, deviating=9) == float(k >= 3)


def test_exact_and_large_meet():
    """The last exact sample and the first in floating point, of the same sums."""
    p = Fraction(1, 20)
    for n in (SMALL, SMALL + 1):
        assert binomial_at_most(45, n, p) == pytest.approx(
            float(binomial_terms(45, n, p)), abs=1e-12
        )
        assert hypergeometric_at_most(150, n, population=8000, deviating=1200) == pytest.approx(
            float(hypergeometric_terms(150, n, 8000, 1200)), abs=1e-12
        )


@pytest.mark.parametrize("rate", [0.05, Decimal("0.05"), Fraction(1, 20), "1/20"])
def test_a_rate_is_what_was_written(rate):
    assert as_fraction(rate) == Fraction(1, 20)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: binomial_at_most(0, -1, 0.5),
        lambda: binomial_at_most(0, 1, 1.5),
        lambda: binomial_at_most(0, 1, float("nan")),
        lambda: hypergeometric_at_most(0, 4, population=3, deviating=1),
        lambda: hypergeometric_at_most(0, 1, population=3, deviating=4),
        lambda: chance_of_seeing(3, -1, 1),
    ],
)
def test_impossible_counts_are_refused(ask):
    with pytest.raises(ValueError):
        ask()
