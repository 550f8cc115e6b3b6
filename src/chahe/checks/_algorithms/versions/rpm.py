"""The order of versions of RPM packages (rpm-version(7))."""

import re

_VERSION = re.compile(r"(?:(\d+):)?([^\s:-]+)-([^\s:-]+)", re.ASCII)
_SEGMENT = re.compile(r"[0-9]+|[A-Za-z]+|[~^]")
_TILDE, _END, _CARET = (0, 0, ""), (1, 0, ""), (2, 0, "")

Key = tuple[object, ...]


def key(version: str) -> Key:
    """Return what sorts as the version and its release do.

    >>> key("1.0~rc1-1") < key("1.0-1.el9") < key("1.0^git1-1") < key("1.0.1-1") < key("1:0-1")
    True

    :raises ValueError: if it is no version with a release
    """
    found = _VERSION.fullmatch(version.strip())
    if not found:
        raise ValueError(version)
    return int(found[1] or 0), segments(found[2]), segments(found[3])


def segments(text: str) -> Key:
    """Return what sorts as a version, or a release, does alone."""
    return *map(_rank, _SEGMENT.findall(text)), _END


def _rank(segment: str) -> tuple[int, int, str]:
    if segment in "~^":
        return _TILDE if segment == "~" else _CARET
    return (4, int(segment), "") if segment.isdigit() else (3, 0, segment)
