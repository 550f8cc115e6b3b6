"""What a firm should be asked, why, and what its answers would do to its scope."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BoundField, Form

from chahe.rulebook import FactKind, Standing, facts_to_ask, what_if
from chahe.rulebook.interview import Asked, Interview

from ..rulebooks.editions import edition_by_id, editions
from ..rulebooks.queries import rule_url
from .models import Firm
from .queries import facts_on


@dataclass(frozen=True)
class Question:
    """A question, why it is asked, and the fields that answer it."""

    asked: Asked
    source: tuple[str, str]
    value: BoundField
    since: BoundField
    source_field: BoundField

    @property
    def apart(self) -> bool:
        """Whether it has a day or a source of its own, or one that is wrong."""
        fields = (self.since, self.source_field)
        return any(field.errors or field.value() for field in fields)


@dataclass(frozen=True)
class Group:
    title: str
    questions: list[Question]


@dataclass(frozen=True)
class Consequence:
    """The leaves that answers would bring in and take out, and how many bind then."""

    entering: tuple[Standing, ...]
    leaving: tuple[Standing, ...]
    binding: int
    unsettled: int


def interview_of(firm: Firm, *, on: date) -> Interview:
    """Return what a firm should be asked on a day, with one query."""
    return facts_to_ask(editions(), facts=facts_on(firm, on=on), on=on)


def consequence_of(firm: Firm, *, answers: Mapping[str, Any], on: date) -> Consequence:
    """Return what answers would do to a firm's scope of a day, with one query; nothing is kept."""
    known = facts_on(firm, on=on)
    found = what_if(editions(), facts=known, changed=answers, on=on)
    leaves = [s for s in (*found.entering, *found.still) if s.rule.leaf and s.applies]
    would_be = {**known, **answers}
    return Consequence(
        entering=tuple(s for s in found.entering if s.rule.leaf),
        leaving=tuple(s for s in found.leaving if s.rule.leaf),
        binding=len(leaves),
        unsettled=sum(_is_unsettled(s, would_be) for s in leaves),
    )


def _is_unsettled(standing: Standing, facts: Mapping[str, Any]) -> bool:
    applies = standing.rule.applies
    return applies is not None and applies.judge(facts).holds is None


def groups_of(form: Form, asked: Iterable[Asked]) -> Iterator[Group]:
    """Lay the questions of a form out under the names of their groups."""
    grouped: dict[str, list[Question]] = {}
    for each in asked:
        name = each.kind.id
        fields = (form[name], form[f"{name}-since"], form[f"{name}-source"])
        question = Question(each, source_of(each.kind), *fields)
        grouped.setdefault(each.kind.group, []).append(question)
    for title, questions in grouped.items():
        yield Group(title, questions)


def source_of(kind: FactKind) -> tuple[str, str]:
    """Return what asks a fact, in words, and the address of the rule's page, "" without one."""
    edition_id, _, path = kind.source.partition("#")
    edition = edition_by_id(edition_id) if path else None
    if edition is None or path not in edition.by_path:
        return kind.source, ""
    rule = edition.by_path[path]
    return f"{edition.title} {rule.ref} {rule.title}", rule_url(edition, path)
