"""How a firm stands to one rule on a day, why, and what it has stated that this turns on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chahe.rulebook import Edition, FactKind, Rule, fact_kinds, in_force
from chahe.rulebook.scope import judge

from ..rulebooks.editions import editions
from .models import Fact, Firm
from .queries import facts_among, statements_of


@dataclass(frozen=True)
class TurnsOn:
    """A fact a rule turns on, the statement that holds, and its value in words; "" if unstated."""

    kind: FactKind
    fact: Fact | None
    words: str


@dataclass(frozen=True)
class RuleStanding:
    """`unknown`: a fact it turns on is not stated; `holds`: its edition is in force on the day."""

    applies: bool
    unknown: bool
    reason: str
    turns_on: tuple[TurnsOn, ...]
    holds: bool


def standing_of(firm: Firm, edition: Edition, rule: Rule, *, on: date) -> RuleStanding:
    """Return how a firm stands to a rule, as if its edition held on the day; with one query."""
    statements = [fact for fact in statements_of(firm) if fact.since <= on]
    facts = facts_among(statements, on=on)
    applies, reason = judge(rule, facts=facts)
    unknown = rule.applies is not None and rule.applies.judge(facts).holds is None
    latest = {fact.kind: fact for fact in statements}
    return RuleStanding(
        applies=applies,
        unknown=unknown,
        reason=reason,
        turns_on=tuple(_turns_on(rule, facts, latest)),
        holds=edition.id in {each.id for each in in_force(editions(), on=on)},
    )


def _turns_on(
    rule: Rule, facts: Mapping[str, Any], latest: Mapping[str, Fact]
) -> Iterator[TurnsOn]:
    asked = rule.applies.open_facts({}) if rule.applies else frozenset()
    for name, kind in fact_kinds().items():
        if name in asked:
            known = name in facts
            words = kind.word(facts[name]) if known else ""
            yield TurnsOn(kind, latest[name] if known else None, words)
