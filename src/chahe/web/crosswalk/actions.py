"""Say of two rules that they are related, and how, or that they are not."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from chahe.ledger.canonical import digest
from chahe.rulebook.crosswalk import Kind
from chahe.workflow import Refused

from ..journal.actions import record
from ..rulebooks.editions import edition_by_id
from .models import ConfirmedRelation

Decision = ConfirmedRelation.Decision


@transaction.atomic
def decide_relation(
    *, start: str, end: str, decision: Decision, by: Any, kind: Kind = Kind.RELATED, note: str = ""
) -> ConfirmedRelation:
    """Confirm or reject a relation of two rules; what was decided before is replaced.

    :raises Refused: if either is no rule of an edition there is, or both are the same one
    """
    if start == end:
        raise Refused("同一條款不必和自己對照。")
    for citation in (start, end):
        if not _is_rule(citation):
            raise Refused(f"沒有這個條款：{citation}")
    pair = Q(start=start, end=end) | Q(start=end, end=start)
    decided = ConfirmedRelation.objects.select_for_update().filter(pair).first()
    before = relation_digest(decided) if decided else ""
    decided = decided or ConfirmedRelation()
    decided.start, decided.end, decided.kind, decided.note = start, end, kind, note.strip()
    decided.decision, decided.by, decided.at = decision, by, timezone.now()
    decided.save()
    record(
        f"relation.{decision}",
        subject=f"relation:{decided.pk}",
        by=by,
        before=before,
        after=relation_digest(decided),
        detail={"from": start, "to": end, "kind": kind, "note": decided.note},
    )
    return decided


def relation_digest(decided: ConfirmedRelation) -> str:
    """Return the digest of what a decision says."""
    said = ("start", "end", "kind", "decision", "note")
    return digest({name: str(getattr(decided, name)) for name in said})


def _is_rule(citation: str) -> bool:
    edition_id, _, path = citation.partition("#")
    edition = edition_by_id(edition_id)
    return edition is not None and path in edition.by_path
