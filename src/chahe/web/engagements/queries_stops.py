"""Questions about stops of trading, and what each asks for before trading is resumed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from chahe.workflow.engagement import ReportKind, ReportState, stops_before

from .models import AssessmentReport, EngagementStop, ReopeningOverride, TradingStop


@dataclass(frozen=True)
class Standing:
    """A stop, the earlier ones that make two in half a year with it, and what was done about it.

    `reported_on` is the day its special report was issued, `override` the leave to do without,
    `together` the pks of it and of the earlier ones, which a special engagement is about.
    """

    stop: TradingStop
    earlier: tuple[date, ...]
    reported_on: date | None = None
    override: ReopeningOverride | None = None
    asked: ReopeningOverride | None = None
    engagements: tuple[Any, ...] = ()
    together: tuple[int, ...] = ()

    @property
    def needs_report(self) -> bool:
        return bool(self.earlier)

    def missing_on(self, day: date) -> bool:
        """Whether on a day trading cannot be resumed for want of the special report."""
        return (
            self.needs_report
            and self.override is None
            and (self.reported_on is None or self.reported_on > day)
        )

    @property
    def is_contradiction(self) -> bool:
        """Whether trading was resumed without the report: by leave, or before a stop was known."""
        resumed = self.stop.resumed_on
        return (
            resumed is not None
            and self.needs_report
            and (self.reported_on is None or self.reported_on > resumed)
        )

    @property
    def words(self) -> str:
        if not self.needs_report:
            return "不需專案報告"
        if self.reported_on:
            return "專案報告已出具"
        if self.override:
            return "已核准例外恢復"
        return "應先出具專案報告"


def stops_of(firm: Any) -> QuerySet[TradingStop]:
    """Return a firm's stops with what `standings` reads, in three queries more."""
    issued = AssessmentReport.objects.filter(
        kind=ReportKind.FINAL, state=ReportState.ISSUED
    ).order_by("ended_at")
    links = EngagementStop.objects.select_related("engagement").prefetch_related(
        Prefetch("engagement__reports", issued, to_attr="issued")
    )
    return (
        TradingStop.objects.filter(firm=firm)
        .select_related("noted_by", "resumed_by")
        .prefetch_related(
            Prefetch("engagement_links", links),
            Prefetch("overrides", ReopeningOverride.objects.select_related("asked_by")),
        )
    )


def stop_of(firm: Any, pk: int) -> TradingStop:
    """Return one stop of a firm.

    :raises Http404: if the firm has no such stop
    """
    return get_object_or_404(stops_of(firm), pk=pk)


def standings(stops: Iterable[TradingStop], *, days: Iterable[tuple[int, date]]) -> list[Standing]:
    """Return how each stop stands; `days` are the pk and the day of every stop of the firm."""
    every = list(days)
    return [_standing(stop, every) for stop in stops]


def days_of(firm: Any) -> list[tuple[int, date]]:
    """Return the pk and the day of every stop of a firm."""
    return list(TradingStop.objects.filter(firm=firm).values_list("pk", "stopped_on"))


def standing_of(stop: TradingStop) -> Standing:
    """Return how one stop of `stops_of` stands."""
    return _standing(stop, days_of(stop.firm_id))


def contradictions_of(firm: Any) -> list[Standing]:
    """Return the stops whose trading was resumed without the report; for X-rays."""
    found = standings(stops_of(firm), days=days_of(firm))
    return [each for each in found if each.is_contradiction]


def _standing(stop: TradingStop, days: list[tuple[int, date]]) -> Standing:
    others = [(pk, day) for pk, day in days if (day, pk) < (stop.stopped_on, stop.pk)]
    earlier = stops_before(stop.stopped_on, [day for _, day in others])
    links = list(stop.engagement_links.all())
    issued = [report.ended_at for link in links for report in link.engagement.issued]
    overrides = list(stop.overrides.all())
    return Standing(
        stop=stop,
        earlier=earlier,
        reported_on=timezone.localdate(min(issued)) if issued else None,
        override=next((each for each in overrides if each.granted), None),
        asked=next((each for each in overrides if each.granted is None), None),
        engagements=tuple(link.engagement for link in links),
        together=(*(pk for pk, day in others if day in earlier), stop.pk),
    )
