"""What rays look at: rows of one kind, whose they are, who may see them, and what they are called.

Permission is a join here too: the kind and the state of the inspection that a row is in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from chahe.deadlines import months_after
from chahe.web.calendar.models import Adjustment, PlanItem
from chahe.web.calendar.queries import visible_kinds
from chahe.web.firms.models import Firm
from chahe.web.inspections.kinds import seen_by
from chahe.web.inspections.models import (
    Attachment,
    CheckRun,
    Extension,
    Finding,
    Inspection,
    Request,
    RiskAcceptance,
    Sampling,
    Signature,
    WorkingPaper,
)

MONTHS = 12  # before this one, that are looked at unless all are asked for


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Rows counted as `noun`; `way` leads from one to its inspection, `named` is of a row.

    `page` is a URL name and the way from a row to its argument. What is `planned` is in no
    inspection: `way` leads to its plan item.
    """

    noun: str
    model: type[Model]
    way: str
    page: tuple[str, str]
    named: Callable[[Any], str]
    search: tuple[str, ...]
    related: tuple[str, ...] = ()
    planned: bool = False

    def rows(self, firm: Firm, user: Any, *, whose: Any = None) -> QuerySet[Any]:
        """Return a firm's rows that a user may see; `whose` stands for the firm in the query."""
        seen = (
            Q(**{f"{self.way}kind__in": visible_kinds(user, firm)})
            if self.planned
            else seen_by(user, firm, through=self.way)
        )
        of_firm = {f"{self.way}firm": firm.pk if whose is None else whose}
        rows: QuerySet[Any] = self.model._default_manager.filter(seen, **of_firm)
        return rows

    def recent(self, *, on: date) -> Q:
        """Return the condition that a row fell due of late, or is of work still open."""
        first = months_after(on.replace(day=1), -MONTHS)
        late = Q(**{f"{self.way}due_on__gte": first})
        return late if self.planned else late | Q(**{f"{self.way}state": "open"})

    def label(self, row: Any) -> str:
        return self.named(row)

    def url(self, row: Any) -> str:
        name, way = self.page
        found = row
        for step in way.split("."):
            found = getattr(found, step)
        inspection = row
        for step in filter(None, self.way.split("__")):
            inspection = getattr(inspection, step)
        return reverse(name, args=[inspection.firm.code, found])


def _paper(paper: WorkingPaper) -> str:
    return f"{paper.inspection.period_label} {paper.ref} {paper.title}"


_OF_PAPERS = ("paper__ref", "paper__title", "paper__inspection__code")
_OF_FINDINGS = ("finding__number", "finding__ref")

INSPECTIONS = Subject(
    noun="次查核",
    model=Inspection,
    way="",
    page=("inspection", "pk"),
    named=str,
    search=("title", "code", "subject"),
    related=("firm", "sealed_by", "replaces"),
)
PAPERS = Subject(
    noun="份底稿",
    model=WorkingPaper,
    way="inspection__",
    page=("paper", "pk"),
    named=_paper,
    search=("ref", "title", "inspection__code"),
    related=("inspection__firm",),
)
SIGNATURES = Subject(
    noun="個簽核",
    model=Signature,
    way="paper__inspection__",
    page=("paper", "paper_id"),
    named=lambda row: _paper(row.paper),
    search=(*_OF_PAPERS, "signer__name"),
    related=("paper__inspection__firm", "signer"),
)
ATTACHMENTS = Subject(
    noun="份附上的佐證",
    model=Attachment,
    way="paper__inspection__",
    page=("paper", "paper_id"),
    named=lambda row: _paper(row.paper),
    search=(*_OF_PAPERS, "evidence__name"),
    related=("paper__inspection__firm", "evidence__firm"),
)
CHECK_RUNS = Subject(
    noun="次自動檢測",
    model=CheckRun,
    way="paper__inspection__",
    page=("run", "pk"),
    named=lambda row: f"{_paper(row.paper)}：{row.title}",
    search=(*_OF_PAPERS, "title"),
    related=("paper__inspection__firm",),
)
SAMPLINGS = Subject(
    noun="次抽樣",
    model=Sampling,
    way="paper__inspection__",
    page=("paper", "paper_id"),
    named=lambda row: _paper(row.paper),
    search=_OF_PAPERS,
    related=("paper__inspection__firm",),
)
FINDINGS = Subject(
    noun="項缺失",
    model=Finding,
    way="paper__inspection__",
    page=("finding", "pk"),
    named=lambda row: f"{row.number} {row.ref}",
    search=("number", "ref", "condition"),
    related=("paper__inspection__firm", "owner", "closed_by"),
)
EXTENSIONS = Subject(
    noun="次展延",
    model=Extension,
    way="finding__paper__inspection__",
    page=("finding", "finding_id"),
    named=lambda row: f"{row.finding.number} {row.finding.ref}",
    search=_OF_FINDINGS,
    related=("finding__paper__inspection__firm", "decided_by"),
)
ACCEPTANCES = Subject(
    noun="次風險承受",
    model=RiskAcceptance,
    way="finding__paper__inspection__",
    page=("finding", "finding_id"),
    named=lambda row: f"{row.finding.number} {row.finding.ref}",
    search=_OF_FINDINGS,
    related=("finding__paper__inspection__firm", "decided_by"),
)
REQUESTS = Subject(
    noun="則佐證請求",
    model=Request,
    way="inspection__",
    page=("inspection", "inspection_id"),
    named=lambda row: f"{row.inspection} {row}",
    search=("inspection__title", "inspection__code", "asked_of__name"),
    related=("inspection__firm", "asked_of"),
)
PLAN_ITEMS = Subject(
    noun="個排程項目",
    model=PlanItem,
    way="",
    page=("calendar_item", "pk"),
    named=str,
    search=("title", "code", "subject"),
    related=("firm",),
    planned=True,
)
ADJUSTMENTS = Subject(
    noun="次排程調整",
    model=Adjustment,
    way="item__",
    page=("calendar_item", "item_id"),
    named=lambda row: str(row.item),
    search=("item__title", "item__code"),
    related=("item__firm", "decided_by"),
    planned=True,
)
