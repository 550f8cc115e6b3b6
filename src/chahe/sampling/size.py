"""How many items a claim needs, and how large a claim the items seen allow."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil

from .exact import Rate, as_fraction, binomial, hypergeometric
from .large import binomial_large

_HALVINGS = 60  # of 0 to 1: finer than a float can tell


def size_for(
    *, tolerable: Rate, confidence: Rate, allowed: int = 0, population: int | None = None
) -> int:
    """Return the fewest items that support "the rate is below `tolerable`".

    That is the smallest n for which a population that deviates at the tolerable rate shows at most
    `allowed` deviations with a chance of no more than 1 - confidence. In a population of N the
    case to rule out is the mildest that reaches the rate, ⌈tolerable × N⌉ items: any other
    that reaches it has more of them, and is seen more easily. Where no part of the population is
    enough, the size is the population.

    >>> size_for(tolerable=0.05, confidence=0.95), size_for(tolerable=0.1, confidence=0.9)
    (59, 22)

    :raises ValueError: if a rate is not between 0 and 1, `allowed` negative, `population` empty
    """
    rate, doubt = _between(tolerable), 1 - _between(confidence)
    if allowed < 0 or (population is not None and population < 1):
        raise ValueError(f"no sample of {population} that allows {allowed}")
    if population is None:
        enough = _unlikely(lambda n: binomial(allowed, n, rate), doubt)
    else:
        whole, bad = population, ceil(rate * population)
        enough = _unlikely(
            lambda n: hypergeometric(allowed, n, population=whole, deviating=bad), doubt
        )
    top = 1
    while top != population and not enough(top):
        top = min(2 * top, population or 2 * top)
    return _first(enough, 0, top)


def upper_bound(
    *, size: int, deviations: int, confidence: Rate, population: int | None = None
) -> float:
    """Return the rate that deviations do not exceed, said with `confidence` (one-sided).

    Without a population, Clopper and Pearson's; with one, `most_deviating` as a share of it.

    :raises ValueError: as `most_deviating`
    """
    if population is not None:
        most = most_deviating(
            size=size, deviations=deviations, confidence=confidence, population=population
        )
        return most / population
    doubt = float(1 - _seen(size, deviations, confidence))
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS if deviations < size else 0):
        middle = (low + high) / 2
        if binomial_large(deviations, size, middle) > doubt:
            low = middle
        else:
            high = middle
    return high


def most_deviating(*, size: int, deviations: int, confidence: Rate, population: int) -> int:
    """Return how many of a population may deviate, given `deviations` in a sample of `size`.

    It is the largest number under which so few would still be seen with a chance of more than
    1 - confidence: exact, as a count.

    :raises ValueError: if the confidence is not between 0 and 1, or there are more deviations
        than items seen, or more seen than the population has
    """
    doubt = 1 - _seen(size, deviations, confidence)
    if not 0 < population >= size:
        raise ValueError(f"no {size} items of {population}")
    too_many = _unlikely(
        lambda bad: hypergeometric(deviations, size, population=population, deviating=bad), doubt
    )
    return _first(too_many, deviations, population - size + deviations + 1) - 1


def _between(rate: Rate) -> Fraction:
    found = as_fraction(rate)
    if not 0 < found < 1:
        raise ValueError(f"not between 0 and 1: {rate}")
    return found


def _seen(size: int, deviations: int, confidence: Rate) -> Fraction:
    if not 0 <= deviations <= size:
        raise ValueError(f"no {deviations} deviations among {size}")
    return _between(confidence)


def _unlikely(chance: Callable[[int], Fraction | float], doubt: Fraction) -> Callable[[int], bool]:
    return lambda count: chance(count) <= doubt


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """Return the first count above `low` from which it holds; at `high` it is taken to."""
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high
