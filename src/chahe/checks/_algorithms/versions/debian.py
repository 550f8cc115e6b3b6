"""The order of versions of Debian packages (deb-version(7))."""

import re

_VERSION = re.compile(r"(?:(\d+):)?(\d[0-9A-Za-z.+~:-]*?)(?:-([0-9A-Za-z.+~]+))?(?<!-)", re.ASCII)
_PIECE = re.compile(r"(\D*)(\d*)", re.ASCII)
_END = ((0,), 0)

Key = tuple[object, ...]


def key(version: str) -> Key:
    """Return what sorts as the version does.

    >>> key("1.0~rc1-1") < key("1.0-1") < key("1.0-1+deb12u1") < key("1.0a-1") < key("1:0.9-1")
    True

    :raises ValueError: if it is no version
    """
    found = _VERSION.fullmatch(version.strip())
    if not found:
        raise ValueError(version)
    return int(found[1] or 0), _part(found[2]), _part(found[3] or "0")


def _part(text: str) -> Key:
    pieces = (match for match in _PIECE.finditer(text) if match[0])
    return *(((*map(_weight, each[1]), 0), int(each[2] or 0)) for each in pieces), _END


def _weight(character: str) -> int:
    if character == "~":
        return -1
    return ord(character) + (0 if character.isalpha() else 256)
