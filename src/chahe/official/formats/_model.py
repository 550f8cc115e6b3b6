"""What a file format is."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from ..model import Block

Read = Callable[[bytes], tuple[Block, ...]]
Sniff = Callable[[bytes, str], bool]

HEAD_BYTES = 64 * 1024


@dataclass(frozen=True)
class Format:
    """One file format, with its `extensions` (lower case, with the dot).

    `sniff` looks at a file's first `HEAD_BYTES` and at its name, and says whether it is its own.
    `read` turns the bytes into blocks, or raises `OfficialError`.
    """

    id: str
    title: str
    extensions: tuple[str, ...]
    sniff: Sniff
    read: Read


def file_format(*, extensions: tuple[str, ...], sniff: Sniff) -> Callable[[Read], Format]:
    """Make a function a format.

    The module's name is the format's id, and the first line of its docstring its title.
    """

    def decorate(read: Read) -> Format:
        doc = sys.modules[read.__module__].__doc__ or ""
        title = doc.strip().splitlines()[0]
        return Format(read.__module__.rpartition(".")[2], title, extensions, sniff, read)

    return decorate
