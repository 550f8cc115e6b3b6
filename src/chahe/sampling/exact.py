"""Exact chances: how often a sample shows so many deviations.

Up to `SMALL` items they are ratios of whole numbers, rounded once; above that `large` adds them.
"""

from decimal import Decimal
from fractions import Fraction
from math import comb

from .large import binomial_large, hypergeometric_large

SMALL = 1000  # a ratio of 20,000-bit numbers takes a millisecond; beyond it, the time shows

Rate = Fraction | Decimal | float
"""A share of 1; a float is the decimal it is written as, so 0.05 is exactly 1/20."""


def as_fraction(rate: Rate) -> Fraction:
    """Return a rate as the exact fraction a person meant.

    :raises ValueError: if it is not a number
    """
    return Fraction(str(rate))


def binomial_at_most(k: int, n: int, p: Rate) -> float:
    """Return P(X ≤ k) of n independent items, each deviating with chance p.

    :raises ValueError: if n is negative or p outside 0 to 1
    """
    return float(binomial(k, n, as_fraction(p)))


def hypergeometric_at_most(k: int, n: int, *, population: int, deviating: int) -> float:
    """Return P(X ≤ k) deviations among n items drawn from a population without replacement.

    :raises ValueError: if n or `deviating` is outside 0 to `population`
    """
    return float(hypergeometric(k, n, population=population, deviating=deviating))


def chance_of_seeing(population: int, deviating: int, n: int) -> float:
    """Return the chance that n items of a population hold at least one that deviates.

    >>> [round(chance_of_seeing(12, 1, n), 2) for n in (2, 5)]
    [0.17, 0.42]
    """
    return float(1 - hypergeometric(0, n, population=population, deviating=deviating))


def binomial(k: int, n: int, p: Fraction) -> Fraction | float:
    """Return `binomial_at_most`, not rounded where it is exact."""
    if n < 0 or not 0 <= p <= 1:
        raise ValueError(f"no {n} items of which {p} deviate")
    if k < 0 or k >= n or p in (0, 1):
        return Fraction(int(k >= n or (p == 0 and k >= 0)))
    if n > SMALL:
        return binomial_large(k, n, float(p))
    bad, good = p.numerator, p.denominator - p.numerator
    total = term = good**n
    for j in range(k):
        term = term * (n - j) * bad // ((j + 1) * good)
        total += term
    return Fraction(total, p.denominator**n)


def hypergeometric(k: int, n: int, *, population: int, deviating: int) -> Fraction | float:
    """Return `hypergeometric_at_most`, not rounded where it is exact."""
    if not (0 <= n <= population and 0 <= deviating <= population):
        raise ValueError(f"no {n} and {deviating} items of {population}")
    if (over := n + deviating - population) > 0:  # count instead the good ones left unseen
        k, n, deviating = k - over, population - n, population - deviating
    few, many = sorted((n, deviating))  # either may be called the sample
    if k < 0 or k >= few:
        return Fraction(int(k >= few))
    if few > SMALL:
        return hypergeometric_large(k, few, population=population, deviating=many)
    total = term = comb(population - many, few)
    for j in range(k):
        term = term * (many - j) * (few - j) // ((j + 1) * (population - many - few + j + 1))
        total += term
    return Fraction(total, comb(population, few))
