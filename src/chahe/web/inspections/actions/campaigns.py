"""Ask one question of many firms: 專案查核."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.deadlines import Cadence, Period, days_after
from chahe.ledger.canonical import digest
from chahe.rulebook import Method, Rule, Strength, leaves_of, sections
from chahe.web.firms.models import Firm
from chahe.web.journal.actions import record
from chahe.web.rulebooks.editions import edition_by_id
from chahe.workflow import InspectionKind, Refused

from ..digests import scope_digest
from ..models import Campaign, Inspection, WorkingPaper
from ..models.inspection import CAMPAIGN
from .planning import plan_inspection

PATH, CODE = "1", "專案"


@transaction.atomic
def open_campaign(
    *,
    by: Any,
    words: Mapping[str, str],
    steps: Sequence[str],
    evidence_kinds: Sequence[str],
    rules: Sequence[str],
    since: date,
    until: date,
    due_on: date,
    firms: Sequence[str],
) -> Campaign:
    """Open a campaign; a worker then asks its firms. `words` are title, reason and question.

    :raises Refused: if no firm is named, one is unknown, a rule is none, or nothing is asked
    """
    from ..tasks import ask_firms  # noqa: PLC0415 (the task calls `ask_all` below)

    if not firms:
        raise Refused("請至少選一家證券商。")
    if known := set(firms) - set(Firm.objects.values_list("code", flat=True)):
        raise Refused(f"沒有代號為 {'、'.join(sorted(known))} 的證券商。")
    if not any(step.strip() for step in steps):
        raise Refused("請寫明查核程序，一行一個步驟。")
    for citation in rules:
        _rule(citation)
    campaign = Campaign.objects.create(
        **{name: words[name].strip() for name in ("title", "reason", "question")},
        procedure=[_step(step) for step in steps if step.strip()],
        evidence_kinds=list(evidence_kinds),
        rules=list(rules),
        firms=sorted(firms),
        period_start=since,
        period_end=days_after(until, 1),
        due_on=due_on,
        opened_by=by,
        opened_at=timezone.now(),
    )
    record(
        "campaign.opened",
        subject=f"campaign:{campaign.pk}",
        by=by,
        after=digest({"question": campaign.question, "rules": campaign.rules, "firms": firms}),
        detail={"title": campaign.title, "firms": len(firms)},
    )
    transaction.on_commit(lambda: ask_firms.enqueue(campaign.pk))
    return campaign


def ask_all(campaign_id: int) -> None:
    """Plan the inspections of a campaign, a firm at a time; done again, only those that lack."""
    campaign = Campaign.objects.select_related("opened_by").get(pk=campaign_id)
    asked = set(campaign.inspections.values_list("firm__code", flat=True))
    for firm in Firm.objects.filter(code__in=campaign.firms).exclude(code__in=asked):
        _ask(campaign, firm)


@transaction.atomic
def _ask(campaign: Campaign, firm: Firm) -> None:
    Firm.objects.select_for_update().get(pk=firm.pk)
    if campaign.inspections.filter(firm=firm).exists():
        return
    period = Period(campaign.period_start, campaign.period_end)
    _ask_question(campaign, firm, period)
    for (section, on), cited in _by_section(campaign.rules, period):
        try:
            plan_inspection(
                firm=firm,
                section=section,
                on=on,
                by=campaign.opened_by,
                kind=InspectionKind.SPECIAL,
                cadence=Cadence.EVENT,
                period=period,
                subject=f"{campaign.title}（專案 {campaign.pk}）",
                leaves=cited,
                due_on=campaign.due_on,
                campaign=campaign,
            )
        except Refused:  # none of them binds this firm: it answers the question alone
            continue


def _ask_question(campaign: Campaign, firm: Firm, period: Period) -> None:
    inspection = Inspection.objects.create(
        firm=firm,
        kind=InspectionKind.SPECIAL,
        document=CAMPAIGN,
        edition=str(campaign.pk),
        section=PATH,
        code=CODE,
        title=campaign.title,
        cadence=Cadence.EVENT,
        subject=f"第 {campaign.pk} 號",
        campaign=campaign,
        period_start=period.start,
        period_end=period.end,
        due_on=campaign.due_on,
        planned_by=campaign.opened_by,
        planned_at=timezone.now(),
    )
    paper = WorkingPaper.objects.create(
        inspection=inspection,
        position=0,
        edition=inspection.edition,
        path=PATH,
        code=CODE,
        ref=CODE,
        title=campaign.title,
        question=campaign.question,
        strength=Strength.QUESTION,
        scope_reason=f"專案查核的對象：{campaign.reason}",
        procedure=campaign.procedure,
        evidence_kinds=campaign.evidence_kinds,
        changed_at=timezone.now(),
    )
    record(
        "inspection.planned",
        subject=f"inspection:{inspection.pk}",
        by=campaign.opened_by,
        firm=firm.code,
        after=scope_digest(inspection, [paper]),
        detail={"number": inspection.number, "campaign": campaign.title},
    )


def _by_section(
    citations: Iterable[str], period: Period
) -> list[tuple[tuple[str, date], list[str]]]:
    """Return the paths cited under each section, `document#path`, and a day its edition held on."""
    found = []
    for citation in sorted(citations):
        edition, rule = _rule(citation)
        section = next(each for each in sections(edition) if rule in leaves_of(edition, each))
        on = max(period.last_day, edition.start or period.last_day)
        found.append(((f"{edition.document}#{section.path}", on), rule.path))
    return [(key, [path for _, path in group]) for key, group in groupby(found, lambda row: row[0])]


def _rule(citation: str) -> tuple[Any, Rule]:
    edition_id, _, path = citation.partition("#")
    edition = edition_by_id(edition_id)
    if edition is None or path not in edition.by_path or not edition.by_path[path].leaf:
        raise Refused(f"沒有條款「{citation}」。")
    return edition, edition.by_path[path]


def _step(line: str) -> list[str]:
    """Read a line as a step: its method is the word it begins with, else 檢查."""
    text = line.strip()
    label = next((each.label for each in Method if text.startswith(each.label)), "")
    return [label or Method.INSPECT.label, text]
