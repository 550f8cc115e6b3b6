"""Advisories about parts of programs as rows of kind `component_advisories`, whoever wrote them.

A row for each package or product an advisory names; one that names none has one row.

    advisory     str, its id; never ""
    aliases      tuple of str, other ids of the same vulnerability
    ecosystem    str, as OSV names it; "" where the advisory names none
    package      str, the one way of writing its name; "" where the advisory names none
    cpe          str, vendor:product; "" where the advisory names none
    ranges       tuple of (introduced, fixed, last_affected, kind), each str; "0" is the beginning,
                 "" no bound. Kinds:
                     SEMVER, ECOSYSTEM    in that order of versions
                     CPE                  the product's own order, whatever it is
                     CPE_AFTER            the same, later than `introduced`
                     CPE_IF               the same, but only where something else holds as well
                     GIT, ODD             commits, or bounds that make no range: cannot be compared
    versions     tuple of str: affected, each by its name
    severity     "low", "medium", "high", "critical", or "" where not known
    score        CVSS base score as float, or None
    published    date, or None
    modified     date, or None
    withdrawn    bool
    line         int
"""

from dataclasses import dataclass
from datetime import date

from ..._model import Row

Range = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Advisory:
    """What an advisory says of every package it names."""

    id: str
    aliases: tuple[str, ...]
    severity: str
    score: float | None
    published: date | None
    modified: date | None
    withdrawn: bool
    line: int

    def row(
        self,
        ranges: tuple[Range, ...] = (),
        versions: tuple[str, ...] = (),
        *,
        ecosystem: str = "",
        package: str = "",
        cpe: str = "",
    ) -> Row:
        return {
            "advisory": self.id,
            "aliases": self.aliases,
            "ecosystem": ecosystem,
            "package": package,
            "cpe": cpe,
            "ranges": ranges,
            "versions": versions,
            "severity": self.severity,
            "score": self.score,
            "published": self.published,
            "modified": self.modified,
            "withdrawn": self.withdrawn,
            "line": self.line,
        }
