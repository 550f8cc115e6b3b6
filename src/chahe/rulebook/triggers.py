"""Events that call for inspections: `triggers/<id>.yaml`, one file a kind of event.

A trigger cites what asks for it in every book, `document@edition#path`; a rule with others below it
stands for all its leaves. To add a trigger, write its file; nothing else changes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from .load import BookError
from .model import Edition, Rule
from .sections import leaves_of

HERE = Path(__file__).parent / "triggers"
_FIELDS = {"title", "subject", "when", "days", "rules"}
_WHEN = ("before", "after")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Trigger:
    """What to do is due `days` days `when` ("before" or "after") the event's day, 0: on it.

    `subject` is what one such event is told by: a name, a system. `source` gives the days; it is
    "" when they are our own choice, because no rule names any.
    """

    id: str
    title: str
    subject: str
    when: str
    days: int
    source: str
    rules: tuple[str, ...]

    @property
    def own(self) -> bool:
        """Say whether the days are our own choice."""
        return not self.source

    @property
    def offset(self) -> int:
        """Return the days from the event's day to the day it is due, as deadlines count them."""
        return -self.days if self.when == "before" else self.days

    def leaves(self, edition: Edition) -> tuple[Rule, ...]:
        """Return the leaves of an edition that it calls for, in the order of the book.

        An imported rule is called for where a shipped one was that it was carried over from.
        """
        asked = set(self.rules)
        found = {
            leaf.path
            for rule in edition.rules
            if asked.intersection((edition.cite(rule), *rule.lineage))
            for leaf in leaves_of(edition, rule)
        }
        return tuple(rule for rule in edition.rules if rule.path in found)


@cache
def load_triggers() -> Mapping[str, Trigger]:
    """Return every trigger by its id.

    :raises BookError: if a file has a slip; names the file
    """
    return MappingProxyType({each.id: each for each in _read_all()})


def _read_all() -> Iterator[Trigger]:
    for path in sorted(HERE.glob("*.yaml")):
        yield read_trigger(path.stem, path.read_text("utf-8"))


def read_trigger(name: str, text: str) -> Trigger:
    """Read a trigger's file: the fields of `Trigger`, and either `source` or `own: true`.

    :raises BookError: if a field is missing, unknown or of the wrong kind
    """
    raw = yaml.load(text, Loader=_Loader)  # noqa: S506 (safe loader, in C)
    if not isinstance(raw, Mapping) or set(raw) not in (_FIELDS | {"source"}, _FIELDS | {"own"}):
        raise BookError(f"{name}.yaml: it has {sorted(_FIELDS)} and either source or own")
    days, rules = raw["days"], raw["rules"]
    if raw["when"] not in _WHEN or type(days) is not int or days < 0:
        raise BookError(f"{name}.yaml: when is one of {_WHEN}, days a whole number")
    if raw.get("own", True) is not True or raw.get("source", "source") == "":
        raise BookError(f"{name}.yaml: say who gives the days, or own: true")
    if not rules or len(set(rules)) != len(rules):
        raise BookError(f"{name}.yaml: rules are cited, each once")
    words = {word: str(raw[word]) for word in ("title", "subject", "when")}
    return Trigger(
        id=name, days=days, source=str(raw.get("source", "")), rules=tuple(rules), **words
    )
