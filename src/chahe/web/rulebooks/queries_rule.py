"""Questions about one rule: what it rests on, what tests it, what it was and became."""

from collections.abc import Iterator
from dataclasses import dataclass

from chahe.checks import Check
from chahe.readers import load_readers
from chahe.rulebook import Edition, Rule, Source
from chahe.rulebook.kin import Classes

from .editions import base_of, editions
from .queries import checks_of, edition_url, rule_url, tested_as
from .queries_documents import Known, notices_of


@dataclass(frozen=True)
class Cited:
    """What a rule rests on, and the rule or document it names, where we have that book."""

    source: Source
    edition: Edition | None = None
    rule: Rule | None = None

    @property
    def url(self) -> str:
        if self.edition is None:
            return ""
        return rule_url(self.edition, self.rule.path) if self.rule else edition_url(self.edition)


@dataclass(frozen=True)
class Tested:
    """A check of a rule, what files it reads, and whether it can only find the rule broken."""

    check: Check
    reads: tuple[str, ...]
    only_refutes: bool


def sources_of(rule: Rule) -> list[Cited]:
    """Return what a rule rests on; what it cites is of the newest edition that has it."""
    return [_cited(source) for source in rule.sources]


def _cited(source: Source) -> Cited:
    document, _, path = source.cites.partition("#")
    for edition in reversed(editions()):
        if edition.document == document and (not path or path in edition.by_path):
            return Cited(source, edition, edition.by_path.get(path))
    return Cited(source)


def tests_of(edition: Edition, rule: Rule) -> list[Tested]:
    """Return the checks that test a rule, with the files they read."""
    citation = edition.cite(rule)
    return [
        Tested(check, tuple(_files(check)), tested_as(check, citation) in check.only_refutes)
        for check in checks_of(edition, rule)
    ]


def _files(check: Check) -> Iterator[str]:
    for kind in (*check.needs, *check.may_use):
        yield from (each.title for each in load_readers().values() if each.kind == kind)


def changed_since(edition: Edition, rule: Rule) -> list[Known]:
    """Return the notices of change of a rule's point that no edition we hold says."""
    among = [each for each in editions() if each.document == edition.document]
    return [
        known
        for known in notices_of(edition, among)
        if known.met is None and _is_about(known.notice.points, rule)
    ]


def _is_about(points: tuple[str, ...], rule: Rule) -> bool:
    return any(rule.path == point or rule.path.startswith(f"{point}.") for point in points)


def line_of(citation: str) -> frozenset[str]:
    """Return a rule with what it was before and became after, reworded or not; all cited."""
    found = Classes()
    for edition in editions():
        base = base_of(edition)
        for rule in edition.rules:
            if base and rule.change and rule.change.origin in base.by_path:
                found.join(edition.cite(rule), f"{base.id}#{rule.change.origin}")
            for adopted in rule.lineage:
                found.join(edition.cite(rule), adopted)
    return found.of(citation)
