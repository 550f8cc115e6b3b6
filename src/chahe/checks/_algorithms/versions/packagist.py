"""The order of versions of Composer packages (VersionParser of composer/semver, version_compare()).

One to four numbers, then alpha, beta, RC or patch with its numbers, and dev. Branches, and dates
without dots, are no versions here.
"""

import re

_VERSION = re.compile(
    r"v?(\d{1,5})(?:\.(\d+))?(?:\.(\d+))?(?:\.(\d+))?"
    r"(?:[._-]?(?:(stable|beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?\d++)*+))?([.-]?dev)?)(?:\+\S+)?",
    re.ASCII | re.IGNORECASE,
)
_DEV, _ALPHA, _BETA, _RC, _END, _DIGITS, _PATCH = range(7)
_STABILITY = {
    "a": _ALPHA, "alpha": _ALPHA, "b": _BETA, "beta": _BETA, "rc": _RC, "p": _PATCH, "pl": _PATCH,
    "patch": _PATCH,
}  # fmt: skip

Key = tuple[tuple[int, int], ...]


def key(version: str) -> Key:
    """Return what sorts as the version does.

    >>> key("1.0-dev") < key("1.0a2") < key("v1.0.0-RC1") < key("1") == key("1.0.0.0") < key("1-p1")
    True

    :raises ValueError: if it is no version, or a branch
    """
    found = _VERSION.fullmatch(version.strip())
    if not found:
        raise ValueError(version)
    numbers = [(_DIGITS, int(found[number] or 0)) for number in (1, 2, 3, 4)]
    if found[5] == "stable":
        return *numbers, (_END, 0)
    if found[5]:
        if found[5].lower() not in _STABILITY:
            raise ValueError(version)
        numbers.append((_STABILITY[found[5].lower()], 0))
        numbers += [(_DIGITS, int(number)) for number in re.findall(r"\d+", found[6] or "")]
    if found[7]:
        numbers.append((_DEV, 0))
    return *numbers, (_END, 0)
