"""Items and shares as they are said in a sentence."""

from collections.abc import Collection
from fractions import Fraction
from math import ceil

_MOST = 5  # a sentence that names more is not read


def named(keys: Collection[str]) -> str:
    """Name items in their order, the first few where there are many.

    >>> named("b a".split()), named("gfedcba")
    ('「a」、「b」', '「a」、「b」、「c」、「d」、「e」等 7 筆')
    """
    shown = "、".join(f"「{key}」" for key in sorted(keys)[:_MOST])
    return f"{shown}等 {len(keys)} 筆" if len(keys) > _MOST else shown


def percent(rate: Fraction) -> str:
    """Write a rate that a person gave, as it was given.

    >>> percent(Fraction(1, 20)), percent(Fraction(975, 1000))
    ('5％', '97.5％')
    """
    return f"{float(rate * 100):.10g}％"


def percent_up(rate: Fraction) -> str:
    """Write a bound with one decimal, rounded up: what is claimed is never less than what holds.

    >>> percent_up(Fraction(487, 10000)), percent_up(Fraction(7, 100))
    ('4.9％', '7％')
    """
    return percent(Fraction(ceil(rate * 1000), 1000))
