"""Open an engagement with its inspections and its people; end it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from chahe.deadlines import Cadence, FiscalYear, Period, report_due_after_year
from chahe.rulebook import Edition, Rule, Standing, in_force, leaves_of, scope, sections
from chahe.web.firms.models import Firm
from chahe.web.firms.queries import facts_on
from chahe.web.inspections.actions.planning import plan_inspection
from chahe.web.journal.actions import record
from chahe.web.rulebooks.editions import editions
from chahe.workflow import InspectionKind, Refused, after
from chahe.workflow.engagement import ENGAGEMENT_LABELS, ENGAGEMENT_MOVES, EngagementKind

from ..models import Engagement, EngagementInspection, EngagementStop, TradingStop
from .people import Invited, add_person, refresh_everybody

DOCUMENT = "tpex/sto-assessment"
YEARLY_SOURCE = "櫃買中心評估報告原則性規範前言：每會計年度終了後三個月內出具"
_BY_PERIOD = {EngagementKind.YEARLY: Cadence.ANNUAL, EngagementKind.INTERIM: Cadence.ANNUAL}


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a CPA is engaged for. `year` is the fiscal year, CE, that begins in `first_month`.

    The period, the basis and due days of a yearly engagement follow from the year; those of any
    other are given, with the source of the due day. `points` are paths of the principles to cover,
    all of them when empty; `stops` the stops of trading a special engagement is about.
    """

    kind: EngagementKind
    platform: str
    accounting_firm: str
    year: int
    first_month: int = 1
    accounting_number: str = ""
    period: Period | None = None
    basis_on: date | None = None
    due_on: date | None = None
    due_source: str = ""
    points: Sequence[str] = ()
    stops: Sequence[TradingStop] = ()


@transaction.atomic
def open_engagement(
    *,
    firm: Firm,
    terms: Terms,
    by: Any,
    people: Iterable[Invited] = (),
    today: date | None = None,
) -> Engagement:
    """Open an engagement: plan an inspection of each section of the principles that binds.

    :raises Refused: if something is missing, nothing binds the firm, or a person may not come
    """
    today = today or timezone.localdate()
    Firm.objects.select_for_update().get(pk=firm.pk)
    terms = _completed(terms, firm)
    engagement = _create(firm, terms, by)
    chosen = _chosen(firm, terms, today=today)
    for section, leaves in chosen:
        inspection = plan_inspection(
            firm=firm,
            section=f"{DOCUMENT}#{section.path}",
            on=_within(engagement.period, today),
            by=by,
            kind=InspectionKind.CPA,
            cadence=_BY_PERIOD.get(terms.kind, Cadence.EVENT),
            period=engagement.period,
            subject=engagement.number,
            leaves=leaves,
            due_on=engagement.due_on,
            today=today,
        )
        EngagementInspection.objects.create(engagement=engagement, inspection=inspection)
    record(
        "engagement.opened",
        subject=f"engagement:{engagement.pk}",
        by=by,
        firm=firm.code,
        detail={
            "number": engagement.number,
            "kind": engagement.get_kind_display(),
            "platform": engagement.platform,
            "accounting_firm": engagement.accounting_firm,
            "due_on": engagement.due_on,
            "due_source": engagement.due_source,
        },
    )
    for invited in people:
        add_person(engagement=engagement, invited=invited, by=by, today=today)
    return engagement


@transaction.atomic
def cancel_engagement(
    *, engagement: Engagement, reason: str, by: Any, today: date | None = None
) -> Engagement:
    """End an engagement before its report is issued; its people's access ends at once.

    :raises Refused: if its report is issued, it has ended, or no reason is given
    """
    engagement = lock_engagement(engagement)
    state = after(ENGAGEMENT_MOVES, "cancel", now=engagement.state, labels=ENGAGEMENT_LABELS)
    if not reason.strip():
        raise Refused("請寫明終止委任的理由。")
    engagement.state, engagement.cancelled_reason = state, reason
    engagement.cancelled_by, engagement.cancelled_at = by, timezone.now()
    engagement.save()
    record(
        "engagement.cancelled",
        subject=f"engagement:{engagement.pk}",
        by=by,
        firm=engagement.firm.code,
        detail={"number": engagement.number, "reason": reason},
    )
    refresh_everybody(engagement, today=today or timezone.localdate())
    return engagement


def lock_engagement(engagement: Engagement) -> Engagement:
    """Return an engagement as it is now, held until the transaction ends."""
    held = Engagement.objects.select_for_update(of=("self",)).select_related("firm")
    return held.get(pk=engagement.pk)


def _completed(terms: Terms, firm: Firm) -> Terms:
    """Fill in what a fiscal year says, and refuse what is missing or does not go together."""
    year = FiscalYear(terms.year, terms.first_month)
    if terms.kind is EngagementKind.YEARLY:
        terms = replace(
            terms,
            period=year.period,
            basis_on=year.last_day,
            due_on=report_due_after_year(year.last_day),
            due_source=YEARLY_SOURCE,
        )
    if terms.period is None or terms.basis_on is None or terms.due_on is None:
        raise Refused("請填評估期間、基準日與應出具日；只有年度評估可以由會計年度推算。")
    if not terms.due_source.strip():
        raise Refused("請填應出具日的依據，例如申請案、公文或契約的日期與文號。")
    if not (terms.platform.strip() and terms.accounting_firm.strip()):
        raise Refused("請填交易平臺與會計師事務所的名稱。")
    if any(stop.firm_id != firm.pk for stop in terms.stops):
        raise Refused("所選的停止交易不是這家證券商的。")
    if (terms.kind is EngagementKind.SPECIAL) != bool(terms.stops):
        raise Refused("停止交易專案要選定所評估的停止交易；其他種類不選。")
    return terms


def _create(firm: Firm, terms: Terms, by: Any) -> Engagement:
    assert terms.period and terms.basis_on and terms.due_on  # noqa: S101 (`_completed` saw to it)
    held = Engagement.objects.filter(firm=firm, year=terms.year).count()
    engagement = Engagement.objects.create(
        firm=firm,
        number=f"CPA-{terms.year - 1911}-{held + 1:02}",
        platform=terms.platform,
        kind=terms.kind.value,
        year=terms.year,
        period_start=terms.period.start,
        period_end=terms.period.end,
        basis_on=terms.basis_on,
        due_on=terms.due_on,
        due_source=terms.due_source,
        accounting_firm=terms.accounting_firm,
        accounting_number=terms.accounting_number,
        points=list(terms.points),
        opened_by=by,
        opened_at=timezone.now(),
    )
    for stop in terms.stops:
        EngagementStop.objects.create(engagement=engagement, stop=stop)
    return engagement


def _chosen(firm: Firm, terms: Terms, *, today: date) -> list[tuple[Rule, Collection[str]]]:
    """Return the sections to inspect and, of each, the paths of its leaves to cover."""
    assert terms.period  # noqa: S101 (`_completed` saw to it)
    on = _within(terms.period, today)
    edition = _principles(on)
    stated = facts_on(firm, on=on)
    standing = {each.rule.path: each for each in scope([edition], facts=stated, on=on)}
    found = []
    for section in sections(edition):
        leaves = [leaf.path for leaf in leaves_of(edition, section) if _covers(terms, leaf.path)]
        if any(standing[path].applies for path in leaves):
            found.append((section, leaves))
    if not found:
        raise Refused(_why_nothing(list(standing.values()), terms, firm))
    return found


def _why_nothing(standing: list[Standing], terms: Terms, firm: Firm) -> str:
    why = [each.reason for each in standing if _covers(terms, each.rule.path)]
    if not why:
        return "所選的控制重點不在原則性規範裡，請重新選擇。"
    return f"評估的控制重點都不適用於{firm.name}：{why[0]}。請先確認公司概況。"


def _principles(on: date) -> Edition:
    for edition in in_force(editions(), on=on):
        if edition.document == DOCUMENT:
            return edition
    raise Refused("沒有施行中的會計師評估報告原則性規範。")


def _covers(terms: Terms, path: str) -> bool:
    return not terms.points or any(
        path == point or path.startswith(f"{point}.") for point in terms.points
    )


def _within(period: Period, day: date) -> date:
    return max(period.start, min(day, period.last_day))
