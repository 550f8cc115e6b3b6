"""One reading of several values that satisfies each: the strictest figure, and every action."""

from collections.abc import Sequence
from dataclasses import dataclass

from .model import Strength
from .parameter import Topic, Value
from .quantity import Quantity, as_strict


@dataclass(frozen=True)
class Action:
    """What must be done; `advised` when every document that asks for it only advises."""

    words: str
    advised: bool

    @property
    def label(self) -> str:
        return f"{self.words}（宜）" if self.advised else self.words


@dataclass(frozen=True)
class Stage:
    """What must be done at a figure; None: documents ask for it without one."""

    figure: Quantity | None
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class Reading:
    """For one population: the stages that satisfy every one of some values, strictest first."""

    topic: Topic
    population: str
    stages: tuple[Stage, ...]
    values: tuple[Value, ...]

    @property
    def title(self) -> str:
        return self.topic.populations[self.population].title

    @property
    def figures_differ(self) -> bool:
        return len({value.figure.normal for value in self.values if value.figure}) > 1

    @property
    def actions(self) -> frozenset[str]:
        return frozenset(value.action for value in self.values)

    @property
    def text(self) -> str:
        """Say it in a sentence, in the topic's own wording."""
        return "；".join(self._said(stage) for stage in self.stages)

    def _said(self, stage: Stage) -> str:
        *first, last = [each.label for each in stage.actions]
        action = f"{'、'.join(first)}，並{last}" if first else last
        if stage.figure:
            return self.topic.wording.format(figure=stage.figure.word, action=action)
        return f"另{action}" if len(self.stages) > 1 else action

    def satisfies(self, value: Value) -> bool:
        """Return whether keeping to this reading keeps to a value."""
        return any(
            value.action in {each.words for each in stage.actions}
            and _no_looser(stage.figure, value.figure, self.topic.stricter)
            for stage in self.stages
        )


def read(topic: Topic, population: str, values: Sequence[Value]) -> Reading:
    """Return the reading of some values, which are all of one population or of those around it.

    An action that several ask for is done at the strictest of their figures; figures of which
    neither is the stricter (three months, ninety days) are both kept.
    """
    wanted: dict[Quantity | None, dict[str, bool]] = {}
    for value in values:
        alike = [other for other in values if other.action == value.action]
        if any(_beats(other, value, topic.stricter) for other in alike):
            continue
        advised = all(other.strength is Strength.SHOULD for other in alike)
        wanted.setdefault(value.figure, {})[value.action] = advised
    stages = [
        Stage(figure, tuple(Action(words, advised) for words, advised in actions.items()))
        for figure, actions in wanted.items()
    ]
    stages.sort(key=lambda stage: _order(stage.figure, topic.stricter))
    return Reading(topic, population, tuple(stages), tuple(values))


def _beats(one: Value, other: Value, stricter: str) -> bool:
    """Return whether a value makes another with the same action needless."""
    if one.figure == other.figure or not _no_looser(one.figure, other.figure, stricter):
        return False
    if one.figure and other.figure and one.figure.normal == other.figure.normal:
        return one.figure.unit < other.figure.unit  # the same figure in two units: keep one
    return True


def _no_looser(one: Quantity | None, other: Quantity | None, stricter: str) -> bool:
    if other is None:
        return True
    return one is not None and as_strict(one, other, stricter=stricter)


def _order(figure: Quantity | None, stricter: str) -> tuple[bool, float]:
    if figure is None:
        return True, 0.0
    middle = float(sum(figure.span)) / 2
    return False, middle if stricter == "less" else -middle
