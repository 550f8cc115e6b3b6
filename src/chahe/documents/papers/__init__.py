"""One file a paper that is not of one inspection: built from a record of its own.

To add one, write its record (`documents/<record>.py`), `papers/<id>.py` holding one `Paper`,
`tests/documents/papers/test_<id>.py` and its golden outline.
"""

from collections.abc import Mapping
from functools import cache

from ...discover import discover
from ._model import Paper

__all__ = ["Paper", "load_papers"]


@cache
def load_papers() -> Mapping[str, Paper]:
    """Return every paper by id."""
    return discover(__name__, Paper)
