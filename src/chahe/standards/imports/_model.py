"""What an import is."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

from ...official.model import OfficialText


@dataclass(frozen=True)
class Import:
    """One foreign format of frameworks. `sniff` says quickly whether a file is in it."""

    id: str
    title: str
    sniff: Callable[[bytes], bool]
    read: Callable[[bytes, str], OfficialText]


def imports(
    *, sniff: Callable[[bytes], bool]
) -> Callable[[Callable[[bytes, str], OfficialText]], Import]:
    """Make a function an import.

    The module's name is the import's id, and the first line of its docstring its title.
    """

    def decorate(read: Callable[[bytes, str], OfficialText]) -> Import:
        doc = sys.modules[read.__module__].__doc__ or ""
        title = doc.strip().splitlines()[0]
        return Import(read.__module__.rpartition(".")[2], title, sniff, read)

    return decorate
