"""One file a report.

To add one, write `reports/<id>.py`, `tests/documents/test_<id>.py` and its golden outline.
"""

from collections.abc import Mapping
from functools import cache

from ...discover import discover
from ._model import Report, report

__all__ = ["Report", "load_reports", "report"]


@cache
def load_reports() -> Mapping[str, Report]:
    """Return every report by id."""
    return discover(__name__, Report)
