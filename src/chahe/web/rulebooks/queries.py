"""Questions about an edition's rules; of the database they ask only what is imported."""

from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from django.urls import reverse

from chahe.checks import Check, load_checks
from chahe.rulebook import Edition, Rule

from .editions import edition_by_id, editions, is_shipped, lineage_of

EVERYBODY = "適用於所有證券商"


@dataclass(frozen=True)
class Row:
    """A rule in its edition's tree; `scope_text` is "" when it is its parent's. `asked_for` is
    False for a rule that is shown only because one below it was."""

    rule: Rule
    url: str
    depth: int
    scope_text: str
    asked_for: bool = True


@dataclass(frozen=True)
class Branch:
    """A rule at the top of the tree and all that is under it."""

    top: Row
    rows: tuple[Row, ...]

    @property
    def leaves(self) -> int:
        return sum(row.rule.leaf for row in (self.top, *self.rows))


def edition_of(body: str, document: str, edition: str) -> Edition | None:
    """Return the edition an address names; None if there is none."""
    return edition_by_id(f"{body}/{document}@{edition}")


def before_and_after(edition: Edition) -> tuple[Edition | None, Edition | None]:
    """Return the editions of a document before and after one of its editions."""
    held = [each for each in editions() if each.document == edition.document]
    place = held.index(edition)
    return held[place - 1] if place else None, held[place + 1] if held[place + 1 :] else None


def edition_url(edition: Edition) -> str:
    return reverse("edition", args=[*edition.document.split("/"), edition.edition])


def rule_url(edition: Edition, path: str) -> str:
    return reverse("rule", args=[*edition.document.split("/"), edition.edition, path])


def tree(edition: Edition, *, q: str = "", cadence: str = "", change: str = "") -> list[Branch]:
    """Return an edition's tree, or as much of it as leads to the rules asked for."""
    rows = _shipped_rows(edition.id) if is_shipped(edition.id) else _rows(edition)
    if q or cadence or change:
        asked = {row.rule.path for row in rows if _matches(row.rule, q, cadence, change)}
        kept = {above for path in asked for above in _line(path)}
        rows = tuple(
            replace(row, asked_for=row.rule.path in asked) for row in rows if row.rule.path in kept
        )
    branches = []
    for _, group in groupby(rows, key=lambda row: row.rule.path.partition(".")[0]):
        top, *under = group
        branches.append(Branch(top, tuple(under)))
    return branches


def asked_for(branches: list[Branch]) -> list[Rule]:
    """Return the rules of a tree that were asked for, without those that only lead to them."""
    return [row.rule for branch in branches for row in (branch.top, *branch.rows) if row.asked_for]


@cache
def _shipped_rows(edition_id: str) -> tuple[Row, ...]:
    edition = edition_by_id(edition_id)
    return _rows(edition) if edition else ()


def _rows(edition: Edition) -> tuple[Row, ...]:
    rows = []
    for rule in edition.rules:
        above = edition.by_path[rule.parent] if rule.parent else None
        own = not above or above.scope_text != rule.scope_text
        scope_text = (rule.scope_text or EVERYBODY) if own else ""
        rows.append(Row(rule, rule_url(edition, rule.path), rule.path.count("."), scope_text))
    return tuple(rows)


def _matches(rule: Rule, q: str, cadence: str, change: str) -> bool:
    if cadence and cadence not in rule.cadence:
        return False
    if change and not (rule.change and rule.change.kind == change):
        return False
    words = f"{rule.ref} {rule.path} {rule.code} {rule.title} {rule.question}".casefold()
    return q.casefold() in words


def _line(path: str) -> list[str]:
    """Return a path and all above it."""
    parts = path.split(".")
    return [".".join(parts[: length + 1]) for length in range(len(parts))]


def checks_of(edition: Edition, rule: Rule) -> list[Check]:
    """Return the checks that test a rule, or a rule it was carried over from."""
    cited = {edition.cite(rule), *rule.lineage}
    return [check for check in load_checks().values() if cited & set(check.rules)]


def tested_as(check: Check, citation: str) -> str:
    """Return what a check calls a rule: itself, or the rule it was carried over from."""
    return next((each for each in lineage_of(citation) if each in check.rules), citation)
