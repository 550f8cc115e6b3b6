"""Which facts a firm should be asked, and how many rules turn on each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .model import Edition
from .predicate import parse_predicate
from .scope import in_force
from .vocabulary import FactKind, fact_kinds


@dataclass(frozen=True)
class Asked:
    """A fact to be asked; `rules` leaves in force turn on it."""

    kind: FactKind
    rules: int


@dataclass(frozen=True)
class Interview:
    """`later` are facts that only other answers can tell whether to ask."""

    now: tuple[Asked, ...]
    later: tuple[Asked, ...]


def facts_to_ask(editions: Iterable[Edition], *, facts: Mapping[str, Any], on: date) -> Interview:
    """Return the unstated facts that some rule in force on a day turns on, in order of asking.

    A fact none of whose answers could change the scope is not asked.
    """
    turning: Counter[str] = Counter()
    for edition in in_force(editions, on=on):
        for rule in edition.rules:
            if rule.leaf and rule.applies is not None:
                turning.update(rule.applies.open_facts(facts))
    asked = [Asked(kind, turning[kind.id]) for kind in fact_kinds().values() if turning[kind.id]]
    wanted = [(each, is_asked(each.kind, facts=facts)) for each in asked]
    now = tuple(each for each, when in wanted if when)
    later = tuple(each for each, when in wanted if when is None)
    return Interview(now, later) if now else Interview(later, ())


def is_asked(kind: FactKind, *, facts: Mapping[str, Any]) -> bool | None:
    """Return whether other facts make a fact worth asking; None while they are not stated."""
    if kind.asked_when is None:
        return True
    return parse_predicate(kind.asked_when, fact_kinds()).judge(facts).holds
