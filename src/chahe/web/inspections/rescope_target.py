"""What an open inspection should answer today: the edition, the section, and how leaves stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chahe.deadlines import Cadence
from chahe.rulebook import ChangeKind, Edition, in_force, leaves_of
from chahe.rulebook.compare import compare_editions
from chahe.rulebook.compared import Compared
from chahe.rulebook.scope_over import Held, scope_over
from chahe.web.firms.queries import facts_among
from chahe.web.rulebooks.editions import base_of, editions

from .models import Inspection, WorkingPaper


@dataclass(frozen=True)
class Target:
    """`held` are the section's leaves by path; `began` is the day its edition did in the period.

    `section` is the path in `edition`, or "" when that edition has no such section any more.
    """

    edition: Edition
    section: str
    held: Mapping[str, Held]
    began: date
    facts: Mapping[str, Any]
    _moves: "Moves"

    def path_of(self, paper: WorkingPaper) -> str | None:
        """Return where a paper's rule is among the leaves; None if it is not."""
        found = self._moves.of(paper.inspection.document, paper.edition, self.edition)
        path = found[paper.path].path if paper.path in found else None
        return path if path in self.held else None

    def is_new(self, path: str, since_edition: str) -> bool:
        """Return whether a leaf was not in an earlier edition of the document."""
        found = self._moves.of(self.edition.document, since_edition, self.edition)
        return path not in {each.path for each in found.values()}

    def why_gone(self, paper: WorkingPaper) -> str:
        """Say why a paper's rule is not among the leaves."""
        found = self._moves.of(paper.inspection.document, paper.edition, self.edition)
        became = found.get(paper.path)
        if became is None or became.path is None:
            return "新版本已刪除這一項"
        return f"新版本移到 {self.edition.by_path[became.path].ref}，不在這次查核的範圍"


class Moves:
    """What became of rules from edition to edition; each pair is compared once."""

    def __init__(self) -> None:
        self.editions = editions()
        self.by_id = {edition.id: edition for edition in self.editions}
        self._found: dict[tuple[str, str], dict[str, Compared]] = {}

    def of(self, document: str, before: str, after: Edition) -> dict[str, Compared]:
        """Return what became of each rule of an edition in a later one, by its path then."""
        key = (f"{document}@{before}", after.id)
        if key not in self._found:
            self._found[key] = self._compare(*key, after)
        return self._found[key]

    def _compare(self, before: str, _: str, after: Edition) -> dict[str, Compared]:
        if before == after.id:
            return {
                path: Compared(path, path, ChangeKind.SAME, 1.0, "", ()) for path in after.by_path
            }
        earlier, base = self.by_id.get(before), base_of(after)
        if earlier is None:
            return {}
        compared = compare_editions(earlier, after, base=base.id if base else "")
        return {each.origin: each for each in compared if each.origin is not None}


def target_of(
    inspection: Inspection, statements: Iterable[Any], *, today: date, moves: Moves
) -> Target | None:
    """Return what an inspection should answer; None if its edition is no longer known.

    Scope is read today, kept within the period. It never goes back to an earlier edition.
    """
    period, said = inspection.period, list(statements)
    scoped_on = max(period.start, min(today, period.last_day))
    now = moves.by_id.get(inspection.edition_id)
    if now is None:
        return None
    edition = _later_of(now, _in_force(moves.editions, inspection.document, on=scoped_on))
    section = moves.of(inspection.document, inspection.edition, edition).get(inspection.section)
    path = (section and section.path) or ""
    changes = {fact.since for fact in said if period.start < fact.since <= scoped_on}
    leaves = leaves_of(edition, edition.by_path[path]) if path else ()
    leaves = tuple(leaf for leaf in leaves if Cadence(inspection.cadence) in leaf.cadence)
    held = scope_over(
        edition,
        leaves,
        facts=lambda day: facts_among(said, on=day),
        days=sorted({period.start, *changes}),
    )
    return Target(
        edition=edition,
        section=path,
        held={each.standing.rule.path: each for each in held},
        began=max(edition.start or period.start, period.start),
        facts=facts_among(said, on=scoped_on),
        _moves=moves,
    )


def _in_force(known: Iterable[Edition], document: str, *, on: date) -> Edition | None:
    return next((each for each in in_force(known, on=on) if each.document == document), None)


def _later_of(one: Edition, other: Edition | None) -> Edition:
    if other is None or (other.start or date.min) <= (one.start or date.min):
        return one
    return other
