"""What apps above put into a pack: each adds to `PACK_EXTRAS` when it is ready."""

from collections.abc import Callable, Iterable

from chahe.ledger.pack import Member

from .models import Inspection

PackExtra = Callable[[Inspection], Iterable[Member]]
"""Gives the members of a sealed inspection's pack.

:raises Refused: if what it would give is not what was kept
"""

PACK_EXTRAS: list[PackExtra] = []
