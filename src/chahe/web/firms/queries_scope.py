"""How a firm stands to every rule of a day, by document and section, and what if."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chahe.rulebook import Edition, Rule, Standing, in_force, scope, sections

from ..rulebooks.editions import editions
from ..rulebooks.queries import rule_url


@dataclass(frozen=True)
class Row:
    """A rule as it would stand; `change` is entering, leaving or "", `unknown` that a fact is."""

    standing: Standing
    change: str
    unknown: bool

    @property
    def rule(self) -> Rule:
        return self.standing.rule

    @property
    def url(self) -> str:
        return rule_url(self.standing.edition, self.rule.path)

    @property
    def depth(self) -> int:
        return self.rule.path.count(".")


@dataclass(frozen=True)
class Counts:
    """How many leaves there are, and how many of them bind, or would come or go."""

    leaves: int
    binding: int
    unknown: int
    entering: int
    leaving: int

    @property
    def excluded(self) -> int:
        return self.leaves - self.binding

    @property
    def before(self) -> int:
        return self.binding - self.entering + self.leaving


@dataclass(frozen=True)
class Section:
    """A part that is inspected as one; `counts` are of all its leaves, `rows` those asked for."""

    rule: Rule
    counts: Counts
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Document:
    edition: Edition
    counts: Counts
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Asked:
    """Which rows to show; what is "" leaves none out."""

    document: str = ""
    applies: str = ""
    fact: str = ""
    q: str = ""
    changes: bool = False

    def wants(self, row: Row) -> bool:
        applies = row.rule.applies
        return (
            _APPLIES[self.applies](row)
            and (not self.changes or bool(row.change))
            and (not self.fact or (applies is not None and self.fact in applies.open_facts({})))
            and (not self.q or self.q.casefold() in _words(row.rule))
        )


_APPLIES: Mapping[str, Callable[[Row], bool]] = {
    "": lambda row: True,
    "yes": lambda row: row.standing.applies,
    "no": lambda row: not row.standing.applies,
    "unknown": lambda row: row.unknown,
}


def _words(rule: Rule) -> str:
    return f"{rule.ref} {rule.path} {rule.code} {rule.title} {rule.question}".casefold()


def documents_in_force(*, on: date) -> dict[str, str]:
    """Return the documents in force on a day, id → title."""
    return {edition.document: edition.title for edition in in_force(editions(), on=on)}


def explore(
    *, facts: Mapping[str, Any], changed: Mapping[str, Any], on: date, asked: Asked
) -> tuple[list[Document], Counts]:
    """Return the scope of a day as it would be with some facts changed, and its counts in all."""
    held = in_force(editions(), on=on)
    rows = list(_rows(held, facts=facts, changed=changed, on=on))
    found = [
        _document(edition, [row for row in rows if row.standing.edition is edition], asked)
        for edition in held
        if asked.document in ("", edition.document)
    ]
    return found, _count(rows)


def _rows(
    held: Iterable[Edition], *, facts: Mapping[str, Any], changed: Mapping[str, Any], on: date
) -> Iterator[Row]:
    would_be = {**facts, **changed}
    before = scope(held, facts=facts, on=on)
    after = scope(held, facts=would_be, on=on) if changed else before
    unknown: dict[int, bool] = {}  # rules share their parents' predicates
    for old, new in zip(before, after, strict=True):
        applies = new.rule.applies
        if id(applies) not in unknown:
            unknown[id(applies)] = applies is not None and applies.judge(would_be).holds is None
        change = "" if old.applies == new.applies else "entering" if new.applies else "leaving"
        yield Row(new, change, unknown[id(applies)])


def _document(edition: Edition, rows: list[Row], asked: Asked) -> Document:
    found = []
    for section in sections(edition):
        under = f"{section.path}."
        own = [row for row in rows if row.rule is section or row.rule.path.startswith(under)]
        shown = tuple(row for row in own if asked.wants(row))
        if shown:
            found.append(Section(section, _count(own), shown))
    return Document(edition, _count(rows), tuple(found))


def _count(rows: Iterable[Row]) -> Counts:
    leaves = [row for row in rows if row.rule.leaf]
    return Counts(
        leaves=len(leaves),
        binding=sum(row.standing.applies for row in leaves),
        unknown=sum(row.unknown for row in leaves),
        entering=sum(row.change == "entering" for row in leaves),
        leaving=sum(row.change == "leaving" for row in leaves),
    )
