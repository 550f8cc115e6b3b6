"""One file a way of laying out rules: blocks to editions."""

from collections.abc import Mapping
from functools import cache

from ...discover import discover
from ._columns import with_columns
from ._model import Blocks, Laid, Layout

__all__ = ["Blocks", "Laid", "Layout", "lay_out", "load_layouts"]


@cache
def load_layouts() -> Mapping[str, Layout]:
    return discover(__package__, Layout)


def lay_out(blocks: Blocks) -> Laid:
    """Read blocks by the layout that suits them best."""
    blocks = with_columns(blocks)
    layout = max(load_layouts().values(), key=lambda each: each.suits(blocks))
    return layout.lay_out(blocks)
