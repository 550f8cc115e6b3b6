"""Sets of whole numbers as sorted, separate, inclusive (lo, hi) pairs."""

from collections.abc import Iterable

Ranges = tuple[tuple[int, int], ...]


def merge(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Sort ranges and join those that touch.

    >>> merge([(5, 9), (0, 4), (20, 30)])
    ((0, 9), (20, 30))
    """
    merged: list[tuple[int, int]] = []
    for lo, hi in sorted(ranges):
        if merged and lo <= merged[-1][1] + 1:
            if hi > merged[-1][1]:
                merged[-1] = (merged[-1][0], hi)
        else:
            merged.append((lo, hi))
    return tuple(merged)


def complement(ranges: Ranges, top: int) -> Ranges:
    """Return what of 0 … top a merged set leaves out.

    >>> complement(((0, 4), (9, 9)), 10)
    ((5, 8), (10, 10))
    """
    left, at = [], 0
    for lo, hi in ranges:
        if lo > at:
            left.append((at, lo - 1))
        at = hi + 1
    if at <= top:
        left.append((at, top))
    return tuple(left)


def subtract(ranges: Ranges, minus: Ranges, top: int) -> Ranges:
    """Return what of one merged set is not in another.

    >>> subtract(((0, 9),), ((3, 4),), 9)
    ((0, 2), (5, 9))
    """
    return complement(merge((*complement(ranges, top), *minus)), top)
