"""What a ray is: a contradiction that records may hold, and how it is seen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import Q
from django.utils import timezone

from chahe.workflow import Severity

from ._subjects import Subject

SIGNED = ("prepared", "reviewed", "approved")
"""States of a paper that somebody has put their name to."""


@dataclass(frozen=True)
class Hit:
    """A contradiction: in what, where that is, since when, and what contradicts what.

    `inspection` is the pk of the one it is in, None where there is none.
    """

    label: str
    url: str
    since: date | None
    words: str
    inspection: int | None = None


@dataclass(frozen=True, kw_only=True)
class Ray:
    """`why` it is a contradiction, what it `breaks`, and the `remedy`: Chinese sentences."""

    id: str
    title: str
    severity: Severity
    why: str
    breaks: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class LiveRay(Ray):
    """Of the rows `among` a subject's, those which on a day contradict; each in the one query.

    A condition that follows a relation to many rows is an `Exists`, or rows would count twice.
    `since` is a field of a row; `words` say of a row, on a day, what contradicts what.
    """

    of: Subject
    among: Q
    since: str
    words: Callable[[Any, date], str]
    contradicts: Callable[[date], Q]

    @property
    def noun(self) -> str:
        return self.of.noun

    def shown(self, row: Any, on: date) -> Hit:
        """Return a row that contradicts, as people read it."""
        found: Any = row
        for name in self.since.split("__"):
            found = getattr(found, name)
        since = timezone.localdate(found) if isinstance(found, datetime) else found
        return Hit(self.of.label(row), self.of.url(row), since, self.words(row, on))


class Search(Protocol):
    """A look through a firm's records on a day, thing by thing, always in the same order."""

    def __init__(self, firm: Any, on: date) -> None: ...

    def things(self) -> Sequence[Any]: ...

    def inspection_of(self, thing: Any) -> Any: ...

    def look(self, thing: Any) -> Iterable[Hit]: ...


@dataclass(frozen=True, kw_only=True)
class DeepRay(Ray):
    """What takes more than a query to see: a scan looks through a firm's `noun` one by one."""

    noun: str
    search: type[Search]


def ray(
    title: str,
    severity: Severity,
    *,
    of: Subject,
    among: Q,
    since: str,
    words: str | Callable[[Any, date], str],
    why: str,
    breaks: str,
    remedy: str,
) -> Callable[[Callable[[date], Q]], LiveRay]:
    """Make a ray of the function that gives, for a day, the condition under which rows contradict.

    The function's module is the ray's id.
    """

    def decorate(contradicts: Callable[[date], Q]) -> LiveRay:
        return LiveRay(
            id=_id_of(contradicts),
            title=title,
            severity=severity,
            why=why,
            breaks=breaks,
            remedy=remedy,
            of=of,
            among=among,
            since=since,
            words=words if callable(words) else lambda row, on: words,
            contradicts=contradicts,
        )

    return decorate


def deep_ray(
    title: str, severity: Severity, *, noun: str, why: str, breaks: str, remedy: str
) -> Callable[[type[Search]], DeepRay]:
    """Make a ray of the class that searches a firm's records; its module is the ray's id."""

    def decorate(search: type[Search]) -> DeepRay:
        return DeepRay(
            id=_id_of(search),
            title=title,
            severity=severity,
            why=why,
            breaks=breaks,
            remedy=remedy,
            noun=noun,
            search=search,
        )

    return decorate


def _id_of(member: Any) -> str:
    return str(member.__module__).rpartition(".")[2]
