"""Whether an advisory is about a version: yes, no, or it cannot be known."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from ....readers import Row
from . import alpine, debian, dotted, maven, nuget, packagist, pep440, pub, rpm, rubygems, semver

Order = Callable[[str], Any]

_CACHED = 1 << 17
_DEBIAN, _RPM, _SEMVER, _DOTTED = (
    lru_cache(_CACHED)(module.key) for module in (debian, rpm, semver, dotted)
)
_ORDERS: dict[str, Order] = {
    "PyPI": lru_cache(_CACHED)(pep440.key), "Maven": lru_cache(_CACHED)(maven.key),
    "npm": _SEMVER, "Go": _SEMVER, "crates.io": _SEMVER, "Hex": _SEMVER, "SwiftURL": _SEMVER,
    "NuGet": lru_cache(_CACHED)(nuget.key), "RubyGems": lru_cache(_CACHED)(rubygems.key),
    "Packagist": lru_cache(_CACHED)(packagist.key), "Pub": lru_cache(_CACHED)(pub.key),
    "Alpine": lru_cache(_CACHED)(alpine.key),
    "Debian": _DEBIAN, "Ubuntu": _DEBIAN,
    "AlmaLinux": _RPM, "Rocky Linux": _RPM, "Red Hat": _RPM, "SUSE": _RPM, "openSUSE": _RPM,
}  # fmt: skip


def affects(version: str, ecosystem: str, advisory: Row) -> bool | None:
    """Say whether an advisory's ranges or versions hold a version; None if it cannot be known."""
    ranges, versions = advisory["ranges"], advisory["versions"]
    if version in versions:
        return True
    order = _ORDERS.get(ecosystem)
    named = _among(version, versions, order)
    held = [_holds(version, each, order) for each in ranges if each[3] != "GIT"]
    if named or True in held:
        return True
    known = bool(held or versions) and named is not None and None not in held
    return False if known else None


def _among(version: str, versions: tuple[str, ...], order: Order | None) -> bool | None:
    """Say whether one of the versions is the same, written in another way."""
    if not versions:
        return False
    compared = order or _DOTTED
    try:
        wanted = compared(version)
    except ValueError:
        return None if order else False
    return any(_same(wanted, each, compared) for each in versions)


def _same(wanted: Any, version: str, order: Order) -> bool:
    try:
        return bool(order(version) == wanted)
    except ValueError:
        return False


def _holds(version: str, bounds: tuple[str, str, str, str], order: Order | None) -> bool | None:
    introduced, fixed, last, kind = bounds
    if kind.startswith("CPE"):
        order = order or _DOTTED
    if kind == "ODD" or not order:
        return None
    try:
        key = order(version)
        begun = introduced == "0" or order(introduced) <= key
        if kind == "CPE_AFTER":
            begun = order(introduced) < key
        held = begun and not (fixed and key >= order(fixed)) and not (last and key > order(last))
    except ValueError:
        return None
    return None if held and kind == "CPE_IF" else held
