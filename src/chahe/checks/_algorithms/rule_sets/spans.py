"""Sets of whole numbers, and boxes: the product of one such set a dimension.

A set is sorted, inclusive (lo, hi) pairs with something between them. A box with an empty set is
nothing.
"""

Spans = tuple[tuple[int, int], ...]
Box = tuple[Spans, ...]


def both(ours: Spans, theirs: Spans) -> Spans:
    """Return what two sets have in common."""
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


def minus(ours: Spans, theirs: Spans) -> Spans:
    """Return what of a set another leaves."""
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


def without(box: Box, cutter: Box) -> list[Box]:
    """Return what of a box another leaves, as boxes that have nothing in common."""
    common = [both(ours, theirs) for ours, theirs in zip(box, cutter, strict=True)]
    if not all(common):
        return [box]
    pieces = []
    for place, ours in enumerate(box):
        if rest := minus(ours, cutter[place]):
            pieces.append((*common[:place], rest, *box[place + 1 :]))
    return pieces


def meets(box: Box, other: Box) -> bool:
    """Say whether two boxes have anything in common."""
    return all(both(ours, theirs) for ours, theirs in zip(box, other, strict=True))
