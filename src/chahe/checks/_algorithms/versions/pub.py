"""The order of versions of Dart packages (Version of pub_semver): SemVer, and builds after none."""

import re

_VERSION = re.compile(
    r"(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?"
    r"(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?",
    re.ASCII,
)
_ODD = re.compile(r"-\d+|-?0[xX][0-9A-Fa-f]+", re.ASCII)

Key = tuple[object, ...]


def key(version: str) -> Key:
    """Return what sorts as the version does.

    >>> key("1.0.0-dev.2") < key("1.0.0-dev.10") < key("1.0.0") < key("1.0.0+1") < key("1.0.0+10")
    True

    :raises ValueError: if it is no version, or has a part Dart may take for another number
    """
    found = _VERSION.fullmatch(version.strip())
    if not found:
        raise ValueError(version)
    numbers = tuple(int(found[number]) for number in (1, 2, 3))
    return *numbers, 0 if found[4] else 1, _parts(found[4]), _parts(found[5])


def _parts(text: str | None) -> Key:
    return tuple(map(_part, text.split("."))) if text else ()


def _part(text: str) -> Key:
    if _ODD.fullmatch(text):
        raise ValueError(text)
    return (0, int(text), "") if text.isdigit() else (1, 0, text)
