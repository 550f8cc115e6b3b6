"""Chances written out term by term in whole numbers, to compare with."""

from fractions import Fraction
from math import comb


def binomial_terms(k: int, n: int, p: Fraction) -> Fraction:
    return sum((comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(k + 1)), Fraction(0))


def hypergeometric_terms(k: int, n: int, population: int, deviating: int) -> Fraction:
    ways = sum(comb(deviating, j) * comb(population - deviating, n - j) for j in range(k + 1))
    return Fraction(ways, comb(population, n))
