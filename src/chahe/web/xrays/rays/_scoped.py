"""Inspections gone through with what the firm has stated by now, one by one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.urls import reverse

from chahe.deadlines import Cadence
from chahe.rulebook import Edition, Rule, leaves_of
from chahe.rulebook.scope import judge
from chahe.web.firms.models import Fact
from chahe.web.firms.queries import facts_among, statements_of
from chahe.web.inspections.models import Inspection, WorkingPaper
from chahe.web.inspections.models.inspection import CAMPAIGN
from chahe.web.rulebooks.editions import edition_by_id

from ._model import Hit

UNKNOWN = "這個版本的條款已不在系統裡，無法核對範圍。"


@dataclass(frozen=True)
class Scoped:
    """An inspection's edition, and what is true of the firm on the day that scopes its period."""

    edition: Edition
    facts: Mapping[str, Any]

    def judge(self, rule: Rule) -> tuple[bool, str]:
        return judge(rule, facts=self.facts)

    def leaves(self, inspection: Inspection) -> list[Rule]:
        """Return the rules of the inspection's section and cadence."""
        section = self.edition.by_path.get(inspection.section)
        found = leaves_of(self.edition, section) if section else ()
        return [leaf for leaf in found if Cadence(inspection.cadence) in leaf.cadence]

    def rule_of(self, paper: WorkingPaper) -> Rule | None:
        """Return a paper's rule, unless it is of an edition that the inspection has left."""
        own = paper.edition == self.edition.edition
        return self.edition.by_path.get(paper.path) if own else None


class Scopes:
    """A search through inspections scoped by the calendar; what has a subject has its own day."""

    wanted = Q()  # of inspections

    def __init__(self, firm: Any, on: date) -> None:
        self.firm, self.on = firm, on

    def things(self) -> Sequence[int]:
        found = Inspection.objects.filter(self.wanted, firm=self.firm, subject="")
        found = found.exclude(document=CAMPAIGN).order_by("pk")
        return list(found.values_list("pk", flat=True))

    def inspection_of(self, thing: int) -> Inspection:
        return Inspection.objects.get(pk=thing)

    def look(self, thing: int) -> Iterator[Hit]:
        inspection = Inspection.objects.select_related("firm").get(pk=thing)
        edition = edition_by_id(inspection.edition_id)
        if edition is None:
            yield self.hit(inspection, UNKNOWN)
            return
        period = inspection.period
        day = max(period.start, min(self.on, period.last_day))
        yield from self.compare(inspection, Scoped(edition, facts_among(self.stated, on=day)))

    def compare(self, inspection: Inspection, scoped: Scoped) -> Iterator[Hit]:
        raise NotImplementedError

    @cached_property
    def stated(self) -> list[Fact]:
        return statements_of(self.firm)

    def hit(self, inspection: Inspection, words: str, paper: WorkingPaper | None = None) -> Hit:
        name, thing = ("paper", paper.pk) if paper else ("inspection", inspection.pk)
        about = f"{paper.ref} {paper.title}" if paper else f"{inspection.code} {inspection.title}"
        return Hit(
            label=f"{inspection.period_label} {about}",
            url=reverse(name, args=[self.firm.code, thing]),
            since=inspection.period_start,
            words=words,
            inspection=inspection.pk,
        )
