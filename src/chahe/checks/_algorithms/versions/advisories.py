"""Advisories by the package or product they are about, and what they say of a component."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ....readers import Row, Table
from .affected import affects

LINUXES = {
    "AlmaLinux", "Alpine", "Debian", "Red Hat", "Rocky Linux", "SUSE", "Ubuntu", "openSUSE"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """One vulnerability of a component; `sure` if an advisory's bounds hold its version."""

    ids: frozenset[str]
    sure: bool
    severity: str
    published: date | None

    @property
    def name(self) -> str:
        cves = [each for each in self.ids if each.startswith("CVE-")]
        return min(cves or self.ids)


class Advisories:
    """All that are not withdrawn; `newest` has the last day one changed, by ecosystem ("" CPE)."""

    def __init__(self, tables: Iterable[Table]) -> None:
        self.newest: dict[str, date] = {}
        self.latest: date = date.min
        self._of: dict[tuple[str, str], list[Row]] = {}
        for table in tables:
            for row in table.rows:
                self._add(row)

    def _add(self, row: Row) -> None:
        modified, published = row["modified"], row["published"]
        self.latest = max(self.latest, modified or date.min, published or date.min)
        if row["ecosystem"] or row["cpe"]:
            ecosystem = base(row["ecosystem"])
            self.newest[ecosystem] = max(self.newest.get(ecosystem, date.min), modified or date.min)
        if not row["withdrawn"]:
            for key in {_place(row["ecosystem"], row["package"]), ("", row["cpe"])}:
                if key[1]:
                    self._of.setdefault(key, []).append(row)

    def names(self, component: Row) -> bool:
        return _place(component["ecosystem"], component["component"]) in self._of

    def about(self, component: Row) -> list[Vulnerability]:
        """Return those of a component's version, each once; an ecosystem's word is before a CPE's.

        Where an ecosystem's advisory says that the version has it or has it not, what a CPE says of
        the same vulnerability is left alone.
        """
        version, ecosystem = component["version"], base(component["ecosystem"])
        found: list[Vulnerability] = []
        known: set[str] = set()
        place = _place(component["ecosystem"], component["component"])
        for row in self._of.get(place, ()) if place[0] else ():
            said = affects(version, ecosystem, row)
            known |= _ids(row) if said is not None else set()
            if said is not False:
                found.append(_vulnerability(row, said))
        for row in self._of.get(("", component["cpe"]), ()):
            said = False if _ids(row) & known else affects(version, ecosystem, row)
            if said is not False:
                found.append(_vulnerability(row, said))
        return _joined(found)


def base(ecosystem: str) -> str:
    """Return an ecosystem without its release.

    >>> base("Debian:12")
    'Debian'
    """
    return ecosystem.partition(":")[0]


def _place(ecosystem: str, name: str) -> tuple[str, str]:
    return (ecosystem if base(ecosystem) in LINUXES else base(ecosystem)), name


def _ids(row: Row) -> set[str]:
    return {row["advisory"], *row["aliases"]}


def _vulnerability(row: Row, said: bool | None) -> Vulnerability:
    return Vulnerability(frozenset(_ids(row)), said is True, row["severity"], row["published"])


def _joined(found: list[Vulnerability]) -> list[Vulnerability]:
    """Make one of those that share an id, or are each linked to the other by some that do."""
    heads: dict[str, str] = {}
    for each in found:
        first, *more = each.ids
        for other in more:
            heads[_head(heads, other)] = _head(heads, first)
    groups: dict[str, list[Vulnerability]] = {}
    for each in found:
        groups.setdefault(_head(heads, next(iter(each.ids))), []).append(each)
    return [
        Vulnerability(
            frozenset().union(*(each.ids for each in group)),
            any(each.sure for each in group),
            next((each.severity for each in group if each.severity), ""),
            min((each.published for each in group if each.published), default=None),
        )
        for group in groups.values()
    ]


def _head(heads: dict[str, str], name: str) -> str:
    while (above := heads.get(name, name)) != name:
        heads[name] = heads.get(above, above)
        name = above
    return name
