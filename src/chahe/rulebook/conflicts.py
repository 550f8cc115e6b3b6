"""Where documents disagree: all their values, which bind a firm, and what satisfies every one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from .kin import Classes, kin
from .model import Edition
from .parameter import Status, Topic, Value
from .predicate import Facts
from .reading import Reading, read
from .scope import Standing, scope


class Agreement(StrEnum):
    """How the values that bind a firm on one topic stand to each other."""

    DIFFERENT = "different"
    BESIDE = "beside"
    SAME = "same"
    NONE = "none"

    @property
    def label(self) -> str:
        return {
            "different": "有衝突",
            "beside": "要求並存",
            "same": "一致",
            "none": "無拘束",
        }[self]


_PLACE = {agreement: place for place, agreement in enumerate(Agreement)}


@dataclass(frozen=True)
class Held:
    """A value, whether it binds the firm, and a reason a person can read."""

    value: Value
    binds: bool
    reason: str


@dataclass(frozen=True)
class Conflict:
    """A topic as it stands for a firm: every value, and a reading for each population bound."""

    topic: Topic
    held: tuple[Held, ...]
    readings: tuple[Reading, ...]

    @property
    def binding(self) -> tuple[Value, ...]:
        return tuple(each.value for each in self.held if each.binds)

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures that bind, each once, in words."""
        return tuple(dict.fromkeys(v.figure.word for v in self.binding if v.figure))

    @property
    def agreement(self) -> Agreement:
        if any(reading.figures_differ for reading in self.readings):
            return Agreement.DIFFERENT
        if any(len(reading.actions) > 1 for reading in self.readings):
            return Agreement.BESIDE
        return Agreement.SAME if self.readings else Agreement.NONE

    @property
    def wanted(self) -> bool:
        """Whether an official figure nobody has found is still to be entered."""
        return self.topic.entered_by_user and not entered_among(self.binding)

    @property
    def documents(self) -> tuple[Held, ...]:
        """What documents say, without what people entered."""
        return tuple(each for each in self.held if not each.value.entered)

    @property
    def people(self) -> tuple[Held, ...]:
        """What people entered."""
        return tuple(each for each in self.held if each.value.entered)


def conflicts(
    topics: Iterable[Topic],
    *,
    editions: Iterable[Edition],
    facts: Facts,
    on: date,
    entered: Mapping[str, Sequence[Value]] = MappingProxyType({}),
) -> tuple[Conflict, ...]:
    """Return how a firm with some facts stands to every topic on a day.

    What turns on a fact the firm has not stated binds it until it has. `entered` are the figures
    people have entered, by topic; they stand beside what documents say, and replace nothing.
    """
    books = tuple(editions)
    law = _Law(books, facts=facts, on=on)
    return tuple(_conflict(topic.entering(entered.get(topic.id, ())), law) for topic in topics)


def entered_among(values: Iterable[Value]) -> tuple[str, ...]:
    """Return who entered some of these values, each once; documents are nobody."""
    return tuple(dict.fromkeys(value.entered for value in values if value.entered))


def disagreeing_first(found: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Return topics with those that disagree first, then those whose demands stand side by side;
    of what binds nobody, first what is to be entered."""
    return tuple(sorted(found, key=lambda each: (_PLACE[each.agreement], not each.wanted)))


def _conflict(topic: Topic, law: "_Law") -> Conflict:
    held = tuple(law.judge(value) for value in topic.values)
    binding = [each.value for each in held if each.binds and each.value.action]
    bound = [each for each in topic.populations if any(v.population == each for v in binding)]
    readings = tuple(
        read(topic, population, [v for v in binding if v.population in topic.line(population)])
        for population in bound
    )
    return Conflict(topic, held, readings)


class _Law:
    """The rules in force for a firm on a day, found again from what a value cites."""

    def __init__(self, editions: tuple[Edition, ...], *, facts: Facts, on: date) -> None:
        self.facts, self.on = facts, on
        self.documents = {edition.document for edition in editions}
        self.same: Classes = kin(editions)
        self.standings: Mapping[str, Standing] = {
            standing.edition.cite(standing.rule): standing
            for standing in scope(editions, facts=facts, on=on)
        }

    def judge(self, value: Value) -> Held:
        """Say whether a value binds, and why or why not."""
        if value.status is not Status.HOLDS:
            return Held(value, False, value.status.label)
        if value.rule.partition("@")[0] in self.documents:
            return self._by_rule(value)
        if value.since and value.since > self.on:
            return Held(value, False, "尚未生效")
        if value.until and value.until <= self.on:
            return Held(value, False, "已由之後的填寫取代" if value.entered else "已失效")
        return self._by_fact(value)

    def _by_rule(self, value: Value) -> Held:
        cited = sorted(self.same.of(value.rule))
        found = [self.standings[each] for each in cited if each in self.standings]
        if not found:
            return Held(value, False, "所引條款不在這一天施行的版本中")
        binding = [standing for standing in found if standing.applies]
        chosen = (binding or found)[0]
        if chosen.applies and value.applies:
            return self._by_fact(value)
        return Held(value, chosen.applies, chosen.reason)

    def _by_fact(self, value: Value) -> Held:
        if value.entered:
            return Held(value, True, f"{value.entered}，照填寫的內容處理")
        if value.applies is None:
            return Held(value, True, "適用於所有證券商")
        outcome = value.applies.judge(self.facts)
        if outcome.holds is None:
            return Held(value, True, f"{value.scope_text}；{outcome.reason}，先依適用處理")
        ending = "" if outcome.holds else "，故不適用"
        return Held(value, outcome.holds, f"{value.scope_text}；公司{outcome.reason}{ending}")
