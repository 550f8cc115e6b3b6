"""Pairs of equal text: first where the parents are paired, in order; then wherever it moved."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import product

from ._in_order import pair_in_order
from ._outline import ROOT, Outline
from ._pairs import Pairs

FAMILY = 0.5  # of the rules under a heading: with fewer in common it is another heading
_CROWD = 10_000  # pairs of one text beyond which they are taken in order, not by nearness


def pair_under(pairs: Pairs, old: int = ROOT, new: int = ROOT) -> None:
    """Pair all of equal text under two paired headings, and under those, and so on."""
    waiting = [(old, new)]
    while waiting:
        for one, other in _children_in_order(pairs, *waiting.pop()):
            pairs.add(one, other)
            waiting.append((one, other))


def _children_in_order(pairs: Pairs, old: int, new: int) -> list[tuple[int, int]]:
    """Return pairs of children of equal text or, for headings, with mostly equal rules below."""
    before, after = pairs.before, pairs.after
    ones = [place for place in before.children[old] if place not in pairs.became]
    others = [place for place in after.children[new] if place not in pairs.origin]
    start = _equal_from_the_start(before, after, ones, others)
    found = [*zip(ones[:start], others[:start], strict=True)]
    ones, others = ones[start:], others[start:]
    end = _equal_from_the_start(before, after, ones[::-1], others[::-1])
    found += zip(ones[len(ones) - end :], others[len(others) - end :], strict=True)
    middle = ones[: len(ones) - end], others[: len(others) - end]
    return found + pair_in_order(*middle, lambda one, other: _weight(pairs, one, other))


def _equal_from_the_start(
    before: Outline, after: Outline, ones: list[int], others: list[int]
) -> int:
    for count, (one, other) in enumerate(zip(ones, others, strict=False)):
        if before.wholes[one] != after.wholes[other]:
            return count
    return min(len(ones), len(others))


def _weight(pairs: Pairs, old: int, new: int) -> float:
    """Weigh a pair of siblings: all the same, same text, or a renamed heading of the same rules.

    One whose text is not known, as that of a heading in an excerpt, is known by its place.
    """
    before, after = pairs.before, pairs.after
    if before.wholes[old] == after.wholes[new]:
        return 4.0 + 0.01 * pairs.same_path(old, new)
    if not before.keys[old] or not after.keys[new]:
        return 1.0 if pairs.same_path(old, new) else 0.0
    if before.keys[old] == after.keys[new]:
        return 2.0 + 0.01 * pairs.same_path(old, new)
    if before.below[old] and after.below[new]:
        family = pairs.family_likeness(old, new)
        return family if family >= FAMILY else 0.0
    return 0.0


def pair_moved(pairs: Pairs) -> None:
    """Pair what moved without a change: whole subtrees, then single rules."""
    before, after = pairs.before, pairs.after
    _pair_equal(pairs, before.wholes, after.wholes, _are_headings)
    _pair_equal(pairs, before.keys, after.keys, _are_known_by_words)


def _pair_equal(
    pairs: Pairs,
    olds: Sequence[Hashable],
    news: Sequence[Hashable],
    may: Callable[[Pairs, int, int], bool],
) -> None:
    """Pair the free rules of equal keys that may be, those nearest to each other first."""
    held, wanted = defaultdict(list), defaultdict(list)
    for old in pairs.free_before():
        held[olds[old]].append(old)
    for new in pairs.free_after():
        wanted[news[new]].append(new)
    for key, places in wanted.items():
        for old, new in _nearest_first(pairs, held[key], places):
            if pairs.are_free(old, new) and may(pairs, old, new):
                pairs.add(old, new)
                pair_under(pairs, old, new)


def _nearest_first(pairs: Pairs, olds: list[int], news: list[int]) -> Iterable[tuple[int, int]]:
    if len(olds) * len(news) > _CROWD:
        return zip(olds, news, strict=False)
    return sorted(product(olds, news), key=lambda pair: pairs.distance(*pair))


def _are_headings(pairs: Pairs, old: int, new: int) -> bool:
    return bool(pairs.before.below[old]) and bool(pairs.after.below[new])


def _are_known_by_words(pairs: Pairs, old: int, new: int) -> bool:
    """Say whether equal text is enough: short text and headings need their place or family."""
    if pairs.share_parent(old, new):
        return True
    if _are_headings(pairs, old, new):
        return pairs.family_likeness(old, new) >= FAMILY
    return not pairs.after.is_short(new)


def pair_renamed(pairs: Pairs) -> None:
    """Pair headings whose text changed, wherever most of the rules under one are the other's."""
    before, after = pairs.before, pairs.after
    for new in pairs.free_after()[::-1]:
        under = after.children[new]
        above = Counter(
            before.parents[pairs.origin[each]] for each in under if each in pairs.origin
        )
        for old, count in above.most_common(1):
            least = FAMILY * max(len(under), len(before.children[old]))
            if old != ROOT and pairs.are_free(old, new) and count >= least:
                pairs.add(old, new)
                pair_under(pairs, old, new)
