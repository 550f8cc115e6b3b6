"""What names of addresses stand for, and which addresses are private."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..ranges import Ranges, merge
from .addresses import Block, block

PRIVATE: Ranges = merge(
    (held.low, held.high)
    for held in map(block, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"))
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """`unresolved` pairs a kind with a name; `narrowed`: there may be less than the ranges say."""

    ranges: Ranges = ()
    ranges6: Ranges = ()
    unresolved: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    narrowed: bool = False


def union(parts: Iterable[Addresses]) -> Addresses:
    found = tuple(parts)
    return Addresses(
        merge(pair for part in found for pair in part.ranges),
        merge(pair for part in found for pair in part.ranges6),
        tuple(dict.fromkeys(pair for part in found for pair in part.unresolved)),
        tuple(dict.fromkeys(name for part in found for name in part.missing)),
        any(part.narrowed for part in found),
    )


def is_private(held: Block) -> bool:
    return any(low <= held.low and held.high <= high for low, high in PRIVATE)
