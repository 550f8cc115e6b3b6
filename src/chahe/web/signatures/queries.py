"""Questions about signed reports, and which stamp covers a seal or a pack."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from chahe.documents.reports import load_reports
from chahe.web.inspections.models import Inspection, Pack
from chahe.web.journal.models import Entry, Head
from chahe.workflow import PaperState

from .models import HeadStamp, SignedReport

SEALED, PACKED = "inspection.sealed", "pack.made"


@dataclass(frozen=True)
class Covered:
    """A journal entry, the first signed head that covers it, and that head's stamp."""

    entry: Entry
    head: Head
    stamp: HeadStamp | None


def signed_reports_of(inspection: Inspection) -> QuerySet[SignedReport]:
    """Return an inspection's signed reports, newest first, with what a list shows of each."""
    return inspection.signed_reports.select_related("blob", "signed_by", "onto")


def report_titles() -> dict[str, str]:
    """Return the reports that can be signed, by their ids."""
    return {name: report.title for name, report in load_reports().items()}


def why_not_signed(inspection: Inspection) -> str:
    """Say why an inspection's reports cannot be signed yet; "" once every paper is approved."""
    if not inspection.is_open:
        return ""
    states = inspection.papers.exclude(state=PaperState.LEFT).values_list("state", flat=True)
    waiting = sum(state != PaperState.APPROVED for state in states)
    if waiting:
        return f"還有 {waiting} 份底稿沒有核定；全部核定之後才能簽署報告。"
    return "" if states else "這次查核沒有底稿，沒有可以簽署的報告。"


@dataclass(frozen=True)
class Coverage:
    """The heads over an inspection's seal (None while it is open) and over each of its packs."""

    seal: Covered | None
    packs: tuple[tuple[Pack, Covered | None], ...]


def coverage_of(inspection: Inspection) -> Coverage:
    """Return which heads cover an inspection's seal and its packs, newest first; three queries."""
    covered = _covered(inspection)
    seal = next((each for each in covered if each.entry.act == SEALED), None)
    made = {each.entry.after: each for each in covered if each.entry.act == PACKED}
    packs = inspection.packs.select_related("made_by")
    return Coverage(seal, tuple((pack, made.get(pack.manifest)) for pack in packs))


def _covered(inspection: Inspection) -> list[Covered]:
    over = Head.objects.filter(size__gt=OuterRef("seq")).order_by("size")
    entries = list(
        Entry.objects.filter(subject=f"inspection:{inspection.pk}", act__in=(SEALED, PACKED))
        .annotate(head_size=Subquery(over.values("size")[:1]))
        .order_by("seq")
    )
    sizes = {entry.head_size for entry in entries} - {None}
    heads: Any = Head.objects.select_related("stamp").in_bulk(sizes)
    return [
        Covered(entry, head, getattr(head, "stamp", None))
        for entry in entries
        if (head := heads.get(entry.head_size))
    ]
