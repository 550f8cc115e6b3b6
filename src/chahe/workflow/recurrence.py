"""再犯: whether a finding repeats an earlier one of the same rule and the same subject.

How far back one looks is in no source: `PERIODS` is our own and can be set. A period is the longer
of the two inspections'; an event has none, and counts as a year, also our own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..deadlines import Cadence, Period, months_after
from ..deadlines.period import months_in

PERIODS = 2
MONTHS_OF_AN_EVENT = 12


@dataclass(frozen=True)
class Occasion:
    """Where a finding is or may be: its rule, cited, for a subject, in a period of a cadence."""

    citation: str
    subject: str
    cadence: Cadence
    period: Period


@dataclass(frozen=True)
class Earlier:
    """A finding that was there before, by its id."""

    id: int
    occasion: Occasion


def repeated(
    now: Occasion, earlier: Iterable[Earlier], *, line: frozenset[str], periods: int = PERIODS
) -> tuple[int, ...]:
    """Return the ids of the earlier findings that one opened now would repeat, the latest first.

    `line` is the rule now with what it was in the editions before. Two inspections of the same
    period find one thing twice, which is no recurrence.
    """
    found = [
        each
        for each in earlier
        if each.occasion.citation in line
        and each.occasion.subject == now.subject
        and _is_near(each.occasion, now, periods)
    ]
    found.sort(key=lambda each: (each.occasion.period.start, each.id), reverse=True)
    return tuple(each.id for each in found)


def _is_near(earlier: Occasion, now: Occasion, periods: int) -> bool:
    span = max(_months(earlier.cadence), _months(now.cadence))
    last: date = months_after(earlier.period.end, periods * span)
    return earlier.period.start < now.period.start < last


def _months(cadence: Cadence) -> int:
    return MONTHS_OF_AN_EVENT if cadence == Cadence.EVENT else months_in(cadence)


def chain_of(start: int, cites: dict[int, int]) -> tuple[int, ...]:
    """Return the findings one repeats and those that repeat it, itself among them, oldest first.

    `cites` says of each recurrence which finding it repeats; ids are given in order of opening.
    """
    first = start
    while first in cites:
        first = cites[first]
    chain, grown = {first}, True
    while grown:
        more = {each for each, cited in cites.items() if cited in chain} - chain
        chain, grown = chain | more, bool(more)
    return tuple(sorted(chain))
