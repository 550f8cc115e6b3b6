"""Applicability as a predicate over firm facts, that can say why.

A fact the firm has not stated is unknown. What is unknown never excludes a rule: scope fails
closed, so that a firm is told to answer and not told it is free.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .vocabulary import FactKind

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Outcome:
    """`holds` is None when a fact it turns on is unknown; `reason` is a Chinese clause."""

    holds: bool | None
    reason: str


@dataclass(frozen=True)
class Test:
    """One fact compared with one value; `has` is a choice among several."""

    fact: FactKind
    operator: str
    value: bool | int | str

    def judge(self, facts: Facts) -> Outcome:
        stated = facts.get(self.fact.id)
        if stated is None:
            return Outcome(None, f"未申報「{self.fact.title}」")
        match self.operator:
            case "is":
                holds = stated == self.value
            case "has":
                holds = self.value in stated
            case "below":
                holds = stated < self.value
            case _:
                holds = stated >= self.value
        return Outcome(holds, f"「{self.fact.title}」為{self.fact.word(stated)}")

    def open_facts(self, facts: Facts) -> frozenset[str]:
        """Return the unstated facts that could still decide it."""
        stated = facts.get(self.fact.id) is not None
        return frozenset() if stated else frozenset({self.fact.id})

    def as_data(self) -> dict[str, Any]:
        return {"fact": self.fact.id, self.operator: self.value}


@dataclass(frozen=True)
class Every:
    """Holds when every part does."""

    parts: tuple["Predicate", ...]

    def judge(self, facts: Facts) -> Outcome:
        outcomes = [part.judge(facts) for part in self.parts]
        for wanted in (False, None, True):
            chosen = [o.reason for o in outcomes if o.holds is wanted]
            if chosen:
                return Outcome(wanted, "、".join(dict.fromkeys(chosen)))
        return Outcome(True, "")

    def open_facts(self, facts: Facts) -> frozenset[str]:
        return _open_facts(self, facts)

    def as_data(self) -> dict[str, Any]:
        return {"all": [part.as_data() for part in self.parts]}


@dataclass(frozen=True)
class Either:
    """Holds when any part does."""

    parts: tuple["Predicate", ...]

    def judge(self, facts: Facts) -> Outcome:
        outcomes = [part.judge(facts) for part in self.parts]
        for wanted in (True, None, False):
            chosen = [o.reason for o in outcomes if o.holds is wanted]
            if chosen:
                return Outcome(wanted, "、".join(dict.fromkeys(chosen)))
        return Outcome(False, "")

    def open_facts(self, facts: Facts) -> frozenset[str]:
        return _open_facts(self, facts)

    def as_data(self) -> dict[str, Any]:
        return {"any": [part.as_data() for part in self.parts]}


Predicate = Test | Every | Either


def _open_facts(several: Every | Either, facts: Facts) -> frozenset[str]:
    if several.judge(facts).holds is not None:
        return frozenset()
    return frozenset().union(*(part.open_facts(facts) for part in several.parts))


def parse_predicate(raw: Any, kinds: Mapping[str, FactKind]) -> Predicate:
    """Read a predicate from a book: `{fact, is|has|at_least|below}`, `{all: […]}` or `{any: […]}`.

    :raises ValueError: if it has another shape, or names a fact or value nobody can state
    """
    match raw:
        case {"all": [_, *_] as parts, **rest} if not rest:
            return Every(tuple(parse_predicate(part, kinds) for part in parts))
        case {"any": [_, *_] as parts, **rest} if not rest:
            return Either(tuple(parse_predicate(part, kinds) for part in parts))
        case {"fact": str(fact), **rest} if len(rest) == 1:
            ((operator, value),) = rest.items()
            if fact not in kinds:
                raise ValueError(f"unknown fact {fact!r}")
            return Test(kinds[fact], *kinds[fact].accept_test(operator, value))
    raise ValueError(f"not a predicate: {raw!r}")
