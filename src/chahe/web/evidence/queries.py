"""Questions about evidence."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from . import storage
from .models import Custody, Evidence
from .refusals import EvidenceDamaged


def evidence_of(firm: object) -> QuerySet[Evidence]:
    """Return a firm's evidence, newest first, withdrawn too, with what a list shows of each."""
    return Evidence.objects.filter(firm=firm).select_related("firm", "blob", "uploaded_by")


def usable_on(evidences: QuerySet[Evidence], *, on: date) -> QuerySet[Evidence]:
    """Keep the evidence that may be relied on by somebody who judges on a day (`trouble_on`)."""
    return evidences.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=on),
        withdrawn_at__isnull=True,
        collected_on__lte=on,
    )


def covering(evidences: QuerySet[Evidence], *, start: date, end: date) -> QuerySet[Evidence]:
    """Keep the evidence whose period touches the days from `start` until before `end`."""
    return evidences.filter(period_start__lt=end, period_end__gt=start)


def custody_of(evidence: Evidence) -> QuerySet[Custody]:
    """Return the chain of custody, oldest first."""
    return evidence.custody.select_related("by")


def uses_of(evidence: Evidence, user: Any) -> list[Any]:
    """Return what rests on evidence and a user may see: attachments of the inspections app."""
    attachments = getattr(evidence, "attachments", None)
    if attachments is None:
        return []
    rows = attachments.select_related("paper__inspection__firm")
    return [each for each in rows if each.paper.inspection.is_seen_by(user)]


def verify_all(evidences: Iterable[Evidence]) -> None:
    """Hash every file again before a deliverable relies on it; each content once.

    :raises EvidenceDamaged: naming all the evidence whose bytes are missing or changed
    """
    kept = list(evidences)
    intact = {digest: storage.verify(digest) for digest in {one.digest for one in kept}}
    if damaged := [one for one in kept if not intact[one.digest]]:
        raise EvidenceDamaged(*damaged)
