"""Amendment tables told row by row: each rule after, the same rule before, the reason."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ..fold import narrow
from ..labels import split_label
from ..model import Line
from ._reasons import is_reasoned

_ENDED = re.compile(r"[。；)）]\s*$")
_FEWEST = 2

InTurn = list[tuple[list[Line], list[Line], list[Line]]]


def rows_in_turn(lines: Sequence[Line]) -> InTurn | None:
    """Return each row's two sides and its reason, where the numbers go 3 3 4 4 5 5."""
    keys = _keys(lines)
    twice = sum(a[1] == b[1] for a, b in pairwise(keys))
    if twice < _FEWEST or twice * 2 < len(keys) * 0.8:
        return None
    rows: InTurn = []
    bounds = [place for place, _ in keys] + [len(lines)]
    if bounds[0] > 0:
        return None
    n = 0
    while n < len(keys):
        first = [*lines[bounds[n] : bounds[n + 1]]]
        if n + 1 < len(keys) and keys[n + 1][1] == keys[n][1]:
            second, reason = _without_reason(lines[bounds[n + 1] : bounds[n + 2]])
            rows.append((first, second, reason))
            n += 2
        else:
            alone, reason = _without_reason(first)
            rows.append((alone, [], reason))
            n += 1
    return rows


def _keys(lines: Sequence[Line]) -> list[tuple[int, tuple[str, str]]]:
    """Return where numbers of the first number's style stand, and which they are."""
    found = [(n, split_label(narrow(line.text).strip())[0]) for n, line in enumerate(lines)]
    first = next((label for _, label in found if label), None)
    return [
        (n, (label.style, label.part))
        for n, label in found
        if label and first and label.style == first.style
    ]


def _without_reason(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Cut off the reason that follows a rule: what reads like one, or else the last paragraph."""
    begins = [
        n
        for n in range(1, len(lines))
        if _ENDED.search(lines[n - 1].text) and is_reasoned(lines[n].text)
    ]
    last = len(lines) - 1
    alone = last > 0 and _ENDED.search(lines[last - 1].text)
    unlabelled = alone and not split_label(narrow(lines[last].text).strip())[0]
    place = begins[0] if begins else last if unlabelled else len(lines)
    return [*lines[:place]], [*lines[place:]]
