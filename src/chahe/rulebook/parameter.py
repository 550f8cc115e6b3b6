"""Parameters: the figures documents name on a topic, `parameters/<topic>.yaml`, with their sources.

A figure nobody has found is not invented: its topic says `entered_by_user` and has no value for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from .model import Strength
from .predicate import Predicate, parse_predicate
from .quantity import Quantity
from .vocabulary import fact_kinds

HERE = Path(__file__).parent / "parameters"
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TOPIC = {"title", "question"}
_TOPIC_MAY = {
    *("unit", "stricter", "wording", "populations", "values", "scopes"),
    *("entered_by_user", "note"),
}
_VALUE = {"population", "action", "source"}
_VALUE_MAY = {
    *("value", "unit", "rule", "since", "until", "status", "strength", "applies", "note"),
}


class ParameterError(Exception):
    """A topic's file is not what it must be; names the file and the value."""


class Status(StrEnum):
    """Whether a value still holds where nothing ends it."""

    HOLDS = "holds"
    REPEALED = "repealed"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        return {
            "holds": "有效",
            "repealed": "已廢止，後續規定未查得",
            "superseded": "出自已被取代的版本，現行版本未見",
        }[self]


@dataclass(frozen=True)
class Population:
    """Whom a figure is about; what holds for the one it is `within` holds for it too."""

    id: str
    title: str
    within: str = ""


@dataclass(frozen=True)
class Value:
    """What one document says: a figure (None: it names none), for whom, and what must be done.

    `rule` cites a shipped rule that says so, `document@edition#path`. `since` and `until` are
    half-open. `applies` decides whom it binds where no shipped rule does. `entered` says who
    entered a figure no document we read names; it is "" for what a document says.
    """

    figure: Quantity | None
    population: str
    action: str
    source: str
    rule: str = ""
    since: date | None = None
    until: date | None = None
    status: Status = Status.HOLDS
    strength: Strength = Strength.SHALL
    applies: Predicate | None = None
    scope_text: str = ""
    note: str = ""
    entered: str = ""


@dataclass(frozen=True)
class Topic:
    """A question documents answer with figures. `stricter` is less or more; `wording` puts a
    `{figure}` and an `{action}` into a sentence."""

    id: str
    title: str
    question: str
    unit: str
    stricter: str
    wording: str
    populations: Mapping[str, Population]
    values: tuple[Value, ...]
    entered_by_user: bool
    note: str

    def line(self, population: str) -> tuple[str, ...]:
        """Return a population and every one it is within, nearest first."""
        found = [population]
        while within := self.populations[found[-1]].within:
            found.append(within)
        return tuple(found)

    def entering(self, values: Sequence[Value]) -> "Topic":
        """Return this topic with figures that were entered; whom it has no word for is added."""
        added = {value.population for value in values} - set(self.populations)
        own = {name: Population(name, name) for name in sorted(added)}
        populations = MappingProxyType({**self.populations, **own})
        return replace(self, populations=populations, values=(*self.values, *values))


@cache
def load_topics() -> Mapping[str, Topic]:
    """Return every topic, by id.

    :raises ParameterError: if a file is not what a topic must be
    """
    return MappingProxyType({path.stem: read_topic(path) for path in sorted(HERE.glob("*.yaml"))})


def read_topic(path: Path) -> Topic:
    """Read one topic's file.

    :raises ParameterError: if a field is missing, unknown, or contradicts another
    """
    raw = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 (safe loader, in C)
    try:
        _hold_fields(raw, _TOPIC, _TOPIC_MAY)
        topic = _topic(path.stem, raw)
    except (ValueError, KeyError, TypeError) as error:
        raise ParameterError(f"{path.name}: {error}") from None
    return topic


def _topic(name: str, raw: Mapping[str, Any]) -> Topic:
    kinds = fact_kinds()
    scopes = {
        word: (parse_predicate(scope["when"], kinds), str(scope["text"]))
        for word, scope in raw.get("scopes", {}).items()
    }
    populations = {
        word: Population(word, **said) for word, said in raw.get("populations", {}).items()
    }
    if lost := {each.within for each in populations.values()} - {"", *populations}:
        raise ValueError(f"unknown population {sorted(lost)}")
    unit = raw.get("unit", "")
    values = tuple(_value(entry, unit, scopes, populations) for entry in raw.get("values", ()))
    topic = Topic(
        id=name,
        title=raw["title"],
        question=raw["question"],
        unit=unit,
        stricter=raw.get("stricter", "less"),
        wording=raw.get("wording", "{figure}{action}"),
        populations=MappingProxyType(populations),
        values=values,
        entered_by_user=raw.get("entered_by_user") is True,
        note=raw.get("note", ""),
    )
    if topic.stricter not in {"less", "more"}:
        raise ValueError("stricter is less or more")
    if not values and not topic.entered_by_user:
        raise ValueError("no value, and nobody is asked for one")
    return topic


def _value(
    raw: Mapping[str, Any],
    unit: str,
    scopes: Mapping[str, tuple[Predicate, str]],
    populations: Mapping[str, Population],
) -> Value:
    _hold_fields(raw, _VALUE, _VALUE_MAY)
    if raw["population"] not in populations:
        raise ValueError(f"unknown population {raw['population']!r}")
    number = raw.get("value")
    if number is not None and (type(number) is not int or number < 0):
        raise ValueError(f"not a figure: {number!r}")
    applies, scope_text = scopes[raw["applies"]] if "applies" in raw else (None, "")
    since, until = raw.get("since"), raw.get("until")
    if any(type(day) is not date for day in (since, until) if day is not None):
        raise ValueError(f"not a day: {since!r}, {until!r}")
    return Value(
        figure=None if number is None else Quantity(number, raw.get("unit", unit)),
        population=raw["population"],
        action=raw["action"],
        source=raw["source"],
        rule=raw.get("rule", ""),
        since=since,
        until=until,
        status=Status(raw.get("status", "holds")),
        strength=Strength(raw.get("strength", "shall")),
        applies=applies,
        scope_text=scope_text,
        note=raw.get("note", ""),
    )


def _hold_fields(raw: Any, required: set[str], optional: set[str]) -> None:
    if not isinstance(raw, Mapping):
        raise ValueError(f"not a mapping: {raw!r}")
    if wrong := (required - set(raw)) | (set(raw) - required - optional):
        raise ValueError(f"missing or unknown {sorted(map(str, wrong))}")
