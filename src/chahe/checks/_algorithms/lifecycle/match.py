"""From what an inventory says to the release cycles it can mean.

A version belongs to the longest cycle whose numbers it begins with: 22.04.3 to 22.04, and 10.1.9 to
10.1, never to 10.10. A version with fewer numbers than its cycles (8, where there are 8.1 and 8.2)
belongs to none; and where there is 8 as well, that is 8.0 only, not 8 nor 8.3. Of Windows only the
edition may be open (11-23h2-w or -e), and of what is listed with its last service pack alone
(7-sp1, 2016-sp3), that pack is meant unless another is named.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ....readers import Table
from .words import Named, named

_PACK = re.compile(r"-sp\d")


@dataclass(frozen=True)
class Cycle:
    """A row of the lifecycles, and the file it is of."""

    row: Mapping[str, Any]
    source: str

    @property
    def name(self) -> str:
        return f"{self.row['product']} {self.row['cycle']}"


class Lifecycles:
    """Cycles by product."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self._of: dict[str, dict[str, list[Cycle]]] = {}
        self._found: dict[tuple[str, str], tuple[list[Cycle], str]] = {}
        for table in tables:
            for row in table.rows:
                cycles = self._of.setdefault(row["product"].replace(" ", "-"), {})
                cycles.setdefault(row["cycle"].replace(" ", "-"), []).append(
                    Cycle(row, table.source)
                )

    def find(self, text: str, version: str = "") -> tuple[list[Cycle], str]:
        """Return the cycles meant; or none, and why in Chinese."""
        if (text, version) not in self._found:
            self._found[text, version] = self._find(text, version)
        return self._found[text, version]

    def _find(self, text: str, version: str) -> tuple[list[Cycle], str]:
        means = named(text, version)
        product = next((each for each in means.products if each in self._of), "")
        if not product:
            return [], "支援期限清單沒有這項產品"
        if not means.versions:
            return [], "沒有寫版本"
        cycles = self._of[product]
        pick = _windows if product in ("windows", "windows-server") else _numbered
        keys = pick(means, cycles)
        if not keys:
            return [], "支援期限清單沒有這個版本，或版本寫得不夠細"
        return [cycle for key in keys for cycle in cycles[key]], ""


def _windows(means: Named, cycles: Iterable[str]) -> list[str]:
    version = means.versions[0]
    parts = [(key, key.removeprefix(version)) for key in cycles if key.startswith(version)]
    if exact := [key for key, rest in parts if not rest]:
        return exact
    if packs := _packs(means, cycles):
        return packs
    if "-" not in version:
        return []
    return [key for key, rest in parts if rest[0] == "-" and _fits(rest[1:].split("-"), means)]


def _fits(marks: list[str], means: Named) -> bool:
    if means.long_term:
        return "lts" in marks
    edition = [mark for mark in marks if mark in ("w", "e")]
    return marks == edition and (not means.edition or edition in ([], [means.edition]))


def _numbered(means: Named, cycles: Iterable[str]) -> list[str]:
    versions = [_numbers(version) for version in means.versions]
    parts = {key: _numbers(key) for key in cycles}
    fitting = [
        (len(part), key)
        for key, part in parts.items()
        if any(version[: len(part)] == part for version in versions)
    ]
    if not fitting:
        return _packs(means, cycles)
    count, found = max(fitting)
    finer = any(len(part) > count and part[:count] == parts[found] for part in parts.values())
    exact = [*parts[found], "0"]
    return [] if finer and not any(each[: count + 1] == exact for each in versions) else [found]


def _packs(means: Named, cycles: Iterable[str]) -> list[str]:
    """Return the one cycle that is a version with its last service pack."""
    packs = [
        key
        for key in cycles
        if key[:-4] in means.versions and _PACK.fullmatch(key[-4:]) and key.endswith(means.pack)
    ]
    return packs if len(packs) == 1 else []


def _numbers(version: str) -> list[str]:
    return [part.lstrip("0") or "0" for part in version.split(".")]
