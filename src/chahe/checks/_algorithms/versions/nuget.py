"""The order of versions of NuGet packages (Package versioning; NuGet.Versioning, VersionComparer).

SemVer 2.0.0 with one to four numbers, of 32 bits, and labels compared whatever their case. A label
that is no number of 32 bits, as a time stamp, is compared as text.
"""

import re

_VERSION = re.compile(
    r"(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?"
    r"(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?",
    re.ASCII,
)
_NUMBER = re.compile(r"-?\d+", re.ASCII)
_MOST = 2**31

Key = tuple[object, ...]


def key(version: str) -> Key:
    """Return what sorts as the version does.

    >>> key("1.0-Beta.2") < key("1.0-beta.10") < key("1") == key("1.0.0.0+5") < key("1.0.0.1")
    True

    :raises ValueError: if it is no version
    """
    found = _VERSION.fullmatch(version.strip())
    if not found:
        raise ValueError(version)
    numbers = tuple(int(found[number] or 0) for number in (1, 2, 3, 4))
    if max(numbers) >= _MOST:
        raise ValueError(version)
    if not found[5]:
        return *numbers, 1, ()
    return *numbers, 0, tuple(map(_label, found[5].split(".")))


def _label(text: str) -> Key:
    if text.isdigit() and text != "0" and text[0] == "0":
        raise ValueError(text)
    if _NUMBER.fullmatch(text) and -_MOST <= int(text) < _MOST:
        return 0, int(text), ""
    return 1, 0, text.upper()
