"""All addresses, cut where the most specific route changes."""

from collections.abc import Iterable
from typing import NamedTuple

from ..firewall.addresses import ALL, Block


class Segment(NamedTuple):
    """`interfaces` holds "" where no route leads; `sure` no other route may lead elsewhere."""

    low: int
    high: int
    interfaces: frozenset[str]
    sure: bool
    default: bool


def segments_of(
    routes: Iterable[tuple[str, Block, bool]], version: int, *, moved: bool
) -> list[Segment]:
    """Cut all addresses where the most specific route changes."""
    whole = ALL[version][0]
    held: dict[tuple[int, int], tuple[set[str], bool]] = {}
    for name, to, connected in routes:
        names, sure = held.get((to.low, to.high), (set(), False))
        held[(to.low, to.high)] = names | {name}, sure or connected or not moved
    held.setdefault(whole, ({""}, True))
    cut: list[Segment] = []
    inside: list[tuple[int, int]] = []
    at = 0

    def cut_to(high: int) -> None:
        nonlocal at
        if at <= high:
            names, sure = held[inside[-1]]
            cut.append(Segment(at, high, frozenset(names), sure, inside[-1] == whole))
            at = high + 1

    for span in sorted(held, key=lambda pair: (pair[0], -pair[1])):
        while inside and inside[-1][1] < span[0]:
            cut_to(inside[-1][1])
            inside.pop()
        if inside:
            cut_to(span[0] - 1)
        inside.append(span)
    while inside:
        cut_to(inside[-1][1])
        inside.pop()
    return cut
