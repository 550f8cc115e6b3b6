"""Questions about imports, as their pages ask them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from chahe.rulebook import ChangeKind, Edition
from chahe.rulebook.tree import ref_of

from .editions import bound_to, edition_by_id, editions
from .models import BoundText, Decision, ImportedEdition, OfficialFile, ProposedRule


@dataclass(frozen=True)
class Summary:
    """How many rules of an import are which; `missing` are those of the edition without a text."""

    carried: int
    pending: int
    kinds: tuple[tuple[ChangeKind, int, int], ...]
    unplaced: tuple[dict[str, Any], ...]
    missing: tuple[str, ...]

    @property
    def rules(self) -> int:
        return self.carried + sum(count for _, count, _ in self.kinds)


def imports() -> QuerySet[ImportedEdition]:
    """Return every import, each with how many of its proposals are undecided."""
    pending = Count("rules", filter=Q(rules__decision=Decision.PENDING))
    return (
        ImportedEdition.objects.select_related("made_by", "file")
        .defer("read", "book", "file__content")
        .annotate(pending=pending)
    )


def import_of(pk: int) -> ImportedEdition | None:
    """Return an import with who made, confirmed and withdrew it; None if there is none."""
    whole = ImportedEdition.objects.select_related(
        "file", "file__uploaded_by", "made_by", "confirmed_by", "withdrawn_by"
    )
    return whole.defer("book", "file__content").filter(pk=pk).first()


def summary_of(imported: ImportedEdition) -> Summary:
    """Return the numbers of an import's page, with one query."""
    rows = list(imported.rules.values_list("kind", "decision", "origin"))
    open_ones = [(kind, decision) for kind, decision, _ in rows if decision != Decision.CARRIED]
    kinds = tuple(
        (
            kind,
            sum(each == kind for each, _ in open_ones),
            sum(pair == (kind, Decision.PENDING) for pair in open_ones),
        )
        for kind in ChangeKind
    )
    edition = edition_by_id(imported.edition_id) if imported.only_text else None
    bound = {origin for _, decision, origin in rows if decision != Decision.REJECTED}
    return Summary(
        carried=len(rows) - len(open_ones),
        pending=sum(decision == Decision.PENDING for _, decision in open_ones),
        kinds=tuple(each for each in kinds if each[1]),
        unplaced=tuple(imported.read["unplaced"]),
        missing=tuple(r.ref for r in edition.rules if r.path not in bound) if edition else (),
    )


def proposals_of(imported: ImportedEdition) -> QuerySet[ProposedRule]:
    """Return an import's proposals in the order of their numbers."""
    return imported.rules.select_related("decided_by")


def next_pending(rule: ProposedRule) -> ProposedRule | None:
    """Return the next undecided proposal after one, or else the first; None when there is none."""
    pending = ProposedRule.objects.filter(
        imported=rule.imported_id, decision=Decision.PENDING
    ).exclude(pk=rule.pk)
    after = pending.filter(position__gt=rule.position)
    return after.first() or pending.first()


def before_of(imported: ImportedEdition) -> Edition | None:
    """Return the edition an import's origins are of."""
    name = imported.edition_id if imported.only_text else imported.base
    return edition_by_id(name) if name else None


def origin_choices(imported: ImportedEdition) -> list[tuple[str, str]]:
    """Return the rules an import's may have come from: path, and number with title."""
    before = before_of(imported)
    rules = before.rules if before else ()
    none = "（不綁定）" if imported.only_text else "（沒有，是新增的條文）"
    return [("", none), *((r.path, f"{ref_of(r.path)}　{r.title}") for r in rules)]


def text_before(imported: ImportedEdition, origin: str) -> str:
    """Return the official text of an origin, if it is bound."""
    document, _, edition = imported.base.partition("@")
    found = bound_to(document, edition).filter(path=origin).last() if origin else None
    return found.text if found else ""


def text_of(edition: Edition, path: str) -> BoundText | None:
    """Return the official text of a rule with its file; None while it is not imported."""
    bound = bound_to(edition.document, edition.edition).filter(path=path)
    return (
        bound.select_related("file", "imported")
        .defer("file__content", "imported__read", "imported__book")
        .last()
    )


def files_of(edition: Edition) -> QuerySet[OfficialFile]:
    """Return the files that official texts of an edition came from, the first imported first."""
    bound = bound_to(edition.document, edition.edition).values("file").order_by()
    return OfficialFile.objects.filter(pk__in=bound).defer("content").order_by("uploaded_at")


def documents_known() -> list[tuple[str, str]]:
    """Return the documents there are: name and title."""
    return list({each.document: each.title for each in editions()}.items())


def proposal_of(imported: int, pk: int) -> ProposedRule | None:
    """Return a proposal of an import; None if there is none."""
    rules = ProposedRule.objects.filter(imported=imported, pk=pk)
    found = rules.select_related("imported", "imported__file", "decided_by")
    return found.defer("imported__book", "imported__read", "imported__file__content").first()
