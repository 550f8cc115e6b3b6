"""Questions about recurrence: what a finding opened now would repeat, and what one did repeat."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from chahe.deadlines import Cadence
from chahe.web.rulebooks.queries_rule import line_of
from chahe.workflow import FindingState
from chahe.workflow.recurrence import Earlier, Occasion, chain_of, repeated

from .kinds import seen_by
from .models import Finding, WorkingPaper


def periods_looked_back() -> int:
    """Return how many periods back a finding is still repeated: a setting, 2 by default."""
    periods: int = settings.RECURRENCE_PERIODS
    return periods


def earlier_findings(paper: WorkingPaper, user: Any = None) -> list[Finding]:
    """Return what a finding on a paper would repeat, the latest first; those `user` may see."""
    firm = paper.inspection.firm
    line = line_of(paper.citation)
    rows = Finding.objects.filter(
        firm=firm,
        subject=paper.subject,
        paper__path__in={citation.partition("#")[2] for citation in line},
        paper__inspection__document__in={citation.partition("@")[0] for citation in line},
        paper__inspection__period_start__lt=paper.inspection.period_start,
    ).exclude(state=FindingState.WITHDRAWN)
    if user is not None:
        rows = rows.filter(seen_by(user, firm, through="paper__inspection__"))
    found = {row.pk: row for row in rows.select_related("paper__inspection")}
    earlier = [Earlier(row.pk, _occasion(row.paper)) for row in found.values()]
    periods = periods_looked_back()
    return [found[pk] for pk in repeated(_occasion(paper), earlier, line=line, periods=periods)]


def _occasion(paper: WorkingPaper) -> Occasion:
    inspection = paper.inspection
    return Occasion(paper.citation, paper.subject, Cadence(inspection.cadence), inspection.period)


@dataclass(frozen=True)
class Link:
    """One of a chain of recurrences; `repeats` is the number of the one it cites, "" of none."""

    pk: int
    number: str
    state: str
    opened_at: Any
    repeats: str


def recurrences_of(finding: Finding, user: Any) -> list[Link]:
    """Return the chain a finding is in, oldest first, of those a user may see; [] if in none."""
    rows = {
        row.pk: row
        for row in Finding.objects.filter(
            seen_by(user, finding.firm, through="paper__inspection__"), firm=finding.firm_id
        )
        .exclude(recurs=None, recurrences=None)
        .only("number", "state", "opened_at", "recurs_id")
        .distinct()
    }
    cites = {pk: row.recurs_id for pk, row in rows.items() if row.recurs_id in rows}
    chain = chain_of(finding.pk, cites)
    if len(chain) < 2:
        return []
    return [
        Link(pk, row.number, row.get_state_display(), row.opened_at, _number(rows, row.recurs_id))
        for pk in chain
        for row in [rows[pk]]
    ]


def _number(rows: dict[int, Finding], pk: int | None) -> str:
    return rows[pk].number if pk in rows else ""
