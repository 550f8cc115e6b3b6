"""Whether evidence counts for its paper's period: `workflow.staleness`, asked of the database."""

from datetime import date
from typing import Any

from django.db.models import F, Q

from chahe.web.inspections.evidence_state import dates_of
from chahe.workflow import staleness

_START, _END = "paper__inspection__period_start", "paper__inspection__period_end"
OUTSIDE_PERIOD = (
    Q(evidence__period_end__lte=F(_START))
    | Q(evidence__period_start__gte=F(_END))
    | Q(evidence__period_start=None, evidence__collected_on__lt=F(_START))
)
"""Of an attachment: its evidence is about another period."""


def stale(on: date) -> Q:
    """Return the condition that the evidence of an attachment does not count on a day."""
    return (
        Q(evidence__withdrawn_at__isnull=False)
        | Q(evidence__collected_on__gt=on)
        | Q(evidence__valid_until__lt=on)
        | OUTSIDE_PERIOD
    )


def why_stale(attachment: Any, on: date) -> str:
    """Say why the evidence of an attachment does not count on a day."""
    evidence = attachment.evidence
    period = attachment.paper.inspection.period
    return f"佐證「{evidence.name}」{staleness(dates_of(evidence), period=period, on=on)}。"
