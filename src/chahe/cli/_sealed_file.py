"""Write and read sealed lists: all of one, or none of it."""

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from ..readers import Reader, ReadError, Row, Source
from ..readers._parsing.sealed import Sealed, read_sealed
from ._model import UsageError

T = TypeVar("T")


def write(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file beside its place, then put it there.

    :raises UsageError: if it cannot be written; what was there before stays
    """
    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).replace(path)
    except OSError:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise UsageError(f"寫不進「{path}」，請確認路徑、權限與剩餘空間") from None


def read_rows(reader: Reader, name: str) -> tuple[Row, ...]:
    """Read a file that must be of one format.

    :raises UsageError: if it cannot be opened or read
    """
    return _read(name, lambda source: reader.read(source).rows)


def read(form: str, name: str) -> tuple[Sealed, ...]:
    """Read the lists of a file.

    :raises UsageError: if it cannot be opened or read
    """
    return _read(name, lambda source: read_sealed(source, form))


def _read(name: str, take: Callable[[Source], T]) -> T:
    try:
        return take(Source.from_path(Path(name)))
    except ReadError as error:
        raise UsageError(f"{name} {error}") from None
    except (OSError, ValueError):
        raise UsageError(f"讀不到檔案「{name}」，請確認路徑與權限") from None
