"""A tree of files as the lines of a manifest.

Files are hashed with SHA-256, which everybody's tools know, or BLAKE3, several times as fast. No
symbolic link is followed. What vanishes, changes while it is read, or cannot be read is an entry
with an `error`, the name of the errno, or CHANGED; nothing is silently left out.
"""

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from json.encoder import encode_basestring_ascii as _quoted
from operator import attrgetter
from pathlib import Path
from typing import Any

_BUFFER = 256 * 1024
_THREADS = {"sha256": 2, "blake3": 1}  # BLAKE3 waits for the files, and threads for one another
_BATCH = 512
_OPENING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_TYPES = {stat.S_IFREG: "file", stat.S_IFDIR: "dir", stat.S_IFLNK: "symlink"}
_CLEAN = '"error":"","'
_UNSEEN = (
    '"type":"","size":0,"mode":"","owner":"","group":"","mtime_ns":0,"ctime_ns":0,"inode":0,'
    '"target":"",'
)
_TAIL = len(_CLEAN) + len('sha256":"') + 64 + len('"}\n')  # of the line of a file that was read
_Hasher = Callable[[memoryview], Any]


class _Node:
    """An entry; `head` is its line up to the error, and says all but what reading it shows.

    `known` is its line where it need not be read.
    """

    __slots__ = ("digest", "error", "head", "kind", "known", "path", "seen", "where")

    def __init__(self, where: str, path: str, look: Callable[..., os.stat_result]) -> None:
        self.where, self.path = where, path
        self.error = self.digest = self.kind = self.known = ""
        try:
            self.seen = seen = look(follow_symlinks=False)
            kind, access = _access(seen.st_mode, seen.st_uid, seen.st_gid)
            target = _quoted(escaped(os.readlink(where))) if kind == "symlink" else '""'  # noqa: PTH115
        except OSError as error:
            self.error, self.head = error_name(error), f'{{"path":{_quoted(path)},{_UNSEEN}'
            return
        self.kind = kind
        self.head = (
            f'{{"path":{_quoted(path)},"type":"{kind}","size":{seen.st_size},{access},'
            f'"mtime_ns":{seen.st_mtime_ns},"ctime_ns":{seen.st_ctime_ns},"inode":{seen.st_ino},'
            f'"target":{target},'
        )

    def line(self, algorithm: str) -> str:
        return self.known or (
            f'{self.head}"error":"{self.error}","{algorithm}":"{self.digest}"}}\n'
        )


def scan(
    root: str,
    *,
    excluded: Callable[[str], bool] | None,
    known: Iterable[str] = (),
    algorithm: str = "sha256",
) -> tuple[list[str], int]:
    """Return the lines of a tree in the order of their paths, and how many have an error.

    A file that the lines `known` have with the same size, times, inode and permissions keeps its
    line and is not read.
    """
    lines = _by_head(known)
    found = sorted(_walk(root, excluded), key=attrgetter("path"))
    files = [node for node in found if node.kind == "file" and not _is_known(node, lines)]
    digest_all = partial(_digest_all, _hasher(algorithm))
    with ThreadPoolExecutor(_THREADS[algorithm]) as pool:
        list(pool.map(digest_all, (files[at : at + _BATCH] for at in range(0, len(files), _BATCH))))
    lines_now = [node.line(algorithm) for node in found]
    return lines_now, sum(bool(node.error) for node in found)


def is_clean(line: str) -> bool:
    """Say whether a line has no error; a name cannot feign it, for its quotes are escaped."""
    return _CLEAN in line


def escaped(path: str) -> str:
    r"""Write any name as text, so that two names are never one: b"a\xff" is a\xff.

    >>> escaped("a/b"), escaped("a\\b"), escaped("中\udcff")
    ('a/b', 'a\\\\b', '中\\xff')
    """
    if path.isascii() and "\\" not in path:
        return path
    return os.fsencode(path).replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")


def error_name(error: OSError) -> str:
    """Return the name of an errno, the same in every language."""
    return errno.errorcode.get(error.errno or 0, "EIO")


def _walk(root: str, excluded: Callable[[str], bool] | None) -> Iterator[_Node]:
    top = _Node(root, ".", Path(root).stat)
    yield top
    waiting = [(top, "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            with os.scandir(folder.where) as listing:
                inside = list(listing)
        except OSError as error:
            folder.error = error_name(error)
            continue
        for each in inside:
            path = prefix + escaped(each.name)
            if excluded and excluded(path):
                continue
            node = _Node(each.path, path, each.stat)
            yield node
            if node.kind == "dir":
                waiting.append((node, f"{path}/"))


@lru_cache(maxsize=4096)
def _access(mode: int, owner: int, group: int) -> tuple[str, str]:
    kind = _TYPES.get(stat.S_IFMT(mode), "other")
    return kind, f'"mode":"{stat.S_IMODE(mode):04o}","owner":"{owner}","group":"{group}"'


def _by_head(known: Iterable[str]) -> Mapping[str, str]:
    """Return the lines of files without an error, by what goes before the error."""
    return {line[:-_TAIL]: line for line in known if line.startswith(_CLEAN, len(line) - _TAIL)}


def _is_known(node: _Node, lines: Mapping[str, str]) -> bool:
    node.known = lines.get(node.head, "")
    return bool(node.known)


def _hasher(algorithm: str) -> _Hasher:
    if algorithm == "sha256":
        return hashlib.sha256
    from blake3 import blake3

    return blake3


def _digest_all(hasher: _Hasher, files: list[_Node]) -> None:
    buffer = bytearray(_BUFFER)
    for node in files:
        try:
            node.digest = _digest(node, hasher, buffer)
            node.error = "" if node.digest else "CHANGED"
        except OSError as error:
            node.error = error_name(error)


def _digest(node: _Node, hasher: _Hasher, buffer: bytearray) -> str:
    """Hash a file; "" if it is not the one that was seen, or changed meanwhile."""
    view, seen = memoryview(buffer), node.seen
    descriptor = os.open(node.where, _OPENING)
    try:
        total = length = os.readv(descriptor, [buffer])
        digest = hasher(view[:length])
        while length and total < seen.st_size:
            total += (length := os.readv(descriptor, [buffer]))
            digest.update(view[:length])
        now = os.fstat(descriptor)
    finally:
        os.close(descriptor)
    same = _identity(now) == _identity(seen) and total == now.st_size
    return digest.hexdigest() if same else ""


def _identity(seen: os.stat_result) -> tuple[int, ...]:
    return seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns
