"""Which rule of an edition was which in another: pairs of places.

_outline    both editions as trees, with keys that are equal for equal text and equal subtrees
_in_order   the heaviest pairing of two lists that keeps their order
_pairs      who is paired with whom
_exact      pairs of equal text: under the same parents first, then moved
_alike      pairs of like text: under the same parents first, then moved
"""

from collections.abc import Sequence

from ._alike import pair_alike
from ._exact import pair_moved, pair_renamed, pair_under
from ._outline import Written, outlines
from ._pairs import Pairs

__all__ = ["Written", "align"]


def align(before: Sequence[Written], after: Sequence[Written]) -> dict[int, int]:
    """Return place in `after` → place in `before` of each rule that is in both, at most once."""
    pairs = Pairs(*outlines(before, after))
    pair_under(pairs)
    pair_moved(pairs)
    pair_renamed(pairs)
    pair_alike(pairs)
    pair_renamed(pairs)
    return dict(pairs.origin)
