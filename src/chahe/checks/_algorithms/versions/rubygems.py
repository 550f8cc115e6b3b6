"""The order of versions of Ruby gems (Gem::Version of RubyGems).

Segments of digits are numbers, of letters make a pre-release; what has ended goes on with zeros.
RubyGems itself changed what a zero between two segments of letters means (1.a.0.b): such a version
is refused.
"""

import re
from itertools import pairwise

_VERSION = re.compile(r"\d+(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?", re.ASCII)
_SEGMENT = re.compile(r"\d+|[A-Za-z]+", re.ASCII)
_ZERO = (1, 0, "")

Key = tuple[tuple[int, int, str], ...]


def key(version: str) -> Key:
    """Return what sorts as the version does.

    >>> key("1.0.a9") < key("1.a10") < key("1.0-1") < key("1") == key("1.0.0") < key("1.0.1")
    True

    :raises ValueError: if it is no version, or not in one order
    """
    if not _VERSION.fullmatch(version.strip()):
        raise ValueError(version)
    found = list(map(_rank, _SEGMENT.findall(version.replace("-", ".pre."))))
    first = next((at for at, segment in enumerate(found) if segment[2]), len(found))
    numbers, rest = _without_zeros(found[:first]), _without_zeros(found[first:])
    if any(one == _ZERO and other[2] for one, other in pairwise(rest)):
        raise ValueError(version)
    return *numbers, *rest, _ZERO


def _rank(segment: str) -> tuple[int, int, str]:
    return (1, int(segment), "") if segment.isdigit() else (0, 0, segment)


def _without_zeros(segments: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    while segments and segments[-1] == _ZERO:
        segments.pop()
    return segments
