"""Items: the list, one of them, and to begin it by hand."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chahe.deadlines import format_roc
from chahe.web.firms.doors import firm_door
from chahe.web.firms.models import Firm
from chahe.web.htmx import page_or_part
from chahe.web.inspections.kinds import kind_allows, sees
from chahe.web.inspections.views.acting import done
from chahe.web.rulebooks.editions import edition_by_id

from ..actions.adjusting import acts_for
from ..actions.beginning import begin as begin_item
from ..asked import asked_year
from ..forms import AskForm, DecideForm
from ..lists import ITEMS
from ..models import Adjustment, PlanItem
from ..queries import item_of, items_between
from ..shown import status_of
from .tabs import at, crumbs, tabs

PLANS = "inspections.plan"  # who plans a kind of inspection, changes its plan


@require_safe
@firm_door("calendar.view")
def index(request: HttpRequest, firm: Firm) -> HttpResponse:
    today = timezone.localdate()
    year = asked_year(request, today=today)
    listing = ITEMS.of(request, items_between(firm, request.user, first=year.start, end=year.end))
    label = f"{year.year - 1911}年"
    if listing.wants_csv:
        return listing.csv(f"{firm.code}-查核計畫-{label}")
    context = {
        "firm": firm,
        "today": today,
        "label": label,
        "listing": listing,
        "rows": [(item, status_of(item, today=today)) for item in listing],
        "before": at("calendar_items", firm, year=year.year - 1),
        "after": at("calendar_items", firm, year=year.year + 1),
        "tabs": tabs(firm, "items", year=year.year),
    }
    return page_or_part(request, "calendar/items.html", "table", context)


@require_safe
@firm_door("calendar.view")
def one(request: HttpRequest, firm: Firm, item: int) -> HttpResponse:
    return item_page(request, firm, item_of(firm, request.user, item))


@require_POST
@firm_door("calendar.plan")
def begin(request: HttpRequest, firm: Firm, item: int) -> HttpResponse:
    found = own_item(request, firm, item)
    inspection = done(request, lambda: begin_item(item=found, by=request.user), "已開始查核。")
    if inspection is None:
        return redirect("calendar_item", firm.code, found.pk)
    return redirect("inspection", firm.code, inspection.pk)


def own_item(request: HttpRequest, firm: Firm, pk: int) -> PlanItem:
    """Return an item of a kind that the user plans.

    :raises PermissionDenied: if they only see it
    """
    found = item_of(firm, request.user, pk)
    if not kind_allows(request.user, firm, PLANS, found.kind):
        raise PermissionDenied(PLANS)
    return found


def item_page(
    request: HttpRequest, firm: Firm, item: PlanItem, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """Answer an item's page; `forms` are bound ones whose errors it shows."""
    today = timezone.localdate()
    adjustments = list(item.adjustments.select_related("asked_by", "decided_by"))
    waits = next((each for each in adjustments if each.granted is None), None)
    edition = edition_by_id(item.edition_id)
    own = kind_allows(request.user, firm, PLANS, item.kind)
    acts = acts_for(item) if own and not waits else []
    inspection = item.inspection
    context = {
        "firm": firm,
        "item": item,
        "today": today,
        "status": status_of(item, today=today),
        "about": list(_about(item, edition.title if edition else item.document)),
        "rules": [
            edition.by_path[path] for path in item.rules if edition and path in edition.by_path
        ],
        "adjustments": adjustments,
        "waits": waits,
        "history": list(_history(item, adjustments)),
        "sees": inspection is not None
        and sees(request.user, firm, kind=inspection.kind, state=inspection.state),
        "crumbs": crumbs(firm),
        "own": own,
        "ask_form": AskForm(acts=acts) if acts else None,
        "decide_form": DecideForm() if waits and waits.asked_by_id != request.user.pk else None,
        **forms,
    }
    return page_or_part(request, "calendar/item.html", "main", context, status=status)


def _about(item: PlanItem, title: str) -> Iterator[tuple[str, str]]:
    yield "種類", item.get_kind_display()
    yield "文件", f"{title}（{item.edition_label}）"
    yield "週期", item.get_cadence_display()
    yield "期別", item.period_label
    if item.subject:
        yield "事由", item.subject
    if item.begins_on:
        yield "開始日", format_roc(item.begins_on)
    else:
        yield "開始日", "排入時期別已過，不會自動開始"
    yield "應完成日", format_roc(item.due_on)
    if item.moved_to:
        beyond = "（逾期別：在期別之後）" if item.past_period else ""
        yield "改期至", f"{format_roc(item.moved_to)}{beyond}"
    if item.reason:
        yield "理由", item.reason


def _history(item: PlanItem, adjustments: list[Adjustment]) -> Iterator[dict[str, Any]]:
    """Yield what happened to an item, the newest first."""
    if item.inspection is not None:
        text = f"開始查核 {item.inspection.number}"
        yield {"at": item.inspection.planned_at, "text": text, "tone": "info"}
    for each in adjustments:
        day = f"（{format_roc(each.to)}）" if each.to else ""
        if each.decided_at:
            word, tone = ("核准", "success") if each.granted else ("不核准", "danger")
            yield {
                "at": each.decided_at,
                "who": each.decided_by,
                "text": f"{word}{each.get_act_display()}{day}",
                "detail": each.comment,
                "tone": tone,
            }
        yield {
            "at": each.asked_at,
            "who": each.asked_by,
            "text": f"申請{each.get_act_display()}{day}",
            "detail": each.reason,
            "tone": "warning",
        }
    yield {"at": item.planned_at, "who": item.planned_by, "text": "排入計畫"}
