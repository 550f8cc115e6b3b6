"""Questions of comparing two editions, as its page asks them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chahe.documents.comparison import ComparisonRecord, with_headings
from chahe.rulebook import ChangeKind, Edition
from chahe.rulebook.compare import compare_editions, nodes_of
from chahe.rulebook.compared import Compared, Node
from chahe.rulebook.spans import Span, SpanKind

from ..templatetags.rulebook_words import edition_name
from .editions import base_of, is_shipped, official_texts
from .queries import edition_url, rule_url

OURS = "比較的是本系統撰寫的題目，不是官方條文；兩個版本都匯入官方條文後，改以官方條文比較。"
OFFICIAL = "比較的是匯入的官方條文。"
OTHER = "兩個版本屬於不同的法規文件，只依條號與文字的相近程度對應。"
_KEPT: dict[tuple[str, str], "Comparison"] = {}
_Texts = tuple[Mapping[str, str], Mapping[str, str]]


@dataclass(frozen=True)
class Row:
    """A rule of either edition, side by side; `asked_for` is False for what only leads to one."""

    compared: Compared
    old: Node | None
    new: Node | None
    old_url: str
    new_url: str
    asked_for: bool

    @property
    def before(self) -> Sequence[Span]:
        """What it said, with what is gone marked."""
        return _side(self.compared, self.old, SpanKind.REMOVED, ChangeKind.REMOVED)

    @property
    def after(self) -> Sequence[Span]:
        """What it says, with what is added marked."""
        return _side(self.compared, self.new, SpanKind.ADDED, ChangeKind.NEW)

    @property
    def moved(self) -> bool:
        return bool(self.old and self.new and self.old.cited != self.new.cited)


@dataclass(frozen=True)
class Comparison:
    """Two editions and what became of each rule; `official` when by their official texts."""

    before: Edition
    after: Edition
    olds: Mapping[str, Node]
    news: Mapping[str, Node]
    compared: tuple[Compared, ...]
    official: bool

    @property
    def counts(self) -> Counter[ChangeKind]:
        return Counter(each.kind for each in self.compared)

    @property
    def before_url(self) -> str:
        return edition_url(self.before)

    @property
    def after_url(self) -> str:
        return edition_url(self.after)

    @property
    def notes(self) -> tuple[str, ...]:
        what = OFFICIAL if self.official else OURS
        return (what, OTHER) if self.before.document != self.after.document else (what,)

    def rows(self, kinds: Sequence[ChangeKind]) -> list[Row]:
        """Return the rules of some kinds, and the headings they stand under."""
        return [self._row(each, kinds) for each in with_headings(self.compared, kinds)]

    def _row(self, each: Compared, kinds: Sequence[ChangeKind]) -> Row:
        return Row(
            each,
            self.olds[each.origin] if each.origin is not None else None,
            self.news[each.path] if each.path is not None else None,
            rule_url(self.before, each.origin) if each.origin is not None else "",
            rule_url(self.after, each.path) if each.path is not None else "",
            each.kind in kinds,
        )

    def record(self) -> ComparisonRecord:
        """Return what its 修訂對照表 is made of."""
        return ComparisonRecord(
            title=self.after.title,
            issuer=self.after.body,
            before_name=self._name(self.before),
            after_name=self._name(self.after),
            before=[*self.olds.values()],
            after=[*self.news.values()],
            compared=self.compared,
            notes=self.notes,
        )

    def _name(self, edition: Edition) -> str:
        """Return an edition's name, with its document's where the two are not of one."""
        name = edition_name(edition)
        if self.before.document == self.after.document:
            return name
        return f"{edition.title} {name}"


def comparison(before: Edition, after: Edition) -> Comparison:
    """Compare two editions, by their official texts where both have them."""
    texts = official_texts(before.id), official_texts(after.id)
    official = _covers(before, texts[0]) and _covers(after, texts[1])
    if official:
        return _compared(before, after, texts)
    if is_shipped(before.id) and is_shipped(after.id):
        return _of_books(before, after)
    return _compared(before, after, None)


def _covers(edition: Edition, texts: Mapping[str, str]) -> bool:
    """Say whether every rule that is inspected has its official text."""
    return all(rule.path in texts for rule in edition.rules if rule.leaf)


def _of_books(before: Edition, after: Edition) -> Comparison:
    """Compare two books; they stay what they are while the site runs."""
    key = before.id, after.id
    if key not in _KEPT:
        _KEPT[key] = _compared(before, after, None)
    return _KEPT[key]


def _compared(before: Edition, after: Edition, texts: _Texts | None) -> Comparison:
    base = base_of(after)
    found = compare_editions(before, after, base=base.id if base else "", texts=texts)
    old_texts, new_texts = texts or ({}, {})
    olds = {node.path: node for node in nodes_of(before, texts=old_texts)}
    news = {node.path: node for node in nodes_of(after, texts=new_texts)}
    return Comparison(before, after, olds, news, found, texts is not None)


def _side(
    compared: Compared, node: Node | None, own: SpanKind, alone: ChangeKind
) -> Sequence[Span]:
    if node is None:
        return ()
    if compared.kind is alone:
        return (Span(own, node.words),)
    if compared.changes:
        return [span for span in compared.changes if span.kind in (SpanKind.KEPT, own)]
    return (Span(SpanKind.KEPT, node.words),)
