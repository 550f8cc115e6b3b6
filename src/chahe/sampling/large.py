"""The same chances for large numbers, in floating point: within 1e-10, however many items.

One term comes from C. Loader's saddle-point form ("Fast and Accurate Computation of Binomial
Probabilities", 2000), which never subtracts two large numbers; the others follow by their ratios.
"""

from collections.abc import Callable
from math import exp, floor, lgamma, log, log1p, pi, sqrt

_NEGLIGIBLE = 1e-18  # of the sum; the terms after it are smaller still


def binomial_large(k: int, n: int, p: float) -> float:
    """Return P(X ≤ k) of n independent items, each deviating with chance 0 < p < 1; 0 ≤ k < n."""
    top = min(k, floor((n + 1) * p))

    def step(j: int) -> float:
        return (n - j) * p / ((j + 1) * (1 - p))

    return _sum(_binomial_term(top, n, p), top=top, last=k, step=step)


def hypergeometric_large(k: int, n: int, *, population: int, deviating: int) -> float:
    """Return P(X ≤ k) of n items of a population; 0 ≤ k < n ≤ deviating ≤ population - n."""
    top = min(k, (n + 1) * (deviating + 1) // (population + 2))
    good, p = population - deviating, n / population

    def step(j: int) -> float:
        return (deviating - j) * (n - j) / ((j + 1) * (good - n + j + 1))

    seen, unseen = _binomial_term(top, deviating, p), _binomial_term(n - top, good, p)
    whole = _binomial_term(n, population, p)
    return _sum(seen * unseen / whole, top=top, last=k, step=step)


def _sum(term: float, *, top: int, last: int, step: Callable[[int], float]) -> float:
    """Add the terms 0 … `last` from the largest, `top`; `step(j)` is term j + 1 over term j."""
    total, here = term, term
    for j in range(top, last):
        here *= step(j)
        total += here
        if here <= total * _NEGLIGIBLE:
            break
    here = term
    for j in range(top - 1, -1, -1):
        here /= step(j)
        total += here
        if here <= total * _NEGLIGIBLE:
            break
    return min(total, 1.0)


def _binomial_term(x: int, n: int, p: float) -> float:
    """Return P(X = x)."""
    if x == 0 or x == n:
        return exp(n * (log1p(-p) if x == 0 else log(p)))
    far = _stirling_rest(n) - _stirling_rest(x) - _stirling_rest(n - x)
    far -= _distance(x, n * p) + _distance(n - x, n * (1 - p))
    return exp(far) / sqrt(2 * pi * x * (1 - x / n))


def _distance(x: int, mean: float) -> float:
    """Return x·log(x / mean) + mean - x, without losing digits when x is near the mean."""
    apart = (x - mean) / mean
    return mean * ((1 + apart) * log1p(apart) - apart)


def _stirling_rest(n: int) -> float:
    """Return log n! less Stirling's approximation of it."""
    if n < 16:
        return lgamma(n + 1) - (n + 0.5) * log(n) + n - log(2 * pi) / 2
    square = n * n
    return (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / n
