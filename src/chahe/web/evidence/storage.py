"""Keep bytes under their SHA-256 on local disk; knows nothing of the database.

    EVIDENCE_ROOT/
      incoming/<uuid>            being received, or left by a process that died
      sha256/ab/cd/<digest>      whole, flushed, read-only
      damaged/<digest>.<uuid>    bytes that stopped being those of their digest, kept aside
      lock                       shared while a file is placed, exclusive while one is swept

Another backend (S3) is another module with this one's public names: `Incoming`, `place`, `open`,
`verify`, `is_whole`, `sweep`.
"""

import fcntl
import hashlib
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings

CHUNK = 1 << 20  # bytes
ABANDONED_SECONDS = 24 * 60 * 60
_DIGEST = re.compile(r"[0-9a-f]{64}")
_BATCH = 500


class Incoming:
    """A file on its way in: hashed as it is written, and gone unless it is placed."""

    def __init__(self) -> None:
        self.path = _root() / "incoming" / uuid4().hex
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.size = 0
        self._hash = hashlib.sha256()
        self.path.touch(0o600, exist_ok=False)
        self._file = self.path.open("r+b")

    def write(self, chunk: bytes) -> None:
        self._file.write(chunk)
        self._hash.update(chunk)
        self.size += len(chunk)

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def reading(self) -> BinaryIO:
        """Return the bytes so far, from their beginning; it is closed with this file."""
        self._file.flush()
        self._file.seek(0)
        return self._file

    def sync(self) -> None:
        """Put the bytes on the disk itself, and let nobody write them again."""
        self._file.flush()
        os.fsync(self._file.fileno())
        os.fchmod(self._file.fileno(), 0o440)

    def discard(self) -> None:
        """Close and forget; does nothing to a file already placed."""
        with suppress(OSError):  # a full disk may refuse the last bytes, which nobody wants
            self._file.close()
        self.path.unlink(missing_ok=True)


def place(incoming: Incoming) -> tuple[str, int]:
    """Move a file that has wholly arrived to its place; return its digest and its size in bytes.

    The same bytes twice are one file. Where the one kept has been damaged it is put aside, and
    these take its place.
    """
    incoming.sync()
    digest = incoming.digest
    target = path_of(digest)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(fcntl.LOCK_SH):
        if verify(digest):
            incoming.discard()
        else:
            _put_aside(target)
            incoming.path.replace(target)
            incoming.discard()
        os.utime(target)  # young again: `sweep` leaves it until its row is there
    for folder in (target.parent, target.parent.parent, target.parent.parent.parent):
        _sync_folder(folder)
    return digest, incoming.size


def open(digest: str) -> BinaryIO:
    """Open the bytes of a digest as they are now; `verify` says whether they are the right ones.

    :raises FileNotFoundError: if there are none
    """
    return path_of(digest).open("rb")


def verify(digest: str) -> bool:
    """Hash the bytes of a digest again; False if they are missing, unreadable or others."""
    try:
        with open(digest) as stream:
            return is_whole(stream, digest)
    except OSError:
        return False


def is_whole(stream: BinaryIO, digest: str) -> bool:
    """Hash an open file to its end, and compare."""
    return hashlib.file_digest(stream, "sha256").hexdigest() == digest


def path_of(digest: str) -> Path:
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"not a SHA-256 in hexadecimal: {digest!r}")
    return _root() / "sha256" / digest[:2] / digest[2:4] / digest


def sweep(with_rows: Callable[[list[str]], set[str]]) -> int:
    """Remove what has lain for over a day in `incoming/`, or in its place without a row.

    `with_rows` answers which of some digests the database knows. An upload touches a file it
    places or finds again, under the shared lock; we look at the age again under the exclusive one.
    So a file is removed only if nothing has placed it for a day and no row names it.
    """
    swept = 0
    for path in (_root() / "incoming").glob("*"):
        if _is_abandoned(path):
            path.unlink(missing_ok=True)
            swept += 1
    for paths in _batches((_root() / "sha256").glob("??/??/*")):
        orphans = set(paths) - with_rows(list(paths))
        if not orphans:
            continue
        with _locked(fcntl.LOCK_EX):
            for digest in orphans - with_rows(list(orphans)):
                if _is_abandoned(paths[digest]):
                    paths[digest].unlink(missing_ok=True)
                    swept += 1
    return swept


def _batches(paths: Iterator[Path]) -> Iterator[dict[str, Path]]:
    batch: dict[str, Path] = {}
    for path in paths:
        if _is_abandoned(path):
            batch[path.name] = path
        if len(batch) == _BATCH:
            yield batch
            batch = {}
    yield batch


def _is_abandoned(path: Path) -> bool:
    try:
        return path.stat().st_mtime < time.time() - ABANDONED_SECONDS
    except FileNotFoundError:
        return False


def _put_aside(target: Path) -> None:
    if target.exists():
        aside = _root() / "damaged" / f"{target.name}.{uuid4().hex}"
        aside.parent.mkdir(exist_ok=True)
        os.link(target, aside)


@contextmanager
def _locked(how: int) -> Iterator[None]:
    with (_root() / "lock").open("ab") as lock:
        fcntl.flock(lock, how)
        yield


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _root() -> Path:
    return Path(settings.EVIDENCE_ROOT)
