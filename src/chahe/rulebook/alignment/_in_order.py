"""The heaviest pairing of two lists in which no two pairs cross."""

from collections.abc import Callable, Sequence


def pair_in_order(
    before: Sequence[int], after: Sequence[int], weight: Callable[[int, int], float]
) -> list[tuple[int, int]]:
    """Return (before, after) pairs of weight above 0, in order, whose sum is the greatest.

    >>> pair_in_order([1, 2, 3], [9, 1, 2, 3], lambda a, b: a == b)
    [(1, 1), (2, 2), (3, 3)]
    """
    weights = [[weight(old, new) for new in after] for old in before]
    width = len(after)
    best = [[0.0] * (width + 1) for _ in range(len(before) + 1)]
    for row in range(len(before) - 1, -1, -1):
        here, below, weighed = best[row], best[row + 1], weights[row]
        for column in range(width - 1, -1, -1):
            most = below[column] if below[column] >= here[column + 1] else here[column + 1]
            if weighed[column] > 0 and weighed[column] + below[column + 1] >= most:
                most = weighed[column] + below[column + 1]
            here[column] = most
    return _walked(best, weights, before, after)


def _walked(
    best: list[list[float]],
    weights: list[list[float]],
    before: Sequence[int],
    after: Sequence[int],
) -> list[tuple[int, int]]:
    pairs, row, column = [], 0, 0
    while row < len(before) and column < len(after):
        weighed = weights[row][column]
        if weighed > 0 and best[row][column] == weighed + best[row + 1][column + 1]:
            pairs.append((before[row], after[column]))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return pairs
