"""Note that trading stopped and was resumed; ask and give leave to resume without the report."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.deadlines import format_roc
from chahe.web.firms.models import Firm
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from ..models import ReopeningOverride, TradingStop
from ..queries_stops import standing_of, stops_of


@transaction.atomic
def note_stop(
    *,
    firm: Firm,
    stopped_on: date,
    cause: str,
    source: str,
    by: Any,
    reported: str = "",
    today: date | None = None,
) -> TradingStop:
    """Note that trading stopped for a security incident, with where that is written.

    :raises Refused: if the day has not come, trading was stopped already on it, or no source is
        given
    """
    Firm.objects.select_for_update().get(pk=firm.pk)
    if stopped_on > (today or timezone.localdate()):
        raise Refused("停止交易日還沒有到，請更正。")
    if not (cause.strip() and source.strip()):
        raise Refused("請寫明停止交易的原因與依據。")
    for other in TradingStop.objects.filter(firm=firm):
        if other.resumed_on is None and other.stopped_on <= stopped_on:
            day = format_roc(other.stopped_on)
            raise Refused(f"{day}起的停止交易還沒有登記恢復，請先登記恢復。")
        if other.resumed_on and other.stopped_on <= stopped_on < other.resumed_on:
            raise Refused(f"{format_roc(stopped_on)}在另一次停止交易的期間內，請查明。")
    try:
        with transaction.atomic():
            stop = TradingStop.objects.create(
                firm=firm,
                stopped_on=stopped_on,
                cause=cause.strip(),
                source=source.strip(),
                reported=reported.strip(),
                noted_by=by,
                noted_at=timezone.now(),
            )
    except IntegrityError:
        raise Refused("另有一次停止交易還沒有登記恢復；請先登記恢復，再補登較早的。") from None
    _tell("trading_stop.noted", stop, by, source=stop.source)
    return stop


@transaction.atomic
def resume_trading(
    *,
    stop: TradingStop,
    resumed_on: date,
    measures: str,
    source: str,
    by: Any,
    today: date | None = None,
) -> TradingStop:
    """Note that trading was resumed, with the measures taken and where that is written.

    The second stop in half a year is resumed after the special report on it is issued (S4, row
    3(12)3), or by a recorded leave.

    :raises Refused: if it is resumed already, the day is wrong, something is not said, or the
        report is missing
    """
    stop = _lock(stop)
    if stop.resumed_on is not None:
        raise Refused("這次停止交易已經登記恢復。")
    if resumed_on < stop.stopped_on or resumed_on > (today or timezone.localdate()):
        raise Refused("恢復交易日要在停止交易日之後、今天以前，請更正。")
    if not (measures.strip() and source.strip()):
        raise Refused("請寫明預防及改善措施，與恢復的依據。")
    standing = standing_of(stop)
    if standing.missing_on(resumed_on):
        raise Refused(_why_not(standing.earlier, stop.stopped_on, standing.reported_on))
    stop.resumed_on, stop.measures, stop.resumed_source = resumed_on, measures, source
    stop.resumed_by, stop.resumed_at = by, timezone.now()
    stop.save()
    by_leave = {"override": standing.override.reason} if standing.override else {}
    _tell("trading_stop.resumed", stop, by, resumed_on=resumed_on, source=source, **by_leave)
    return stop


@transaction.atomic
def ask_reopening(*, stop: TradingStop, reason: str, by: Any) -> ReopeningOverride:
    """Ask leave to resume trading before the special report is issued.

    :raises Refused: if none is needed, one waits to be decided or is given, or no reason is given
    """
    stop = _lock(stop)
    standing = standing_of(stop)
    if not standing.missing_on(date.max) or stop.resumed_on:
        raise Refused("這次停止交易的恢復不需要例外核准。")
    if standing.asked:
        raise Refused("已有一件申請等候決定。")
    if not reason.strip():
        raise Refused("請寫明為什麼不能等專案報告出具。")
    asked = ReopeningOverride.objects.create(
        stop=stop, reason=reason.strip(), asked_by=by, asked_at=timezone.now()
    )
    _tell_override("reopening.asked", asked, by)
    return asked


@transaction.atomic
def decide_reopening(
    *, asked: ReopeningOverride, granted: bool, comment: str, by: Any
) -> ReopeningOverride:
    """Grant or refuse leave to resume without the report; X-rays show every one granted.

    :raises Refused: if it is decided, no reason is given, or they asked for it themselves
    """
    held = ReopeningOverride.objects.select_for_update(of=("self",))
    asked = held.select_related("stop__firm").get(pk=asked.pk)
    if asked.granted is not None:
        raise Refused("這件申請已經決定。")
    if asked.asked_by_id == by.pk:
        raise Refused("您是申請人，要由另一位主管決定。")
    if not comment.strip():
        raise Refused("請寫明決定的理由。")
    asked.granted, asked.comment = granted, comment.strip()
    asked.decided_by, asked.decided_at = by, timezone.now()
    asked.save()
    _tell_override("reopening.granted" if granted else "reopening.refused", asked, by)
    return asked


def _why_not(earlier: tuple[date, ...], stopped_on: date, reported_on: date | None) -> str:
    days = "、".join(format_roc(day) for day in (*earlier, stopped_on))
    if reported_on:
        return f"恢復交易日早於專案報告的出具日（{format_roc(reported_on)}），請更正。"
    return (
        f"半年內停止交易達兩次（{days}），要先由會計師出具事件評估及改善報告才能恢復；"
        "請委任停止交易專案評估，或申請例外恢復。"
    )


def _lock(stop: TradingStop) -> TradingStop:
    TradingStop.objects.select_for_update().get(pk=stop.pk)
    return stops_of(stop.firm_id).select_related("firm").get(pk=stop.pk)


def _tell(act: str, stop: TradingStop, by: Any, **more: Any) -> None:
    record(
        act,
        subject=f"trading_stop:{stop.pk}",
        by=by,
        firm=stop.firm.code,
        detail={"stopped_on": stop.stopped_on, "cause": stop.cause, **more},
    )


def _tell_override(act: str, asked: ReopeningOverride, by: Any) -> None:
    record(
        act,
        subject=f"reopening:{asked.pk}",
        by=by,
        firm=asked.stop.firm.code,
        detail={
            "stopped_on": asked.stop.stopped_on,
            "reason": asked.reason,
            **({"comment": asked.comment} if asked.comment else {}),
        },
    )
