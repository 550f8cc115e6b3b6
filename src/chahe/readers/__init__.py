"""One file a foreign format: bytes to a tidy table.

To add one, write `readers/<id>.py` and `tests/readers/test_<id>.py` with a golden sample.
"""

from collections.abc import Mapping
from functools import cache

from ..discover import discover
from ._model import Reader, ReadError, Row, Source, Table, reader

__all__ = ["ReadError", "Reader", "Row", "Source", "Table", "load_readers", "reader"]


@cache
def load_readers() -> Mapping[str, Reader]:
    """Return every reader by id."""
    return discover(__package__, Reader)
