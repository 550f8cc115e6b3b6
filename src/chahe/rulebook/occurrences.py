"""What falls due: occurrences (rule × period), gathered by section, cadence and period.

Which edition and which facts answer for a period is read on one day of it: today in the period that
holds today, the last day of one gone by, the first day of one to come. What only a later edition
asks, begun after that day and within the period, is asked from that edition's first day.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..deadlines import Cadence, FiscalYear, Period, days_after
from .lines import Lines
from .model import Edition, Rule
from .predicate import Facts
from .scope import Standing, in_force, scope
from .sections import leaves_of, sections
from .triggers import Trigger

CALENDAR = tuple(cadence for cadence in Cadence if cadence is not Cadence.EVENT)
Group = tuple[Rule, Cadence, tuple[Rule, ...]]  # section, cadence, its leaves of that cadence


@dataclass(frozen=True)
class Due:
    """The occurrences of one section in one period: its leaves of one cadence that bind.

    `line` names the section whatever its number in other editions; `scoped_on` is the day that
    edition and facts were read on.
    """

    edition: Edition
    section: Rule
    cadence: Cadence
    period: Period
    leaves: tuple[Standing, ...]
    line: str
    scoped_on: date

    @property
    def key(self) -> tuple[str, str, Cadence, date]:
        """Tell it from every other: document, line, cadence and first day of the period."""
        return self.edition.document, self.line, self.cadence, self.period.start


def occurrences_of(
    editions: Sequence[Edition],
    *,
    year: FiscalYear,
    facts: Callable[[date], Facts],
    today: date,
    lines: Lines,
) -> tuple[Due, ...]:
    """Return what falls due by the calendar in a fiscal year, by period, then as in the books.

    `facts` gives what is true of the firm on a day; `lines` are those of the editions.
    """
    book = _Book(editions, facts, lines)
    found = [
        due
        for cadence in CALENDAR
        for period in year.periods(cadence)
        for due in _of_period(book, cadence, period, today=today)
    ]
    return tuple(sorted(found, key=lambda due: (due.period.start, due.period.end)))


def event_dues(
    editions: Sequence[Edition], trigger: Trigger, *, facts: Facts, on: date, lines: Lines
) -> tuple[Due, ...]:
    """Return what an event on a day calls for, a section each; its period is that day alone."""
    book, period = _Book(editions, lambda day: facts, lines), Period(on, days_after(on, 1))
    return tuple(
        due
        for edition in in_force(editions, on=on)
        for due in book.gather(edition, _called(edition, trigger), period, on=on)
    )


def _of_period(book: "_Book", cadence: Cadence, period: Period, *, today: date) -> Iterator[Due]:
    """Yield what a period asks; what an edition asked in it, no later one asks again.

    What a later edition adds to a section that is asked already, rescoping adds to its inspection.
    """
    asked: set[tuple[str, str]] = set()  # documents and lines, of leaves and of sections
    for edition, day in book.read(period, today=today):
        lines, document = book.lines[edition.id], edition.document
        groups = [group for group in book.groups(edition) if group[1] is cadence]
        for due in list(book.gather(edition, groups, period, on=day)):
            section = (document, f"section {due.line}")
            alone = tuple(
                leaf for leaf in due.leaves if (document, lines[leaf.rule.path]) not in asked
            )
            if alone and section not in asked:
                yield replace(due, leaves=alone)
            asked |= {section, *((document, lines[leaf.rule.path]) for leaf in alone)}


class _Book:
    """Editions as a firm stands to them; a day's scope and an edition's groups are made once."""

    def __init__(
        self, editions: Sequence[Edition], facts: Callable[[date], Facts], lines: Lines
    ) -> None:
        self.editions, self.facts, self.lines = editions, facts, lines
        self._groups: dict[str, tuple[Group, ...]] = {}
        self._binding: dict[tuple[str, date], dict[str, Standing]] = {}

    def read(self, period: Period, *, today: date) -> list[tuple[Edition, date]]:
        """Return the editions that answer for a period and the days they are read on.

        Those in force on the day that counts are first; then those that begin later within it.
        """
        first = max(period.start, min(today, period.last_day))
        later = [(each, each.start) for each in self.editions if each.start and first < each.start]
        return [
            *((each, first) for each in in_force(self.editions, on=first)),
            *((each, day) for each, day in later if day in period),
        ]

    def gather(
        self, edition: Edition, groups: Iterable[Group], period: Period, *, on: date
    ) -> Iterator[Due]:
        binding = self.binding(edition, on=on)
        for section, cadence, leaves in groups:
            bound = tuple(binding[leaf.path] for leaf in leaves if leaf.path in binding)
            if bound:
                line = self.lines[edition.id][section.path]
                yield Due(edition, section, cadence, period, bound, line, on)

    def groups(self, edition: Edition) -> tuple[Group, ...]:
        if edition.id not in self._groups:
            self._groups[edition.id] = tuple(groups_of(edition))
        return self._groups[edition.id]

    def binding(self, edition: Edition, *, on: date) -> dict[str, Standing]:
        """Return the rules of an edition in force that bind on a day, by path."""
        key = (edition.id, on)
        if key not in self._binding:
            standings = scope([edition], facts=self.facts(on), on=on)
            self._binding[key] = {each.rule.path: each for each in standings if each.applies}
        return self._binding[key]


def groups_of(edition: Edition) -> Iterator[Group]:
    """Yield what an edition asks by the calendar: a section, one of its cadences, its leaves."""
    for section in sections(edition):
        leaves = leaves_of(edition, section)
        for cadence in CALENDAR:
            asked = tuple(leaf for leaf in leaves if cadence in leaf.cadence)
            if asked:
                yield section, cadence, asked


def _called(edition: Edition, trigger: Trigger) -> Iterator[Group]:
    called: Container[str] = {leaf.path for leaf in trigger.leaves(edition)}
    for section in sections(edition):
        asked = tuple(leaf for leaf in leaves_of(edition, section) if leaf.path in called)
        if asked:
            yield section, Cadence.EVENT, asked
