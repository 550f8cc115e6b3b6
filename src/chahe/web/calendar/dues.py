"""What falls due for a firm, asked of the rulebook with the firm's own facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from chahe.deadlines import FiscalYear
from chahe.rulebook import (
    Due,
    Edition,
    Lines,
    Trigger,
    event_dues,
    in_force,
    leaves_of,
    lines_of,
    occurrences_of,
)
from chahe.rulebook.scope import judge
from chahe.web.firms.models import Fact, Firm
from chahe.web.firms.queries import facts_among, statements_of
from chahe.web.inspections.rescope_target import Moves
from chahe.web.rulebooks.editions import editions

_lines: list[tuple[Sequence[Edition], Lines]] = []  # of the editions asked for last


def known_lines(known: Sequence[Edition]) -> Lines:
    """Return the lines of some editions; of the same ones they are made once."""
    if not _lines or _lines[0][0] is not known:
        _lines[:] = [(known, lines_of(known, origins=_origins))]
    return _lines[0][1]


def _origins(before: Edition, after: Edition) -> dict[str, str]:
    found = Moves().of(after.document, before.edition, after)
    return {each.path: origin for origin, each in found.items() if each.path is not None}


@dataclass
class FirmDues:
    """A firm's duties; its statements and the editions are asked for once."""

    firm: Firm
    today: date

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        return editions()

    @property
    def lines(self) -> Lines:
        return known_lines(self.editions)

    @cached_property
    def _statements(self) -> list[Fact]:
        return statements_of(self.firm)

    def facts(self, on: date) -> Mapping[str, Any]:
        """Return what is true of the firm on a day."""
        return facts_among(self._statements, on=on)

    def of_year(self, year: FiscalYear) -> tuple[Due, ...]:
        """Return what falls due by the calendar in a fiscal year."""
        return occurrences_of(
            self.editions, year=year, facts=self.facts, today=self.today, lines=self.lines
        )

    def of_event(self, trigger: Trigger, *, on: date) -> tuple[Due, ...]:
        """Return what an event on a day calls for."""
        return event_dues(self.editions, trigger, facts=self.facts(on), on=on, lines=self.lines)

    def line_of(self, edition_id: str, path: str, *, otherwise: str = "") -> str:
        """Return the line of a section; what is said otherwise of an edition no longer known."""
        return self.lines.get(edition_id, {}).get(path, otherwise)

    def why_not(self, document: str, line: str, *, on: date) -> str:
        """Say why a section asks nothing of the firm on a day."""
        held = [each for each in in_force(self.editions, on=on) if each.document == document]
        for edition in held:
            paths = self.lines[edition.id]
            section = next((r for r in edition.rules if paths[r.path] == line), None)
            if section and (leaves := leaves_of(edition, section)):
                binds, reason = judge(leaves[0], facts=self.facts(on))
                return "施行中的版本不再以這個週期查核" if binds else reason
        return "施行中的版本沒有這一節"
