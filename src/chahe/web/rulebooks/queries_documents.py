"""Every document: its editions, the days they held, and what is known to have changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.db.models import Count

from chahe.deadlines import days_after
from chahe.rulebook import Edition, Notice, in_force

from .editions import editions
from .models import BoundText, ImportState
from .queries import edition_url, rule_url


@dataclass(frozen=True)
class Known:
    """A notice of change; `met` is the first edition we hold that begins on its day or later."""

    notice: Notice
    about: Edition
    met: Edition | None

    @property
    def points(self) -> list[tuple[str, str]]:
        """Return the points said to have changed; with the address of those there were before."""
        return [
            (point, rule_url(self.about, point) if point in self.about.by_path else "")
            for point in self.notice.points
        ]


@dataclass(frozen=True)
class Held:
    """An edition and the days it held: `last_day` is None while no later one is known.

    `bound` counts its rules that have their official text; `earlier` is what to compare it with.
    """

    edition: Edition
    last_day: date | None
    state: str
    leaves: int
    bound: int
    url: str
    notices: tuple[Known, ...]
    earlier: Edition | None

    @property
    def amended(self) -> frozenset[str]:
        """Return the points known to have changed since, that no edition here says."""
        unmet = (each.notice.points for each in self.notices if each.met is None)
        return frozenset(point for points in unmet for point in points)


@dataclass(frozen=True)
class Entry:
    """A day of a document's history: an edition began, or a change is known; None: no day known."""

    day: date | None
    held: Held | None = None
    known: Known | None = None


@dataclass(frozen=True)
class Document:
    """A document and its editions, the newest first."""

    title: str
    body: str
    id: str
    editions: tuple[Held, ...]

    @cached_property
    def now(self) -> Held:
        """The edition in force; while none is, the first to come."""
        return next((h for h in self.editions if h.state == "in_force"), self.editions[-1])

    @cached_property
    def unmet(self) -> list[Known]:
        """What is known to have changed and no edition here says, the latest first."""
        known = [each for held in self.editions for each in held.notices if each.met is None]
        return sorted(known, key=lambda each: each.notice.day, reverse=True)

    @property
    def history(self) -> list[Entry]:
        """Return what happened to the document, the newest first."""
        entries = [
            *(Entry(held.edition.start, held=held) for held in self.editions),
            *(Entry(k.notice.day, known=k) for held in self.editions for k in held.notices),
        ]
        return sorted(entries, key=lambda entry: entry.day or date.min, reverse=True)


def documents(*, on: date) -> list[Document]:
    """Return every document with its editions; those in force on a day say so. One query."""
    every, bound = editions(), _bound()
    holding = {edition.id for edition in in_force(every, on=on)}
    found = []
    for name, group in groupby(every, key=lambda edition: edition.document):
        held = [*group]
        ends = [days_after(later.start, -1) if later.start else None for later in held[1:]]
        shown = [
            Held(
                edition,
                last_day,
                _state(edition, edition.id in holding, on),
                sum(rule.leaf for rule in edition.rules),
                bound.get((edition.document, edition.edition), 0),
                edition_url(edition),
                notices_of(edition, held),
                earlier,
            )
            for earlier, edition, last_day in zip([None, *held], held, [*ends, None], strict=False)
        ]
        found.append(Document(held[-1].title, held[-1].body, name, tuple(shown[::-1])))
    return found


def held(edition: Edition, *, on: date) -> Held:
    """Return an edition with the days it held, as its document's history tells. One query."""
    every = (each for document in documents(on=on) for each in document.editions)
    return next(each for each in every if each.edition.id == edition.id)


def notices_of(edition: Edition, among: Sequence[Edition]) -> tuple[Known, ...]:
    """Return an edition's notices of change, and which of some editions of its document say so."""
    dated = [each for each in among if each.start]
    return tuple(
        Known(notice, edition, next((e for e in dated if e.start and e.start >= notice.day), None))
        for notice in edition.notices
    )


def _state(edition: Edition, holds: bool, on: date) -> str:
    if holds:
        return "in_force"
    return "coming" if edition.start and edition.start > on else "past"


def _bound() -> dict[tuple[str, str], int]:
    texts = BoundText.objects.filter(imported__state=ImportState.IN_FORCE).order_by()
    counted = texts.values_list("document", "edition").annotate(Count("path", distinct=True))
    return {(document, edition): count for document, edition, count in counted}
