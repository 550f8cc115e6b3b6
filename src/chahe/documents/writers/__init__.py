"""One file a format.

To add one, write `writers/<suffix>.py` holding one `Writer`, and its tests.
"""

from collections.abc import Mapping
from functools import cache

from ...discover import discover
from ._model import Writer

__all__ = ["Writer", "load_writers"]


@cache
def load_writers() -> Mapping[str, Writer]:
    """Return every writer by suffix, without the dot."""
    return discover(__name__, Writer)
