"""Whether the evidence attached to a paper counts for its inspection."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from chahe.deadlines import Period
from chahe.workflow import Dates, staleness

from .models import Attachment, Inspection


def dates_of(evidence: Any) -> Dates:
    """Return the times of a piece of evidence, as freshness reads them."""
    covers = None
    if evidence.period_start and evidence.period_end:
        covers = Period(evidence.period_start, evidence.period_end)
    return Dates(
        collected_on=evidence.collected_on,
        covers=covers,
        valid_until=evidence.valid_until,
        withdrawn=evidence.withdrawn_at is not None,
    )


def stale_reasons(
    inspection: Inspection, attachments: Iterable[Attachment], *, on: date
) -> dict[int, str]:
    """Return why pieces of evidence do not count, by evidence id; those that count are left out."""
    reasons = {}
    for attachment in attachments:
        evidence = attachment.evidence
        reason = staleness(dates_of(evidence), period=inspection.period, on=on)
        if reason:
            reasons[evidence.pk] = f"佐證「{evidence.name}」{reason}"
    return reasons
