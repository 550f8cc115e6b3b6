"""A day has come: years begin, plans follow their editions, inspections open."""

import logging
from datetime import date

from chahe.web.firms.models import Firm
from chahe.workflow import InspectionKind, Refused

from ..models import YearPlan
from .beginning import begin_waiting
from .planning import plan_year, replan

logger = logging.getLogger(__name__)


def turn_day(*, today: date, because: str = "日期推進，重新核對期別與版本") -> None:
    """Plan the year that has begun where the last one was, bring plans up to date, begin.

    Each firm is done by itself: one that goes wrong stops no other.
    """
    continue_years(today=today)
    for firm in Firm.objects.filter(year_plans__year__gte=today.year).distinct():
        try:
            replan(firm, on=today, because=because, today=today)
        except Refused as refusal:
            logger.warning("%s was not planned again: %s", firm.code, refusal)
    begin_waiting(today=today)


def continue_years(*, today: date) -> list[YearPlan]:
    """Plan the year that holds today as the year before was; return the plans that were there."""
    before = YearPlan.objects.filter(year=today.year - 1).select_related("firm", "planned_by")
    held = set(YearPlan.objects.filter(year=today.year).values_list("firm", "kind"))
    missing = [plan for plan in before if (plan.firm_id, plan.kind) not in held]
    for plan in missing:
        plan_year(
            firm=plan.firm,
            year=today.year,
            kind=InspectionKind(plan.kind),
            by=None,
            planned_by=plan.planned_by,
            documents=plan.documents,
            today=today,
        )
    return missing
