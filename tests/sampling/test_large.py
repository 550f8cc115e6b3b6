"""Sums in floating point against the same sums in whole numbers, and against symmetry."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chahe.sampling.exact import hypergeometric
from chahe.sampling.large import binomial_large, hypergeometric_large

from .by_hand import binomial_terms, hypergeometric_terms


@st.composite
def binomials(draw):
    n = draw(st.integers(2, 300))
    return draw(st.integers(0, n - 1)), n, Fraction(draw(st.integers(1, 999)), 1000)


@st.composite
def hypergeometrics(draw):
    n = draw(st.integers(2, 150))
    deviating = draw(st.integers(n, 400))
    population = draw(st.integers(n + deviating, 2000))
    return draw(st.integers(0, n - 1)), n, population, deviating


@given(binomials())
def test_binomial_is_near_the_exact(drawn):
    k, n, p = drawn

    assert binomial_large(k, n, float(p)) == pytest.approx(
        float(binomial_terms(k, n, p)), rel=1e-10, abs=1e-300
    )


@settings(deadline=None)
@given(hypergeometrics())
def test_hypergeometric_is_near_the_exact(drawn):
    k, n, population, deviating = drawn

    assert hypergeometric_large(k, n, population=population, deviating=deviating) == pytest.approx(
        float(hypergeometric_terms(k, n, population, deviating)), rel=1e-10, abs=1e-300
    )


@pytest.mark.parametrize("k", [0, 180, 200, 230, 1999])
def test_a_million_items_are_near_the_exact(k):
    n, population, deviating = 2000, 10**6, 10**5
    total = term = comb(population - deviating, n)
    for j in range(k):
        term = term * (deviating - j) * (n - j) // ((j + 1) * (population - deviating - n + j + 1))
        total += term

    near = hypergeometric_large(k, n, population=population, deviating=deviating)

    assert near == pytest.approx(float(Fraction(total, comb(population, n))), rel=1e-10)


def test_half_of_an_odd_number_is_half_the_chance():
    assert binomial_large(499_999, 999_999, 0.5) == pytest.approx(0.5, abs=1e-12)
    assert hypergeometric_large(
        249_999, 499_999, population=10**6, deviating=500_000
    ) == pytest.approx(0.5, abs=1e-12)


def test_either_end_is_counted_alike():
    """P(X ≤ k) of the deviating is P(Y ≥ n - k) of the good, whichever path sums it."""
    n, population, deviating, k = 3000, 50_000, 20_000, 1180

    bad = hypergeometric(k, n, population=population, deviating=deviating)
    good = hypergeometric(n - k - 1, n, population=population, deviating=population - deviating)

    assert float(bad) == pytest.approx(1 - float(good), abs=1e-11)
