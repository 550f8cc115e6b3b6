"""Who is told of which stage of what: the latest that has come, whatever was missed before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from chahe.deadlines import Schedule, Stage, WorkingDays, stages_between
from chahe.web.accounts.roles import Role

from .crew import Crew
from .due import Due, Source

Wanted = Mapping[tuple[int, str], "Told"]  # (pk of a user, subject)


@dataclass(frozen=True)
class Told:
    """One stage of one due day, as a person is told of it."""

    source: Source
    due: Due
    stage: Stage
    copied: bool


def wanted(
    dues: Iterable[tuple[Source, Due]],
    *,
    crew: Crew,
    schedule: Schedule,
    on: date,
    working: WorkingDays,
) -> Wanted:
    """Return what each person should have been told by a day; nothing that is due tells nobody."""
    found: dict[tuple[int, str], Told] = {}
    for source, due in dues:
        given = schedule if source.early else replace(schedule, before=())
        stages = stages_between(due.due_on, date.min, on, given, working=working)
        if not stages:
            continue
        people, copied = _people(due, crew, late=stages[-1].escalates)
        for user in people | copied:
            found[user, due.subject] = Told(source, due, stages[-1], user in copied)
    return found


def _people(due: Due, crew: Crew, *, late: bool) -> tuple[frozenset[int], frozenset[int]]:
    """Return who is told, and who is told too; what nobody is left to do is its overseers'."""
    here, above = due.people & crew.everyone, due.escalate_to & crew.everyone
    people = here or above or crew.holding(Role.SECURITY_OFFICER, Role.CISO)
    return people, above - people if late else frozenset()
