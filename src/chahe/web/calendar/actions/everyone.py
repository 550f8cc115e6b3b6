"""Plan a year for every firm: a job with progress, which goes on where it stopped."""

import logging
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from chahe.web.firms.models import Firm
from chahe.web.journal.actions import record
from chahe.workflow import InspectionKind, Refused

from ..models import PlanningRun
from .planning import plan_year

logger = logging.getLogger(__name__)


@transaction.atomic
def plan_everyone(
    *, year: int, kind: InspectionKind = InspectionKind.SELF, by: Any, enqueue: bool = True
) -> PlanningRun:
    """Queue the planning of a year for every firm; a worker does it, or who calls `perform_run`.

    :raises Refused: if the same is being done, or there are no firms
    """
    from ..tasks import plan_all  # noqa: PLC0415 (the task calls `perform_run` below)

    total = Firm.objects.count()
    if not total:
        raise Refused("還沒有任何證券商，請先建立證券商。")
    try:
        with transaction.atomic():
            run = PlanningRun.objects.create(
                year=year, kind=kind, total=total, asked_by=by, asked_at=timezone.now()
            )
    except IntegrityError:
        raise Refused("同一年度、同一種類正在安排，請等它完成。") from None
    record(
        "planning_run.asked",
        subject=f"planning_run:{run.pk}",
        by=by,
        detail={"plan": str(run), "firms": total},
    )
    if enqueue:
        plan_all.enqueue(run.pk)
    return run


def perform_run(run_id: int) -> None:
    """Plan the firms that a run has not reached; once finished, doing it again changes nothing."""
    run = PlanningRun.objects.select_related("asked_by").get(pk=run_id)
    if not run.is_live:
        return
    for firm in Firm.objects.filter(code__gt=run.reached).order_by("code"):
        _plan_one(run, firm)
    PlanningRun.objects.filter(pk=run_id, finished_at=None).update(finished_at=timezone.now())


def _plan_one(run: PlanningRun, firm: Firm) -> None:
    """Plan a firm and note that it is reached, together; one that goes wrong stops no other."""
    step = {"reached": firm.code, "done": F("done") + 1}
    row = PlanningRun.objects.filter(pk=run.pk)
    try:
        with transaction.atomic():
            counts = plan_year(
                firm=firm, year=run.year, kind=InspectionKind(run.kind), by=run.asked_by
            )
            row.update(**step, items=F("items") + counts.made)
    except Refused as refusal:
        logger.warning("%s was not planned: %s", firm.code, refusal)
        run.refused[firm.code] = str(refusal)
        row.update(**step, refused=run.refused)
