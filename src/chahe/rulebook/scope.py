"""Which rules a firm answers to on a day, and why or why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .model import Edition, Rule
from .predicate import Facts


@dataclass(frozen=True)
class Standing:
    """How a firm stands to a rule: whether it binds, and a reason a person can read."""

    edition: Edition
    rule: Rule
    applies: bool
    reason: str


def in_force(editions: Iterable[Edition], *, on: date) -> tuple[Edition, ...]:
    """Return the one edition of each document that holds on a day, by document.

    An edition whose first day is unknown is taken to have held on every day before the next.
    """
    latest: dict[str, Edition] = {}
    for edition in sorted(editions, key=lambda e: e.start or date.min):
        if (edition.start or date.min) <= on:
            latest[edition.document] = edition
    return tuple(latest[document] for document in sorted(latest))


def scope(editions: Iterable[Edition], *, facts: Facts, on: date) -> tuple[Standing, ...]:
    """Return how a firm with some facts stands to every rule in force on a day.

    A rule that turns on a fact the firm has not stated binds it until it has.
    """
    found: list[Standing] = []
    for edition in in_force(editions, on=on):
        said: dict[tuple[int, str], tuple[bool, str]] = {}  # rules share their parents' predicates
        for rule in edition.rules:
            key = (id(rule.applies), rule.scope_text)
            if key not in said:
                said[key] = judge(rule, facts=facts)
            found.append(Standing(edition, rule, *said[key]))
    return tuple(found)


def judge(rule: Rule, *, facts: Facts) -> tuple[bool, str]:
    """Return whether a rule binds a firm with some facts, and why or why not."""
    if rule.applies is None:
        return True, "適用於所有證券商"
    outcome = rule.applies.judge(facts)
    if outcome.holds is None:
        return True, f"{rule.scope_text}；{outcome.reason}，先依適用處理"
    if outcome.holds:
        return True, f"{rule.scope_text}；公司{outcome.reason}"
    return False, f"{rule.scope_text}；公司{outcome.reason}，故不適用"
