"""What a new edition touches of a firm: rules, open papers, checks, requests and findings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

from chahe.checks import Check
from chahe.rulebook import ChangeKind, Edition, Rule
from chahe.rulebook.compare import compare_editions
from chahe.rulebook.compared import Compared
from chahe.rulebook.scope import judge
from chahe.web.firms.models import Firm
from chahe.web.firms.queries import facts_on
from chahe.web.rulebooks.editions import base_of, editions
from chahe.web.rulebooks.queries import checks_of, rule_url
from chahe.workflow import ENDED, InspectionState

from .impact_duties import duties_of
from .models import Finding, Request, WorkingPaper

_Place = tuple[str, str]  # edition and path of a rule, within one document


@dataclass(frozen=True)
class Touched:
    """What rests on a rule: `papers` are of open inspections, `findings` not ended.

    `outdated` are the papers that still answer the earlier edition.
    """

    papers: tuple[WorkingPaper, ...]
    outdated: tuple[WorkingPaper, ...]
    requests: tuple[Request, ...]
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Row:
    """A changed rule that binds the firm under either edition; `rule` is the later one's if any."""

    compared: Compared
    edition: Edition
    rule: Rule
    old_ref: str
    bound: bool
    binds: bool
    reason: str
    touched: Touched

    @property
    def kind(self) -> ChangeKind:
        return self.compared.kind

    @property
    def url(self) -> str:
        return rule_url(self.edition, self.rule.path)

    @cached_property
    def duties(self) -> tuple[str, ...]:
        """What must be done again; empty when nothing must."""
        return duties_of(self.kind, bound=self.bound, binds=self.binds, touched=self.touched)


@dataclass(frozen=True)
class Impact:
    """`on` is the day on whose facts the firm is judged."""

    before: Edition
    after: Edition
    on: date
    rows: tuple[Row, ...]

    def count(self, kind: ChangeKind) -> int:
        return sum(row.kind is kind for row in self.rows)

    @property
    def counts(self) -> list[tuple[str, int]]:
        kinds = [kind for kind in ChangeKind if kind is not ChangeKind.SAME]
        return [(kind.label, self.count(kind)) for kind in kinds]

    @property
    def redone(self) -> int:
        return sum(bool(row.duties) for row in self.rows)

    @property
    def papers(self) -> int:
        return len({paper.pk for row in self.rows for paper in row.touched.papers})

    @property
    def requests(self) -> int:
        return len({asked.pk for row in self.rows for asked in row.touched.requests})

    @property
    def findings(self) -> int:
        return len({finding.pk for row in self.rows for finding in row.touched.findings})


def comparable() -> list[Edition]:
    """Return the editions of every document that has several, by document, earliest first."""
    found = []
    for _, group in groupby(editions(), key=lambda edition: edition.document):
        own = list(group)
        found += own if len(own) > 1 else []
    return found


def pair_of(before: str, after: str, *, today: date) -> tuple[Edition, Edition] | None:
    """Return two editions of one document, the earlier first, as asked for or as a reader would.

    Unasked: one to come and that which holds; else that which holds and the one before. None when
    no document has two.
    """
    known = comparable()
    by_id = {edition.id: edition for edition in known}
    one, other = by_id.get(before), by_id.get(after)
    if one and other and one.document == other.document and one is not other:
        first, second = sorted((one, other), key=known.index)
        return first, second
    named = one or other
    pairs = [
        pair
        for pair in pairwise(known)
        if pair[0].document == pair[1].document and (named is None or named in pair)
    ]
    coming = [pair for pair in pairs if pair[1].start and pair[1].start > today]
    return next(iter(coming), pairs[-1] if pairs else None)


def impact_of(firm: Firm, before: Edition, after: Edition, *, today: date) -> Impact:
    """Return what became of the rules that bind a firm, in a fixed number of queries."""
    on = max(today, after.start or today)
    facts, base = facts_on(firm, on=on), base_of(after)
    compared = compare_editions(before, after, base=base.id if base else "")
    touched = _Touching(firm, (before, after))
    rows = [
        row
        for each in compared
        if each.kind is not ChangeKind.SAME and (row := _row(each, before, after, facts, touched))
    ]
    return Impact(before, after, on, tuple(rows))


def _row(
    compared: Compared,
    before: Edition,
    after: Edition,
    facts: Mapping[str, Any],
    touching: "_Touching",
) -> Row | None:
    old = before.by_path[compared.origin] if compared.origin else None
    new = after.by_path[compared.path] if compared.path else None
    bound, why_bound = judge(old, facts=facts) if old else (False, "")
    binds, why_binds = judge(new, facts=facts) if new else (False, "")
    shown, edition = (new, after) if new else (old, before)
    if shown is None or not shown.leaf or not (bound or binds):
        return None
    places = [(each.edition, rule.path) for each, rule in ((before, old), (after, new)) if rule]
    return Row(
        compared=compared,
        edition=edition,
        rule=shown,
        old_ref=old.ref if old else "",
        bound=bound,
        binds=binds,
        reason=why_binds or why_bound,
        touched=touching.at(places, checks_of(edition, shown)),
    )


class _Touching:
    """A firm's work on two editions of a document, by rule."""

    def __init__(self, firm: Firm, pair: tuple[Edition, Edition]) -> None:
        named = {"edition__in": [edition.edition for edition in pair]}
        document = pair[0].document
        papers = WorkingPaper.objects.filter(
            inspection__firm=firm,
            inspection__state=InspectionState.OPEN,
            inspection__document=document,
            **named,
        ).select_related("inspection__firm")
        findings = Finding.objects.filter(
            firm=firm,
            paper__inspection__document=document,
            paper__edition__in=named["edition__in"],
        ).exclude(state__in=sorted(ENDED))
        self._before = pair[0].edition
        self._papers: dict[_Place, list[WorkingPaper]] = defaultdict(list)
        self._findings: dict[_Place, list[Finding]] = defaultdict(list)
        self._requests: dict[int, list[Request]] = defaultdict(list)
        for paper in papers.order_by("inspection__due_on", "position"):
            if not paper.has_left:
                self._papers[paper.edition, paper.path].append(paper)
        for finding in findings.select_related("paper").order_by("id"):
            self._findings[finding.paper.edition, finding.paper.path].append(finding)
        asked = Request.objects.filter(
            inspection__firm=firm,
            inspection__state=InspectionState.OPEN,
            inspection__document=document,
            answered_at=None,
        )
        for request in asked.select_related("asked_of"):
            self._requests[request.inspection_id].append(request)

    def at(self, places: Iterable[_Place], checks: Iterable[Check]) -> Touched:
        """Return what rests on a rule, at its places in both editions."""
        places = list(places)
        papers = [paper for place in places for paper in self._papers.get(place, ())]
        requests = {
            asked.pk: asked
            for paper in papers
            for asked in self._requests.get(paper.inspection_id, ())
            if asked.kind in paper.evidence_kinds
        }
        findings = [found for place in places for found in self._findings.get(place, ())]
        return Touched(
            papers=tuple(papers),
            outdated=tuple(paper for paper in papers if paper.edition == self._before),
            requests=tuple(requests.values()),
            findings=tuple(findings),
            checks=tuple(checks),
        )
