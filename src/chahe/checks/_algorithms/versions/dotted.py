"""The order of versions that are nothing but numbers between dots, whoever made them."""

import re

_VERSION = re.compile(r"\d+(?:\.\d+)*", re.ASCII)


def key(version: str) -> tuple[int, ...]:
    """Return what sorts as the version does.

    >>> key("1.9") < key("1.10.0") == key("1.10")
    True

    :raises ValueError: if there is anything else in it
    """
    if not _VERSION.fullmatch(version.strip()):
        raise ValueError(version)
    numbers = [int(part) for part in version.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
