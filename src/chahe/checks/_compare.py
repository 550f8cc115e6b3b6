"""Exception rows of two runs of a check, beside each other.

The same exception is the same kind of thing wrong with the same thing, wherever a file has it: the
file's name, the line and the words with their figures differ from month to month.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ..ledger.canonical import digest
from ._model import Row

_NAMES_A_THING = (
    *("policy", "account", "name", "vdom", "system", "host", "port"),
    *("vulnerability", "component", "version", "rule", "file"),
)


@dataclass(frozen=True)
class Compared:
    """`new` and `still` are rows of now, `gone` of before; each in its own order."""

    new: tuple[Row, ...]
    still: tuple[Row, ...]
    gone: tuple[Row, ...]


def identity(row: Row) -> str:
    """Return the SHA-256, in hex, of what an exception row is about: its kind and its thing."""
    named = {name: row.get(name) for name in ("kind", *_NAMES_A_THING)}
    return digest({name: str(value) for name, value in named.items() if value not in (None, "")})


def compared(before: Iterable[Row], now: Iterable[Row]) -> Compared:
    """Say which exceptions are new, which still there, and which are gone."""
    were = [(identity(row), row) for row in before]
    are = [(identity(row), row) for row in now]
    known, left = {key for key, _ in were}, {key for key, _ in are}
    return Compared(
        new=tuple(row for key, row in are if key not in known),
        still=tuple(row for key, row in are if key in known),
        gone=tuple(row for key, row in were if key not in left),
    )
