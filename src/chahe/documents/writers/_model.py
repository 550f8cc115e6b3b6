"""What a writer is."""

from collections.abc import Callable
from dataclasses import dataclass

from ..model import Document


@dataclass(frozen=True)
class Writer:
    """The same document always gives the same bytes."""

    title: str
    suffix: str
    media_type: str
    write: Callable[[Document], bytes]
