"""The order of versions of npm, Go, Rust, Hex and Swift packages (SemVer 2.0.0, §11)."""

import re

_VERSION = re.compile(
    r"v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?",
    re.ASCII,
)

Key = tuple[object, ...]


def key(version: str) -> Key:
    """Return what sorts as the version does; a "v" before it, as Go writes, says nothing.

    >>> key("1.0.0-alpha.2") < key("1.0.0-alpha.10") < key("1.0.0") == key("v1.0.0+5")
    True

    :raises ValueError: if it is no version
    """
    found = _VERSION.fullmatch(version.strip())
    if not found:
        raise ValueError(version)
    major, minor, patch = (int(found[number]) for number in (1, 2, 3))
    if not found[4]:
        return major, minor, patch, 1, ()
    return major, minor, patch, 0, tuple(map(_identifier, found[4].split(".")))


def _identifier(text: str) -> Key:
    if not text.isdigit():
        return 1, 0, text
    if text != "0" and text[0] == "0":
        raise ValueError(text)
    return 0, int(text), ""
