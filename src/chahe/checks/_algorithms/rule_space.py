"""Ordered rules as boxes: exactly which of them earlier ones cover, one alone or several together.

A box is the product of five sets of whole numbers: where from and to (zones), source, destination
and service. A set is sorted, separate, inclusive (lo, hi) pairs. Of each rule two boxes are given:
the most it may match, which must be covered, and the least it surely matches, which covers.

Which rules hold, or meet, a set is kept as the bits of one whole number a distinct set; the rules
that cover a box in every dimension are what is left when five of them are ANDed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

Spans = tuple[tuple[int, int], ...]
Box = tuple[Spans, ...]
MOST_STEPS = 200_000  # of cutting up one box; beyond them nothing is said


def covered_by(
    most: Sequence[Box | None], least: Sequence[Box | None]
) -> tuple[dict[int, tuple[int, ...]], tuple[int, ...]]:
    """Return, by rule, the earlier ones that cover it together; and those left undecided.

    A rule whose `most` is None is not asked about; one whose `least` is None covers nothing. Where
    one earlier rule alone covers, it is the first such; else all that took a part are named.
    """
    wide = next((len(box) for box in (*most, *least) if box), 0)
    dimensions = [_Dimension([box[d] if box else None for box in least]) for d in range(wide)]
    found: dict[int, tuple[int, ...]] = {}
    undecided = []
    for number, box in enumerate(most):
        if box is None:
            continue
        alone = together = (1 << number) - 1
        for dimension, spans in zip(dimensions, box, strict=True):
            alone &= dimension.containing(spans)
            together &= dimension.meeting(spans)
        if alone:
            found[number] = ((alone & -alone).bit_length() - 1,)
            continue
        earlier = list(_bits(together))
        if len(earlier) < 2:
            continue
        taken = _cut_up(box, [(each, least[each]) for each in earlier])
        if taken is None:
            undecided.append(number)
        elif taken:
            found[number] = taken
    return found, tuple(undecided)


class _Dimension:
    """The sets of one dimension: which rules have one that holds, or meets, another set."""

    def __init__(self, sets: Sequence[Spans | None]) -> None:
        having: dict[tuple[int, int], int] = {}
        for rule, spans in enumerate(sets):
            for span in spans or ():
                having[span] = having.get(span, 0) | 1 << rule
        ordered = sorted(having)  # a span's place here is its bit below
        self._having = [having[span] for span in ordered]
        self._lows = [low for low, _ in ordered]
        by_high = sorted(range(len(ordered)), key=lambda place: ordered[place][1])
        self._highs = [ordered[place][1] for place in by_high]
        self._from = [0] * (len(ordered) + 1)  # the spans that end at or after a place of `_highs`
        for place in range(len(ordered) - 1, -1, -1):
            self._from[place] = self._from[place + 1] | 1 << by_high[place]
        self._holding: dict[Spans, int] = {}
        self._meeting: dict[Spans, int] = {}

    def containing(self, spans: Spans) -> int:
        """Return the rules whose set holds all of another."""
        if spans not in self._holding:
            rules = -1
            for low, high in spans:
                rules &= self._rules(begun=low, ended=high)
            self._holding[spans] = rules
        return self._holding[spans]

    def meeting(self, spans: Spans) -> int:
        """Return the rules whose set has something in common with another."""
        if spans not in self._meeting:
            rules = 0
            for low, high in spans:
                rules |= self._rules(begun=high, ended=low)
            self._meeting[spans] = rules
        return self._meeting[spans]

    def _rules(self, *, begun: int, ended: int) -> int:
        """Return the rules with a span that begins by a number and does not end before another."""
        early = (1 << bisect_right(self._lows, begun)) - 1
        rules = 0
        for place in _bits(early & self._from[bisect_left(self._highs, ended)]):
            rules |= self._having[place]
        return rules


def _bits(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set, lowest first."""
    text = bin(number)[:1:-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)


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
            rest = _without(piece, cutter)
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


def _without(box: Box, cutter: Box) -> list[Box]:
    """Return what of a box another leaves, as boxes that have nothing in common."""
    common = [_both(ours, theirs) for ours, theirs in zip(box, cutter, strict=True)]
    if not all(common):
        return [box]
    pieces = []
    for place, ours in enumerate(box):
        if rest := _minus(ours, cutter[place]):
            pieces.append((*common[:place], rest, *box[place + 1 :]))
    return pieces


def _both(ours: Spans, theirs: Spans) -> Spans:
    found, at, other = [], 0, 0
    while at < len(ours) and other < len(theirs):
        low, high = max(ours[at][0], theirs[other][0]), min(ours[at][1], theirs[other][1])
        if low <= high:
            found.append((low, high))
        if ours[at][1] < theirs[other][1]:
            at += 1
        else:
            other += 1
    return tuple(found)


def _minus(ours: Spans, theirs: Spans) -> Spans:
    left = []
    for low, high in ours:
        for begin, end in theirs:
            if end < low:
                continue
            if begin > high:
                break
            if begin > low:
                left.append((low, begin - 1))
            low = end + 1
        if low <= high:
            left.append((low, high))
    return tuple(left)
