"""The matrix: a document's rules against every other document, as one table a section."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from chahe.rulebook import Edition, Rule, in_force
from chahe.rulebook.crosswalk import Crosswalk, Relation

from ..rulebooks.editions import edition_by_id, editions
from ..rulebooks.queries import edition_url, rule_url
from .queries import known_crosswalk

SHOWN = {"all": "全部條款", "related": "有對應的條款", "alone": "沒有對應的條款"}


@dataclass(frozen=True)
class Link:
    """A relation as a page shows it: the rule at its other end, and where to read it."""

    relation: Relation
    edition: Edition
    rule: Rule | None
    url: str

    @property
    def ref(self) -> str:
        return self.rule.ref if self.rule else "全文"

    @property
    def title(self) -> str:
        return self.rule.title if self.rule else self.edition.title

    @property
    def basis(self) -> str:
        return self.relation.basis.label


@dataclass(frozen=True)
class Row:
    """A rule, and for each other document the links it has there."""

    rule: Rule
    url: str
    cells: tuple[tuple[Link, ...], ...]

    @property
    def related(self) -> bool:
        return any(self.cells)


@dataclass(frozen=True)
class Section:
    top: Rule
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Matrix:
    """`leaves` and `related` count the document's leaves, and those with a relation."""

    edition: Edition
    others: tuple[Edition, ...]
    sections: tuple[Section, ...]
    leaves: int
    related: int

    @property
    def rows(self) -> list[Row]:
        return [row for section in self.sections for row in section.rows]


def compared_editions(*, on: date) -> tuple[Edition, ...]:
    """Return the editions in force on a day: those a matrix is made of."""
    return in_force(editions(), on=on)


def matrix(shown: Iterable[Edition], *, document: str, which: str = "all") -> Matrix:
    """Return a document's rules against the others in force; `which` is one of SHOWN."""
    books = {edition.document: edition for edition in shown}
    edition = books.pop(document)
    others = tuple(books.values())
    crosswalk = known_crosswalk()
    rows = [_row(edition, rule, others, crosswalk) for rule in edition.rules]
    leaves = [row for row in rows if row.rule.leaf]
    kept = [row for row in rows if _is_asked_for(row, which)]
    return Matrix(
        edition=edition,
        others=others,
        sections=tuple(
            Section(edition.by_path[top], tuple(group))
            for top, group in groupby(kept, lambda row: row.rule.path.partition(".")[0])
        ),
        leaves=len(leaves),
        related=sum(row.related for row in leaves),
    )


def _is_asked_for(row: Row, which: str) -> bool:
    if which == "related":
        return row.related
    return which == "all" or (row.rule.leaf and not row.related)


def _row(edition: Edition, rule: Rule, others: tuple[Edition, ...], crosswalk: Crosswalk) -> Row:
    held = {other.id: other for other in others}
    found: dict[str, list[Link]] = {}
    for link in links_of(edition.cite(rule), crosswalk, held):
        found.setdefault(link.edition.document, []).append(link)
    cells = tuple(tuple(found.get(other.document, ())) for other in others)
    return Row(rule, rule_url(edition, rule.path), cells)


def links_of(
    citation: str, crosswalk: Crosswalk, held: Mapping[str, Edition] | None = None
) -> list[Link]:
    """Return a rule's relations as links; where `held` has a rule's kin, to it in that edition."""
    places, links = held or {}, dict[tuple[str, str], Link]()
    for relation in crosswalk.of(citation):
        near = [one for one in crosswalk.kin.of(relation.end) if one.partition("#")[0] in places]
        for end in sorted(near) or [relation.end]:
            if link := _link(relation, end):
                links.setdefault((link.edition.document, link.ref), link)
    return sorted(links.values(), key=lambda link: (link.edition.document, _place(link)))


def _place(link: Link) -> int:
    return link.edition.rules.index(link.rule) if link.rule else -1


def _link(relation: Relation, end: str) -> Link | None:
    edition_id, _, path = end.partition("#")
    edition = edition_by_id(edition_id)
    if edition is None or (path and path not in edition.by_path):
        return None
    if not path:
        return Link(relation, edition, None, edition_url(edition))
    return Link(relation, edition, edition.by_path[path], rule_url(edition, path))
