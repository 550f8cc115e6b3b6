"""Exactly which rules earlier ones cover, one alone or several together.

Of each rule two boxes are given: the most it may match, which must be covered, and the least it
surely matches, which covers.
"""

from collections.abc import Sequence

from .index import Index, bits, lowest
from .spans import Box, without

MOST_STEPS = 200_000  # of cutting up one box; beyond them nothing is said


def covered_by(
    most: Sequence[Box | None], least: Sequence[Box | None], index: Index | None = None
) -> tuple[dict[int, tuple[int, ...]], tuple[int, ...]]:
    """Return, by rule, the earlier ones that cover it together; and those left undecided.

    A rule whose `most` is None is not asked about; one whose `least` is None covers nothing. Where
    one earlier rule alone covers, it is the first such; else all that took a part are named.
    `index` is of `least`, where there is one already.
    """
    index = index or Index(least)
    found: dict[int, tuple[int, ...]] = {}
    undecided = []
    for number, box in enumerate(most):
        if box is None:
            continue
        alone, together = index.holding_and_meeting(box, (1 << number) - 1)
        if alone:
            found[number] = (lowest(alone),)
            continue
        earlier = list(bits(together))
        if len(earlier) < 2:
            continue
        taken = _cut_up(box, [(each, least[each]) for each in earlier])
        if taken is None:
            undecided.append(number)
        elif taken:
            found[number] = taken
    return found, tuple(undecided)


def _cut_up(box: Box, rules: list[tuple[int, Box | None]]) -> tuple[int, ...] | None:
    """Return the rules that leave nothing of a box, () if something is left, None if undecided.

    One piece is followed to its end before the next: the first that no rule takes is the answer.
    """
    cutters = [(number, cutter) for number, cutter in rules if cutter]
    if _has_free_corner(box, [cutter for _, cutter in cutters]):
        return ()
    left, took, steps = [(box, 0)], set(), 0
    while left:
        piece, place = left.pop()
        while place < len(cutters):
            number, cutter = cutters[place]
            place, steps = place + 1, steps + 1
            rest = without(piece, cutter)
            if rest != [piece]:
                took.add(number)
                left += [(each, place) for each in rest]
                break
        else:
            return ()
        if steps > MOST_STEPS:
            return None
    return tuple(sorted(took))


def _has_free_corner(box: Box, rules: list[Box]) -> bool:
    """Say whether one of a few points of a box lies in no rule: most boxes are known by these."""
    lows, highs = [s[0][0] for s in box], [s[-1][1] for s in box]
    points = [lows, highs]
    for place in range(len(box)):
        points.append([*lows[:place], highs[place], *lows[place + 1 :]])
    return not all(any(_lies_in(point, rule) for rule in rules) for point in points)


def _lies_in(point: Sequence[int], rule: Box) -> bool:
    return all(
        any(low <= number <= high for low, high in spans)
        for number, spans in zip(point, rule, strict=True)
    )
