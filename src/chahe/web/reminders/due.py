"""What falls due: the members of `sources/` find it, whatever it is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from chahe.discover import discover
from chahe.web.firms.models import Firm

from .crew import Crew

FARTHEST = 60  # days before a due day that a schedule may begin


@dataclass(frozen=True)
class Look:
    """A look at a firm's work on a day; `waiting_days` is how long what waits may."""

    firm: Firm
    on: date
    crew: Crew
    waiting_days: int


@dataclass(frozen=True)
class Due:
    """Something `people` (pks of users) are to do by a day; late, `escalate_to` are told too.

    `subject` is `<noun>:<id>`, the same as long as it is the same thing. `title` says what it is
    and nothing that was found in it: it goes by mail. `url` is a path of this site.
    """

    subject: str
    title: str
    url: str
    due_on: date
    people: frozenset[int]
    escalate_to: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Source:
    """One kind of thing that falls due; `find` asks a fixed number of queries.

    `early`: people are told before the day too, not only once it has waited so long.
    """

    id: str
    label: str
    find: Callable[[Look], Iterable[Due]]
    early: bool = True


@cache
def load_sources() -> Mapping[str, Source]:
    """Return every source, by id."""
    return discover(f"{__package__}.sources", Source)
