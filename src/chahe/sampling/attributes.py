"""Results of a sample: a tick for each item and attribute, counted by attribute and by item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Tick(StrEnum):
    """What was seen of one attribute of one item; its sign is a shape, never only a colour."""

    MATCH = "match"
    EXCEPTION = "exception"
    NOT_APPLICABLE = "not_applicable"
    UNDECIDED = "undecided"

    @property
    def symbol(self) -> str:
        return _MEANINGS[self][0]

    @property
    def legend(self) -> str:
        return _MEANINGS[self][1]


_MEANINGS = {
    Tick.MATCH: ("✓", "相符"),
    Tick.EXCEPTION: ("✗", "例外"),
    Tick.NOT_APPLICABLE: ("N", "不適用"),
    Tick.UNDECIDED: ("？", "無法確認"),
}
_WORST_FIRST = (Tick.EXCEPTION, Tick.UNDECIDED, Tick.MATCH, Tick.NOT_APPLICABLE)

Results = Mapping[str, Mapping[str, Tick]]
"""Item → attribute → tick; every item of the sample is there, marked or not."""


@dataclass(frozen=True)
class Tally:
    """How the items of a sample fared.

    `exceptions` are among the `tested`; these, `not_applicable` and `undecided` are all items.
    """

    tested: int
    exceptions: int
    not_applicable: int
    undecided: int


def tally(results: Results, attributes: Sequence[str]) -> dict[str, Tally]:
    """Count the ticks of each attribute; a cell without one is undecided."""
    return {
        attribute: _counted([_tick(marks, attribute) for marks in results.values()])
        for attribute in attributes
    }


def tally_items(results: Results, attributes: Sequence[str]) -> Tally:
    """Count each item once, by the worst of its ticks; with no attribute it is undecided.

    An exception is the worst, though other cells be empty: what was seen remains seen.
    """
    seen = ({_tick(marks, attribute) for attribute in attributes} for marks in results.values())
    return _counted([_worst(ticks) for ticks in seen])


def unmarked(results: Results, attributes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return each (item, attribute) that has no tick: while there is one, nothing is finished."""
    return tuple(
        (item, attribute)
        for item in sorted(results)
        for attribute in attributes
        if attribute not in results[item]
    )


def _tick(marks: Mapping[str, Tick], attribute: str) -> Tick:
    return marks.get(attribute, Tick.UNDECIDED)


def _worst(ticks: set[Tick]) -> Tick:
    return next((tick for tick in _WORST_FIRST if tick in ticks), Tick.UNDECIDED)


def _counted(ticks: list[Tick]) -> Tally:
    exceptions = ticks.count(Tick.EXCEPTION)
    return Tally(
        tested=ticks.count(Tick.MATCH) + exceptions,
        exceptions=exceptions,
        not_applicable=ticks.count(Tick.NOT_APPLICABLE),
        undecided=ticks.count(Tick.UNDECIDED),
    )
