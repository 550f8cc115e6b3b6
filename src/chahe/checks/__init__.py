"""One file a control test.

A check is a pure function from tables to a verdict. To add one, write
`checks/<id>.py` and `tests/checks/test_<id>.py`; nothing else changes.
"""

from collections.abc import Mapping
from functools import cache

from ..discover import discover
from ._compare import Compared, compared, identity
from ._model import Check, Parameter, Result, check

__all__ = [
    "Check",
    "Compared",
    "Parameter",
    "Result",
    "check",
    "compared",
    "identity",
    "load_checks",
]


@cache
def load_checks() -> Mapping[str, Check]:
    """Return every check by id."""
    return discover(__package__, Check)
