"""One file a format: a framework that is already data, read as an official document.

To add one, write `imports/<id>.py` and `tests/standards/imports/test_<id>.py`.
"""

from collections.abc import Mapping
from functools import cache

from ...discover import discover
from ...official.model import OfficialError, OfficialText
from ._model import Import

__all__ = ["LIMIT", "Import", "load_imports", "read_any"]

LIMIT = 20_000_000  # bytes


@cache
def load_imports() -> Mapping[str, Import]:
    """Return every import by id."""
    return discover(__package__, Import)


def read_any(data: bytes, name: str) -> OfficialText | None:
    """Read a framework with the import whose format it is; None when it is none of theirs.

    `name` titles what has no title of its own; it is never opened.

    :raises OfficialError: if it is one of these formats and cannot be read
    """
    found = next((each for each in load_imports().values() if each.sniff(data)), None)
    if found is None:
        return None
    if len(data) > LIMIT:
        raise OfficialError(f"{found.title}太大：上限 {LIMIT // 1_000_000} MB，請分成幾個檔案")
    return found.read(data, name)
