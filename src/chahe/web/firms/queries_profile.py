"""A firm's profile: what it has stated, and which rules that makes bind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from chahe.rulebook import FactKind, Rule, Standing, fact_kinds, scope

from ..rulebooks.editions import editions
from ..rulebooks.queries import rule_url
from .models import Fact, Firm
from .queries import known_values


@dataclass(frozen=True)
class Stated:
    """A statement, its value in words, and when it holds: past, now or coming."""

    fact: Fact
    words: str
    state: str


@dataclass(frozen=True)
class Line:
    """A kind of fact and a firm's statements of it, the latest begun first."""

    kind: FactKind
    history: tuple[Stated, ...]

    @property
    def now(self) -> Stated | None:
        return next((each for each in self.history if each.state == "now"), None)

    @property
    def coming(self) -> list[Stated]:
        return [each for each in self.history if each.state == "coming"]


@dataclass(frozen=True)
class Because:
    """Rules that share a reason, each with the address of its page."""

    reason: str
    rules: tuple[tuple[Rule, str], ...]


@dataclass(frozen=True)
class Profile:
    """The rules counted are those inspected: the leaves of the editions in force."""

    lines: tuple[Line, ...]
    leaves: int
    binding: int
    excluded: tuple[Because, ...]
    unknown: tuple[Because, ...]

    @property
    def unanswered(self) -> list[Line]:
        return [line for line in self.lines if line.now is None]

    @property
    def unanswered_title(self) -> str:
        return f"還有 {len(self.unanswered)} 項未申報"

    @property
    def answered(self) -> int:
        return len(self.lines) - len(self.unanswered)

    @property
    def of_kinds(self) -> str:
        return f"／{len(self.lines)} 項"

    @property
    def of_leaves(self) -> str:
        return f"／{self.leaves} 項"

    @property
    def excluded_rules(self) -> int:
        return sum(len(because.rules) for because in self.excluded)

    @property
    def unknown_rules(self) -> int:
        return sum(len(because.rules) for because in self.unknown)


def profile_of(firm: Firm, *, on: date) -> Profile:
    """Return a firm's profile as it stands on a day, with one query."""
    stated: dict[str, list[Fact]] = {}
    for fact in firm.facts.select_related("stated_by").order_by("-since", "-id"):
        stated.setdefault(fact.kind, []).append(fact)
    lines = tuple(_line(kind, stated.get(name, []), on) for name, kind in fact_kinds().items())
    facts = known_values({line.kind.id: line.now.fact.value for line in lines if line.now})
    standings = [each for each in scope(editions(), facts=facts, on=on) if each.rule.leaf]
    return Profile(
        lines=lines,
        leaves=len(standings),
        binding=sum(each.applies for each in standings),
        excluded=_by_reason(each for each in standings if not each.applies),
        unknown=_by_reason(each for each in standings if _turns_on_unknown(each, facts)),
    )


def _line(kind: FactKind, facts: list[Fact], on: date) -> Line:
    history, found = [], False
    for fact in facts:
        state = "coming" if fact.since > on else "past" if found else "now"
        found = found or state == "now"
        history.append(Stated(fact, _words(kind, fact.value), state))
    return Line(kind, tuple(history))


def _words(kind: FactKind, value: Any) -> str:
    try:
        return kind.word(value)
    except (KeyError, TypeError, ValueError):  # the vocabulary has changed since it was stated
        return f"{value}（不在目前的選項中，請重新申報）"


def _turns_on_unknown(standing: Standing, facts: Mapping[str, Any]) -> bool:
    applies = standing.rule.applies
    return applies is not None and applies.judge(facts).holds is None


def _by_reason(standings: Iterable[Standing]) -> tuple[Because, ...]:
    ordered = sorted(standings, key=lambda each: each.reason)  # stable: the book's order is kept
    return tuple(
        Because(
            reason, tuple((each.rule, rule_url(each.edition, each.rule.path)) for each in group)
        )
        for reason, group in groupby(ordered, lambda each: each.reason)
    )
