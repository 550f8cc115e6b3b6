"""Move an item, skip it or do it early: one person asks with a reason, another decides."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from chahe.deadlines import format_roc
from chahe.web.journal.actions import record
from chahe.workflow import Refused

from ..models import Adjustment, PlanItem

Act, State = Adjustment.Act, PlanItem.State


@transaction.atomic
def ask(
    *,
    item: PlanItem,
    act: str,
    reason: str,
    by: Any,
    to: date | None = None,
    today: date | None = None,
) -> Adjustment:
    """Ask for an item to be changed; nothing changes until somebody else grants it.

    :raises Refused: if it cannot be changed so, or another change of it waits already
    """
    item = _locked(item)
    to = None if act == Act.SKIP else to
    if refusal := _refusal(item, act, to, today or timezone.localdate()):
        raise Refused(refusal)
    if not reason.strip():
        raise Refused("請寫明理由。")
    try:
        with transaction.atomic():
            asked = Adjustment.objects.create(
                item=item,
                act=act,
                to=to,
                reason=reason.strip(),
                asked_by=by,
                asked_at=timezone.now(),
            )
    except IntegrityError:
        raise Refused("這個項目已有一筆調整等待決定，請先等它決定。") from None
    _record("adjustment.asked", asked, by)
    return asked


@transaction.atomic
def decide(
    *,
    adjustment: Adjustment,
    granted: bool,
    by: Any,
    comment: str = "",
    today: date | None = None,
) -> Adjustment:
    """Grant or refuse a change; granted, it is made at once.

    :raises Refused: if it was decided, the decider asked it, a refusal has no comment, or the item
        can no longer be changed so
    """
    locked = Adjustment.objects.select_for_update(of=("self",)).select_related("item", "asked_by")
    found = locked.get(pk=adjustment.pk)
    item = _locked(found.item)
    if found.granted is not None:
        raise Refused("這筆調整已經決定，請重新整理頁面。")
    if found.asked_by_id == by.pk:
        raise Refused("申請人不能決定自己的申請，請由另一位資安主管決定。")
    if not granted and not comment.strip():
        raise Refused("不核准請寫明理由，讓申請人知道怎麼辦。")
    if granted and (refusal := _refusal(item, found.act, found.to, today or timezone.localdate())):
        raise Refused(f"{refusal}請改以不核准結束這筆申請。")
    found.granted, found.comment = granted, comment.strip()
    found.decided_by, found.decided_at = by, timezone.now()
    found.save(update_fields=["granted", "comment", "decided_by", "decided_at"])
    if granted:
        _apply(item, found)
    _record("adjustment.granted" if granted else "adjustment.refused", found, by)
    return found


def acts_for(item: PlanItem) -> list[Adjustment.Act]:
    """Return the changes that can be asked of an item as it stands."""
    if not item.is_live or item.is_done:
        return []
    return [Act.MOVE] if item.state == State.BEGUN else list(Act)


def _locked(item: PlanItem) -> PlanItem:
    held = PlanItem.objects.select_for_update(of=("self",)).select_related("firm", "inspection")
    return held.get(pk=item.pk)


def _refusal(item: PlanItem, act: str, to: date | None, today: date) -> str:
    """Say why an item cannot be changed so; "" when it can."""
    if not item.is_live:
        return f"「{item}」{item.get_state_display()}，不能調整。"
    if item.is_done:
        return "這次查核已經封存，不能調整。"
    if act != Act.MOVE and item.state == State.BEGUN:
        return "這次查核已經開始，只能申請改期。"
    if act == Act.SKIP:
        return ""
    if to is None:
        return "請填寫日期。"
    if to < today:
        return f"日期不可以早於今天 {format_roc(today)}。"
    if act == Act.MOVE and to == item.day:
        return f"原本就在 {format_roc(to)} 到期，請填寫另一天。"
    if act == Act.EARLY and item.begins_on and to >= item.begins_on:
        return f"提前開始的日期要早於 {format_roc(item.begins_on)}。"
    return ""


def _apply(item: PlanItem, granted: Adjustment) -> None:
    match granted.act:
        case Act.SKIP:
            item.state, item.reason = State.SKIPPED, granted.reason[:500]
        case Act.EARLY:
            item.begins_on = granted.to
        case _:
            item.moved_to = granted.to
    item.save(update_fields=["state", "reason", "begins_on", "moved_to"])
    if item.inspection is not None and granted.act == Act.MOVE:
        item.inspection.due_on = granted.to
        item.inspection.save(update_fields=["due_on"])


def _record(act: str, adjustment: Adjustment, by: Any) -> None:
    item = adjustment.item
    record(
        act,
        subject=f"adjustment:{adjustment.pk}",
        by=by,
        firm=item.firm.code,
        detail={
            "item": str(item),
            "plan_item": item.pk,
            "act": adjustment.act,
            "to": adjustment.to,
            "due_on": item.due_on,
            "reason": adjustment.reason,
            **({"comment": adjustment.comment} if adjustment.comment else {}),
        },
    )
