"""What a person finds on a firm's home page."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from chahe.deadlines import days_after
from chahe.web.inspections.models import Finding, Inspection, Request, WorkingPaper
from chahe.web.inspections.queries import (
    open_inspections,
    requests_for,
    unfinished_findings,
    verdict_counts,
    waiting_papers,
)

YEAR = 366  # days of history in the chart


@dataclass
class Home:
    """One person's view of one firm's work; each part is one query."""

    firm: Any
    user: Any
    today: date

    @cached_property
    def inspections(self) -> list[Inspection]:
        return list(open_inspections(self.firm, self.user)[:100])

    @property
    def overdue(self) -> list[Inspection]:
        return [each for each in self.inspections if each.due_on < self.today]

    @property
    def due(self) -> list[Inspection]:
        return [each for each in self.inspections if each.due_on >= self.today]

    @cached_property
    def papers(self) -> list[WorkingPaper]:
        steps = {
            step
            for step in ("review", "approve")
            if self.user.has_perm(f"papers.{step}", self.firm)
        }
        return list(waiting_papers(self.firm, self.user, steps)[:100]) if steps else []

    @cached_property
    def requests(self) -> list[Request]:
        return list(requests_for(self.firm, self.user)[:100])

    @cached_property
    def findings(self) -> list[Finding]:
        return list(unfinished_findings(self.firm, self.user)[:100])

    @property
    def late_findings(self) -> int:
        return sum(1 for each in self.findings if each.due_on and each.due_on < self.today)

    @property
    def waiting(self) -> int:
        return len(self.papers) + len(self.requests)

    @cached_property
    def verdicts(self) -> dict[str, int]:
        return verdict_counts(self.firm, self.user, since=days_after(self.today, -YEAR))


def home_of(firm: Any, user: Any, *, today: date) -> Home:
    """Return what a person finds on a firm's home page, on a day."""
    return Home(firm, user, today)
