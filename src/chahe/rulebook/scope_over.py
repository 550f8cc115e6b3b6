"""How rules stand at the end of a span of days, and since when they have stood so in it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .model import Edition, Rule
from .predicate import Facts
from .scope import Standing, judge


@dataclass(frozen=True)
class Held:
    """`since` is the first day of the span from which it binds, or does not, without a break."""

    standing: Standing
    since: date


def scope_over(
    edition: Edition,
    rules: Iterable[Rule],
    *,
    facts: Callable[[date], Facts],
    days: Sequence[date],
) -> tuple[Held, ...]:
    """Return how rules stand on the last of some days, which are in order and not none.

    `days` are the first of the span and those on which facts change; `facts` gives what is true
    of the firm on a day.
    """
    known = {day: facts(day) for day in days}
    return tuple(_held(edition, rule, known) for rule in rules)


def _held(edition: Edition, rule: Rule, known: dict[date, Facts]) -> Held:
    *earlier, last = known
    applies, reason = judge(rule, facts=known[last])
    since = last
    for day in reversed(earlier):
        if judge(rule, facts=known[day])[0] != applies:
            break
        since = day
    return Held(Standing(edition, rule, applies, reason), since)
