"""The list of items, and its filters, which the calendar's pages share."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from chahe.deadlines import Cadence
from chahe.rulebook import load_triggers
from chahe.web.inspections.kinds import KINDS
from chahe.web.rulebooks.editions import editions

from ..listing import Column, Filter, Listing
from .models import Adjustment, Event, PlanItem
from .shown import status_of

State = PlanItem.State
_OPEN = Q(state=State.PLANNED) | Q(state=State.BEGUN, inspection__state="open")
LIVE, STATES = (
    "live",
    (
        ("live", "有效的"),
        ("open", "未完成"),
        ("overdue", "逾期"),
        ("planned", "未開始"),
        ("done", "已封存"),
        ("moved", "改期的"),
        ("skipped", "不辦理"),
        ("gone", "不再適用"),
    ),
)


def _in_state(rows: QuerySet[PlanItem], state: str) -> QuerySet[PlanItem]:
    match state:
        case "live":
            return rows.exclude(state=State.GONE)
        case "open":
            return rows.filter(_OPEN)
        case "overdue":
            return rows.filter(_OPEN, falls_on__lt=timezone.localdate())
        case "done":
            return rows.filter(inspection__state="sealed")
        case "moved":
            return rows.filter(moved_to__isnull=False)
        case _:
            return rows.filter(state=state)


def documents() -> list[tuple[str, str]]:
    """Return every document and the title of its latest edition; of codes of their own first."""
    known = sorted(editions(), key=lambda edition: edition.own_codes)
    return list({edition.document: edition.title for edition in known}.items())


def _is_past_period(item: PlanItem) -> str:
    return "逾期別" if item.past_period else ""


FILTERS = (
    Filter("kind", "種類", [(kind.value, kind.label) for kind in KINDS], "kind"),
    Filter("document", "文件", documents, "document"),
    Filter("cadence", "週期", [(c.value, c.label) for c in Cadence], "cadence"),
    Filter("state", "狀態", STATES, _in_state, default=LIVE),
)
ITEMS = Listing(
    columns=(
        Column("due", "應完成日", order_by=("falls_on", "code"), value="day"),
        Column("planned_due", "原訂", value="due_on", in_table=False),
        Column("moved", "改期", value=_is_past_period, in_table=False),
        Column("period", "期別", order_by=("period_start", "code"), value="period_label"),
        Column("code", "代碼", order_by="code"),
        Column("title", "查核項目"),
        Column("subject", "事由", in_table=False),
        Column("kind", "種類", order_by="kind", value="get_kind_display"),
        Column("document", "文件", value="edition_id", in_table=False),
        Column("cadence", "週期", order_by="cadence", value="get_cadence_display"),
        Column("rules", "條數", value=lambda item: len(item.rules), number=True),
        Column(
            "state",
            "狀態",
            value=lambda item: status_of(item, today=timezone.localdate()).label,
        ),
        Column("reason", "理由", in_table=False),
    ),
    filters=(
        Filter("month", "月份", [(str(n), f"{n}月") for n in range(1, 13)], "falls_on__month"),
        *FILTERS,
    ),
    search=("title", "code", "subject"),
    sort="due",
    hint="代碼、查核項目或事由",
)
SHOWN = Listing(columns=ITEMS.columns, filters=FILTERS, search=ITEMS.search, hint=ITEMS.hint)
ADJUSTMENTS = Listing(
    columns=(
        Column("asked", "申請時間", order_by="asked_at", value="asked_at"),
        Column("item", "項目", value=lambda each: str(each.item)),
        Column("act", "調整", order_by="act", value="get_act_display"),
        Column("to", "日期", order_by="to", value="to"),
        Column("reason", "理由"),
        Column("by", "申請人", value=lambda each: str(each.asked_by)),
        Column("granted", "決定", value="granted"),
        Column("decided_by", "決定人", value=lambda each: str(each.decided_by or "")),
        Column("decided_at", "決定時間", order_by="decided_at", in_table=False),
        Column("comment", "意見", in_table=False),
    ),
    filters=(
        Filter(
            "state",
            "狀態",
            (("waiting", "等待決定"), ("granted", "核准"), ("refused", "不核准")),
            lambda rows, value: rows.filter(granted={"granted": True, "refused": False}.get(value)),
        ),
        Filter("act", "調整", Adjustment.Act.choices, "act"),
    ),
    search=("item__title", "item__code", "reason"),
    sort="-asked",
    hint="查核項目或理由",
)


def _trigger_title(event: Event) -> str:
    return event.trigger_title


def triggers() -> list[tuple[str, str]]:
    """Return the kinds of event, in the order of their names."""
    return [(each.id, each.title) for each in load_triggers().values()]


EVENTS = Listing(
    columns=(
        Column("on", "日期", order_by="on"),
        Column("trigger", "事件", order_by="trigger", value=_trigger_title),
        Column("subject", "事由", order_by="subject"),
        Column("items", "查核", value="item_count", number=True),
        Column("note", "說明", in_table=False),
        Column("by", "登記人", value=lambda each: str(each.noted_by)),
        Column("at", "登記時間", order_by="noted_at", value="noted_at"),
    ),
    filters=(Filter("trigger", "事件", triggers, "trigger"),),
    search=("subject", "note"),
    sort="-on",
    hint="事由或說明",
)
