"""What is said in the index of a rule, a definition, an official text and a finding."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chahe.rulebook import Definition, Edition, Rule

from .bigrams import bigrams
from .models import IndexedText, IndexedWords, Kind
from .terms import apart, squeeze

MOST = 10_000  # characters of a text; PostgreSQL knows the places of 16,383 words
_TITLE = 80  # characters of a finding's condition that stand for its title
STEP = 10**12  # places a kind has
_BOOK = 10**5  # places an edition has
_SAID = (
    "condition", "criteria", "cause", "effect", "recommendation", "response", "cure", "closing",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A text to be found by its `names`, its title and its body."""

    kind: Kind
    subject: str
    place: int
    names: tuple[str, ...]
    title: str
    body: str
    document: str = ""
    edition: str = ""
    path: str = ""
    note: str = ""
    firm_id: int | None = None

    def as_text(self) -> IndexedText:
        bars = "|".join(squeeze(name).replace("|", "") for name in (*self.names, self.title))
        return IndexedText(
            kind=self.kind,
            firm_id=self.firm_id,
            place=places_of(self.kind).start + self.place,
            document=self.document,
            edition=self.edition,
            path=self.path,
            subject=self.subject,
            note=self.note,
            ref=self.names[0][:40] if self.names else "",
            title=self.title[:200],
            heading=f"|{bars}|"[:500],
        )

    def as_words(self, text: IndexedText) -> IndexedWords:
        body = self.body.replace("\0", "")[:MOST]
        said = "\n".join((*self.names, self.title, body))
        firm = str(self.firm_id or "")
        return IndexedWords(
            text=text, folded=apart(said), body=body, firm=firm, words=bigrams(said)
        )


def places_of(kind: str) -> range:
    """Return the places that texts of a kind have."""
    first = list(Kind).index(Kind(kind)) * STEP
    return range(first, first + STEP)


def of_books(
    editions: Iterable[Edition], official: Mapping[str, Mapping[str, str]]
) -> Iterator[Entry]:
    """Return all there is to find in books, the newest edition first; texts by edition and path."""
    newest_first = sorted(editions, key=lambda each: each.start or date.min, reverse=True)
    for number, edition in enumerate(newest_first):
        texts = official.get(edition.id, {})
        for place, rule in enumerate(edition.rules, start=number * _BOOK):
            yield _of_rule(edition, rule, place, Kind.RULE, _body(rule))
            if text := texts.get(rule.path):
                yield _of_rule(edition, rule, place, Kind.OFFICIAL, text)
        for place, definition in enumerate(edition.definitions, start=number * _BOOK):
            yield _of_definition(edition, definition, place)


def _of_rule(edition: Edition, rule: Rule, place: int, kind: Kind, body: str) -> Entry:
    return Entry(
        kind,
        edition.cite(rule),
        place,
        (rule.ref, rule.path, rule.code),
        rule.title,
        body,
        edition.document,
        edition.edition,
        rule.path,
    )


def _body(rule: Rule) -> str:
    """Return what a rule asks, how it is inspected, its figures and what it rests on."""
    return "\n".join(
        [
            *([rule.question] if rule.question else []),
            *(f"{step.method.label}：{step.text}" for step in rule.procedure),
            *(f"{each.title}：{each.value}{each.unit}，{each.action}" for each in rule.thresholds),
            *(f"保存：{each.record} {each.note}" for each in rule.retention),
            *(source.text for source in rule.sources),
        ]
    )


def _of_definition(edition: Edition, definition: Definition, place: int) -> Entry:
    return Entry(
        Kind.DEFINITION,
        f"{edition.id}#{definition.path} {definition.term}"[:200],
        place,
        (),
        definition.term,
        definition.meaning,
        edition.document,
        edition.edition,
        definition.path if definition.path in edition.by_path else "",
    )


def of_finding(finding: Any) -> Entry:
    """Return what is to be found of a finding; the newest comes first."""
    said = [getattr(finding, name) for name in _SAID]
    title = " ".join(finding.condition.split())
    return Entry(
        Kind.FINDING,
        subject_of(finding),
        STEP - finding.pk,
        (finding.number, finding.ref),
        title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…",
        "\n".join(text for text in said if text),
        note=finding.get_state_display(),
        firm_id=finding.firm_id,
    )


def subject_of(finding: Any) -> str:
    return f"finding:{finding.pk}"
